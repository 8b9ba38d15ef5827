package io.skerry.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.pipeline.ClientUpdate;
import io.skerry.core.pipeline.VectorStage;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import io.skerry.core.schedule.Sampling;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.NormEncoding;
import io.skerry.core.sum.RingSum;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One client, whatever it does, moves the sum before noise by at most the clip: exactly. */
final class SensitivityLawTest {
  private static final int LENGTH = 50;

  static Stream<Arguments> cases() {
    return LongStream.rangeClosed(1, 4)
        .boxed()
        .flatMap(
            seed ->
                Stream.of(
                    Arguments.of(seed, 0.5, null),
                    Arguments.of(seed, 1e-3, null),
                    Arguments.of(seed, 3.7, 10),
                    Arguments.of(seed, 50.0, 1000)));
  }

  @ParameterizedTest(name = "seed {0}, clip {1}, weight cap {2}")
  @MethodSource("cases")
  void sum_withAndWithoutAClient_differsByAtMostTheClip(long seed, double clip, Integer cap) {
    Schedule schedule = Settings.schedule(Sampling.POISSON, 40, 4000);
    law(seed, clip, Settings.privacy(Settings.clip(clip, 1, cap), schedule, 10), schedule);
  }

  @ParameterizedTest(name = "seed {0}, clip {1}, weight cap {2}")
  @MethodSource("cases")
  void sum_adaptiveClip_differsByAtMostOne(long seed, double clip, Integer cap) {
    Schedule schedule = Settings.schedule(Sampling.POISSON, 40, 4000);
    PrivacySettings settings = Settings.adaptive(Placement.CENTRAL, clip, cap, 1);
    law(seed, clip, Settings.privacy(settings, schedule, 10), schedule);
  }

  @ParameterizedTest(name = "seed {0}, clip {1}, weight cap {2}")
  @MethodSource("cases")
  void sum_laplace_differsByAtMostTheClipInTheL1Norm(long seed, double clip, Integer cap) {
    Schedule schedule = Settings.schedule(Sampling.POISSON, 40, 4000);
    PrivacySettings settings = Settings.laplace(Placement.CENTRAL, clip, cap, 1);
    law(seed, clip, Settings.privacy(settings, schedule, 10), schedule, 1);
  }

  private static void law(long seed, double clip, CentralPrivacy privacy, Schedule schedule) {
    law(seed, clip, privacy, schedule, 2);
  }

  /** The norm is the root of that power of the sum of the magnitudes to that power. */
  private static void law(
      long seed, double clip, CentralPrivacy privacy, Schedule schedule, int power) {
    VectorStage.ClientHalf stage = privacy.clip().clientHalf(schedule.plan(1));
    NormEncoding encoding = privacy.encoding();
    BigDecimal units =
        new BigDecimal(encoding.clip()).multiply(BigDecimal.valueOf(2).pow(encoding.bits()));
    BigInteger bound = units.pow(power).toBigInteger();
    RandomStream stream = RandomKey.of(seed).stream();

    int length = LENGTH + privacy.clip().appended();
    RingSum others = new RingSum(length);
    for (int client = 0; client < 500; client++) {
      long[] before = others.values().clone();
      ClientUpdate update = update(stream, client, clip);
      stage.apply(update);
      long[] encoded = new long[length];
      boolean encodes = encoding.encode(update.sent(), 1, encoded);
      assertEquals(client % 7 != 6, encodes);
      if (encodes) {
        others.add(encoded, 1);
      }

      BigInteger moved = BigInteger.ZERO;
      for (int i = 0; i < length; i++) {
        BigInteger by =
            BigInteger.valueOf(others.values()[i]).subtract(BigInteger.valueOf(before[i]));
        moved = moved.add(by.abs().pow(power));
      }
      assertTrue(moved.compareTo(bound) <= 0, "client " + client);
      if (client % 7 == 1 && update.samples() >= 1000) {
        assertTrue(Math.pow(moved.doubleValue(), 1.0 / power) > units.doubleValue() * 0.999999);
      }
    }
  }

  private static ClientUpdate update(RandomStream stream, int kind, double clip) {
    ClientUpdate update = new ClientUpdate(LENGTH);
    float[] vector = update.vector();
    for (int i = 0; i < LENGTH; i++) {
      vector[i] = (float) stream.nextGaussian();
    }
    switch (kind % 7) {
      case 0 -> vector[0] = 1e30f;
      case 1 -> Arrays.fill(vector, (float) clip);
      case 2 -> Arrays.fill(vector, 1e-30f);
      case 3 -> Arrays.fill(vector, (float) (clip / Math.sqrt(LENGTH)));
      case 4 -> vector[3] = (float) -clip;
      case 6 -> vector[5] = kind % 2 == 0 ? Float.NaN : Float.NEGATIVE_INFINITY;
      default -> {}
    }
    update.trained(kind, stream.nextInt(2000), 1, 0, 0, 0);
    return update;
  }
}
