package io.skerry.privacy.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.RoundTrip;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.StreamKey;
import io.skerry.privacy.randomness.SecretKey;
import java.util.function.LongSupplier;
import java.util.function.LongToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Draws against the probability mass. Under the right law the chi-square statistic of k cells has
 * mean k - 1 and variance below 2k + 1 (each expectation being at least 10), and exceeds k - 1 + 2
 * sqrt((k - 1) x) + 2x with probability at most about exp(-x) (Laurent, Massart 2000).
 */
final class IntegerLawTest {
  private static final int DRAWS = 400_000;
  private static final double X = 16;

  static Stream<Arguments> laws() {
    return Stream.of(
        Arguments.of("Laplace 1", new DiscreteLaplace(1), laplace(1), 1.4),
        Arguments.of("Laplace 7", new DiscreteLaplace(7), laplace(7), 9.9),
        gaussian(1, 1),
        gaussian(5, 3),
        gaussian(40, 1),
        gaussian(1000, 7),
        gaussian(250_000, 1),
        skellam(1, 1),
        skellam(1, 20),
        skellam(5, 3),
        skellam(40, 1),
        skellam(1000, 7),
        skellam(250_000, 1));
  }

  /** Each law with bits from a seed and with bits from a secret. */
  static Stream<Arguments> lawsBySource() {
    return laws()
        .flatMap(
            law ->
                Stream.of(RandomKey.of(11), SecretKey.of(RandomKey.of(12).bytes()))
                    .map(key -> bySource(law.get(), key)));
  }

  private static Arguments bySource(Object[] law, StreamKey key) {
    String source = key instanceof SecretKey ? "secret" : "simulated";
    return Arguments.of(law[0] + ", " + source, law[1], law[2], law[3], key);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lawsBySource")
  void draws_areDistributedByTheMass(
      String name, IntegerLaw law, LongToDoubleFunction mass, double deviation, StreamKey key) {
    LongSupplier bits = key.child(name).stream()::nextLong;
    // Cells of equal width within six deviations, the tails joined to the outermost.
    int half = (int) Math.ceil(6 * deviation);
    int width = Math.max(1, half / 40);
    int cells = 2 * (half / width) + 1;
    double[] expected = new double[cells];
    double total = 0;
    for (long x = -50L * half; x <= 50L * half; x++) {
      double p = mass.applyAsDouble(x);
      expected[cell(x, width, cells)] += p;
      total += p;
    }
    long[] found = new long[cells];
    for (int i = 0; i < DRAWS; i++) {
      found[cell(law.draw(bits), width, cells)]++;
    }

    double statistic = 0;
    int counted = 0;
    double restExpected = 0;
    double restFound = 0;
    for (int c = 0; c < cells; c++) {
      double e = expected[c] / total * DRAWS;
      if (e >= 10) {
        statistic += (found[c] - e) * (found[c] - e) / e;
        counted++;
      } else {
        restExpected += e;
        restFound += found[c];
      }
    }
    int k = counted - 1;
    assertTrue(k >= 2, k + " cells");
    assertTrue(
        statistic <= k + 2 * Math.sqrt(k * X) + 2 * X, "chi-square " + statistic + ", cells " + k);
    assertEquals(restExpected, restFound, 4 * Math.sqrt(restExpected * X) + X);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lawsBySource")
  void draws_haveTheMomentsOfTheLaw(
      String name, IntegerLaw law, LongToDoubleFunction mass, double deviation, StreamKey key) {
    LongSupplier bits = key.child("moments " + name).stream()::nextLong;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < DRAWS; i++) {
      double draw = law.draw(bits);
      sum += draw;
      squares += draw * draw;
    }
    double variance = 0;
    double fourth = 0;
    double total = 0;
    for (long x = -(long) (60 * deviation) - 60; x <= 60 * deviation + 60; x++) {
      double p = mass.applyAsDouble(x);
      total += p;
      variance += p * x * x;
      fourth += p * (double) x * x * x * x;
    }
    variance /= total;
    fourth /= total;
    assertEquals(0, sum / DRAWS, 6 * Math.sqrt(variance / DRAWS));
    assertEquals(variance, squares / DRAWS, 6 * Math.sqrt((fourth - variance * variance) / DRAWS));
  }

  @Test
  void skellam_sumOfParts_isTheWhole() {
    LongSupplier bits = RandomKey.of(3).stream()::nextLong;
    IntegerLaw share = new Skellam(10_000, 9);
    double squares = 0;
    for (int i = 0; i < DRAWS / 10; i++) {
      long sum = 0;
      for (int part = 0; part < 9; part++) {
        sum += share.draw(bits);
      }
      squares += (double) sum * sum;
    }
    assertEquals(10_000, squares / (DRAWS / 10), 6 * 10_000 * Math.sqrt(2.0 / (DRAWS / 10)));
  }

  @Test
  void law_afterSerialisation_drawsTheSame() {
    for (IntegerLaw law : new IntegerLaw[] {new Skellam(99, 2), new DiscreteGaussian(99, 2)}) {
      long[] one = new long[20];
      long[] other = new long[20];
      law.addTo(one, RandomKey.of(1).stream()::nextLong);
      RoundTrip.of(law).addTo(other, RandomKey.of(1).stream()::nextLong);
      org.junit.jupiter.api.Assertions.assertArrayEquals(one, other);
    }
  }

  @Test
  void parameters_outOfRange_areRefused() {
    assertThrows(IllegalArgumentException.class, () -> new DiscreteLaplace(0));
    assertThrows(IllegalArgumentException.class, () -> new DiscreteGaussian(1, 2));
    assertThrows(IllegalArgumentException.class, () -> new DiscreteGaussian(1L << 51, 1));
    assertThrows(IllegalArgumentException.class, () -> new Skellam(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Skellam(1L << 40, 1));
  }

  private static Arguments gaussian(long variance, long parts) {
    double v = (double) variance / parts;
    LongToDoubleFunction mass = x -> Math.exp(-x * (double) x / (2 * v));
    return Arguments.of(
        "Gaussian " + variance + "/" + parts,
        new DiscreteGaussian(variance, parts),
        mass,
        Math.sqrt(v));
  }

  private static LongToDoubleFunction laplace(long scale) {
    return x -> Math.exp(-Math.abs((double) x) / scale);
  }

  /** exp(-v) I_x(v): backwards by I_(x-1) = I_(x+1) + (2x / v) I_x (Miller), up to a factor. */
  private static Arguments skellam(long variance, long parts) {
    double v = (double) variance / parts;
    int last = (int) (70 * Math.sqrt(v)) + 120;
    double[] bessel = new double[last + 2];
    bessel[last] = 1e-290;
    for (int x = last; x > 0; x--) {
      bessel[x - 1] = bessel[x + 1] + 2 * x / v * bessel[x];
      if (bessel[x - 1] > 1e250) {
        for (int i = x - 1; i < bessel.length; i++) {
          bessel[i] *= 1e-300;
        }
      }
    }
    LongToDoubleFunction mass = x -> Math.abs(x) > last ? 0 : bessel[(int) Math.abs(x)] / bessel[0];
    return Arguments.of(
        "Skellam " + variance + "/" + parts, new Skellam(variance, parts), mass, Math.sqrt(v));
  }

  private static int cell(long x, int width, int cells) {
    long cell = Math.floorDiv(x + width / 2, width) + cells / 2;
    return (int) Math.max(0, Math.min(cells - 1, cell));
  }
}
