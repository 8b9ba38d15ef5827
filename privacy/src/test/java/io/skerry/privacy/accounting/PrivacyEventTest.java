package io.skerry.privacy.accounting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skerry.core.InvalidInputException;
import io.skerry.privacy.accounting.PrivacyEvent.Composed;
import io.skerry.privacy.accounting.PrivacyEvent.Gaussian;
import io.skerry.privacy.accounting.PrivacyEvent.NonPrivate;
import io.skerry.privacy.accounting.PrivacyEvent.PoissonSampled;
import io.skerry.privacy.accounting.PrivacyEvent.SelfComposed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PrivacyEventTest {
  private static final PrivacyEvent PLAN =
      new Composed(
          List.of(
              new SelfComposed(new PoissonSampled(0.25, new Gaussian(1.5)), 100),
              new NonPrivate()));

  @Test
  void toString_plan_saysWhatRan() {
    assertEquals(
        "Composed[events=[SelfComposed[event=PoissonSampled[rate=0.25, "
            + "event=Gaussian[noiseMultiplier=1.5]], count=100], NonPrivate[]]]",
        PLAN.toString());
  }

  @Test
  void serialization_plan_roundTrips() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(PLAN);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertEquals(PLAN, in.readObject());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void gaussian_noiseMultiplierOutOfRange_isRefused(double z) {
    assertThrows(InvalidInputException.class, () -> new Gaussian(z));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void poissonSampled_rateOutOfRange_isRefused(double rate) {
    assertThrows(InvalidInputException.class, () -> new PoissonSampled(rate, new Gaussian(1)));
  }
}
