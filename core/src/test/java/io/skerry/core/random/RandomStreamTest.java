package io.skerry.core.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.Bounds;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RandomStreamTest {

  @Test
  void nextLong_stateOneTwoThreeFour_followsTheDefinitionOfXoshiro256PlusPlus() {
    RandomStream stream = new Xoshiro(1, 2, 3, 4);

    assertArrayEquals(
        new long[] {
          41943041L,
          58720359L,
          3588806011781223L,
          3591011842654386L,
          -9218127359498767411L,
          -8473074601504656454L,
          -4435742961462588739L,
          -6040557928525160809L,
          -2597705026922659880L,
          -7996720260207963616L
        },
        LongStream.generate(stream::nextLong).limit(10).toArray());
  }

  @Test
  void nextLong_zeroState_isNotStuck() {
    RandomStream stream = new Xoshiro(0, 0, 0, 0);

    assertTrue(LongStream.generate(stream::nextLong).limit(10).distinct().count() > 5);
  }

  @Test
  void addGaussians_ofAStream_areItsSingleDraws() {
    // 20,000 draws: some 200 of them leave the fast path, 10 of these into the tail.
    float[] sums = new float[20_000];
    Arrays.fill(sums, 1);
    RandomStream together = RandomKey.of(7).stream();
    RandomStream single = RandomKey.of(7).stream();
    together.addGaussians(sums, sums.length, 0.5);
    for (float sum : sums) {
      assertEquals(1 + (float) (0.5 * single.nextGaussian()), sum);
    }
    assertEquals(single.nextLong(), together.nextLong());
  }

  @Test
  void nextDouble_extremeBits_staysInItsInterval() {
    // With s0 = 0 and s3 = 0 the first output is 0; with s0 = -1 and s3 = 1 it is all ones.
    assertEquals(0, new Xoshiro(0, 1, 1, 0).nextDouble());
    assertEquals(0x1.0p-53, new Xoshiro(0, 1, 1, 0).nextPositiveDouble());
    assertEquals(1 - 0x1.0p-53, new Xoshiro(-1, 1, 1, 1).nextDouble());
    assertEquals(1, new Xoshiro(-1, 1, 1, 1).nextPositiveDouble());
  }

  @ParameterizedTest(name = "bound {0}")
  @ValueSource(longs = {1, 2, 3, 6, 10, 1000, 3L << 61, (1L << 62) + 1, Long.MAX_VALUE})
  void nextLong_bound_isUniform(long bound) {
    RandomStream stream = RandomKey.of(bound).stream();
    int cells = (int) Math.min(bound, 12);
    long[] counts = new long[cells];
    for (int i = 0; i < 120_000; i++) {
      long draw = stream.nextLong(bound);
      assertTrue(draw >= 0 && draw < bound);
      counts[bound <= 12 ? (int) draw : (int) (draw / (bound / cells + 1))]++;
    }

    assertTrue(Bounds.pearson(counts) <= Bounds.chiSquare(cells - 1));
  }

  @ParameterizedTest(name = "bound {0}")
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void nextLong_boundNotPositive_isRefused(long bound) {
    RandomStream stream = RandomKey.of(1).stream();

    assertThrows(IllegalArgumentException.class, () -> stream.nextLong(bound));
  }

  @Test
  void permutation_ofThree_drawsAllSixEquallyOften() {
    RandomStream stream = RandomKey.of(3).stream();
    long[] counts = new long[6];
    int[] drawn = new int[3];
    for (int i = 0; i < 60_000; i++) {
      stream.permutation(drawn, 3);
      counts[2 * drawn[0] + (drawn[1] > drawn[2] ? 1 : 0)]++;
    }

    assertTrue(Bounds.pearson(counts) <= Bounds.chiSquare(5));
  }

  @Test
  void permutation_ofPartOfAnArray_leavesTheRest() {
    int[] target = new int[12];
    Arrays.fill(target, -7);

    RandomKey.of(4).stream().permutation(target, 10);

    assertArrayEquals(
        IntStream.range(0, 10).toArray(), Arrays.stream(target).limit(10).sorted().toArray());
    assertArrayEquals(new int[] {-7, -7}, Arrays.copyOfRange(target, 10, 12));
  }

  @Test
  void nextGaussian_momentsOfAMillion_areThoseOfTheStandardNormal() {
    int n = 1_000_000;
    RandomStream stream = RandomKey.of(5).stream();
    double[] moments = new double[5];
    for (int i = 0; i < n; i++) {
      double x = stream.nextGaussian();
      double power = 1;
      for (int k = 1; k < moments.length; k++) {
        power *= x;
        moments[k] += power / n;
      }
    }

    // Var(x^k) = E x^2k - (E x^k)^2: 1, 3 - 1, 15, 105 - 9.
    double sevenDeviations = 7 / Math.sqrt(n);
    assertEquals(0, moments[1], sevenDeviations);
    assertEquals(1, moments[2], sevenDeviations * Math.sqrt(2));
    assertEquals(0, moments[3], sevenDeviations * Math.sqrt(15));
    assertEquals(3, moments[4], sevenDeviations * Math.sqrt(96));
  }

  @Test
  void nextGaussian_distribution_isTheNormalOne() {
    // Phi at these points to 17 digits.
    double[] points = {0, 0.25, 0.5, 1, 1.5, 2, 3};
    double[] phi = {
      0.5,
      0.59870632568292376,
      0.69146246127401310,
      0.84134474606854295,
      0.93319279873114193,
      0.97724986805182079,
      0.99865010196836991
    };
    int n = 2_000_000;
    RandomStream stream = RandomKey.of(6).stream();
    double[] draws = DoubleStream.generate(stream::nextGaussian).limit(n).toArray();

    double bound = Bounds.share(n, 2 * points.length);
    for (int i = 0; i < points.length; i++) {
      double point = points[i];
      assertEquals(phi[i], share(draws, x -> x <= point), bound);
      assertEquals(phi[i], share(draws, x -> x >= -point), bound);
    }
  }

  @Test
  void nextGaussian_beyondTheLastLayer_hasTheTailsMassAndMean() {
    int n = 20_000_000;
    double edge = 3.6541528853610088;
    double mass = 2.5803248765390e-4;
    RandomStream stream = RandomKey.of(7).stream();
    int right = 0;
    int left = 0;
    double excess = 0;
    for (int i = 0; i < n; i++) {
      double x = stream.nextGaussian();
      if (Math.abs(x) > edge) {
        right += x > 0 ? 1 : 0;
        left += x < 0 ? 1 : 0;
        excess += Math.abs(x) - edge;
      }
    }

    double deviation = Math.sqrt(n * mass / 2);
    assertEquals(n * mass / 2, right, 7 * deviation);
    assertEquals(n * mass / 2, left, 7 * deviation);
    // E[x - r | x > r] = phi(r) / Q(r) - r, and the tail's deviation is below its mean.
    double mean = 0.000502781343070952 / (mass / 2) - edge;
    assertEquals(mean, excess / (right + left), 7 * mean / Math.sqrt(n * mass));
  }

  @Test
  void nextGaussian_stateOneTwoThreeFour_hasTheSameBitsOnEveryJava() {
    RandomStream stream = new Xoshiro(1, 2, 3, 4);
    long digest = 0;
    for (int i = 0; i < 1_000_000; i++) {
      digest = digest * 31 + Double.doubleToLongBits(stream.nextGaussian());
    }

    assertEquals(5253842490704365659L, digest);
  }

  private static double share(double[] draws, java.util.function.DoublePredicate inside) {
    return (double) Arrays.stream(draws).filter(inside).count() / draws.length;
  }
}
