package io.skerry.privacy.accounting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skerry.core.InvalidInputException;
import io.skerry.privacy.accounting.PrivacyEvent.Composed;
import io.skerry.privacy.accounting.PrivacyEvent.DiscreteGaussian;
import io.skerry.privacy.accounting.PrivacyEvent.DiscreteGaussianSum;
import io.skerry.privacy.accounting.PrivacyEvent.DiscreteLaplace;
import io.skerry.privacy.accounting.PrivacyEvent.EpsilonDelta;
import io.skerry.privacy.accounting.PrivacyEvent.FixedSizeSampled;
import io.skerry.privacy.accounting.PrivacyEvent.Gaussian;
import io.skerry.privacy.accounting.PrivacyEvent.Group;
import io.skerry.privacy.accounting.PrivacyEvent.Laplace;
import io.skerry.privacy.accounting.PrivacyEvent.MatrixFactorization;
import io.skerry.privacy.accounting.PrivacyEvent.NonPrivate;
import io.skerry.privacy.accounting.PrivacyEvent.PoissonSampled;
import io.skerry.privacy.accounting.PrivacyEvent.SelfComposed;
import io.skerry.privacy.accounting.PrivacyEvent.Skellam;
import io.skerry.privacy.accounting.PrivacyEvent.TreeAggregation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PrivacyEventTextTest {
  static Stream<PrivacyEvent> events() {
    return Stream.of(
        new Gaussian(0.1 + 0.2),
        new Gaussian(1e-300),
        new NonPrivate(),
        new PoissonSampled(1.0 / 3, new Gaussian(2)),
        new SelfComposed(new PoissonSampled(1e-6, new NonPrivate()), 1L << 40),
        new Laplace(0.1),
        new DiscreteLaplace(0.5, 3),
        new DiscreteGaussian(1.0 / 7, 2),
        new DiscreteGaussianSum(100, 3.5, 1e6 / 3, 1L << 33),
        new Skellam(1e12 / 7, 1e4 / 3, 1e3 / 3),
        new EpsilonDelta(0, 1e-300),
        new TreeAggregation(1.5, 500),
        new MatrixFactorization(1.5, Math.sqrt(3)),
        new FixedSizeSampled(10, 1L << 40, new Gaussian(1)),
        new Group(3, new PoissonSampled(0.1, new Gaussian(1))),
        new Composed(List.of()),
        new Composed(List.of(new NonPrivate(), new SelfComposed(new Gaussian(1), 0))));
  }

  @ParameterizedTest
  @MethodSource("events")
  void parse_theTextOfAnEvent_givesAnEqualEvent(PrivacyEvent event) {
    assertEquals(event, PrivacyEventText.parse(PrivacyEventText.of(event)));
  }

  @Test
  void of_anEvent_isReadable() {
    assertEquals(
        "PoissonSampled[rate=0.01, event=Gaussian[noiseMultiplier=1.0]]",
        PrivacyEventText.of(new PoissonSampled(0.01, new Gaussian(1))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Gaussian",
        "Gaussian[",
        "Gaussian[]",
        "Gaussian[noiseMultiplier=one]",
        "Gaussian[noiseMultiplier=1.0]]",
        "Gaussian[noiseMultiplier=-1.0]",
        "PoissonSampled[rate=0.5, event=0.5]",
        "Gauss[noiseMultiplier=1.0]"
      })
  void parse_anyOtherText_isRefused(String text) {
    assertThrows(InvalidInputException.class, () -> PrivacyEventText.parse(text));
  }
}
