package io.skerry.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.pipeline.ClientUpdate;
import io.skerry.core.pipeline.VectorStage;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import io.skerry.core.schedule.Sampling;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.Encoding;
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
    CentralPrivacy privacy = Settings.privacy(Settings.clip(clip, 1, cap), schedule, 10);
    VectorStage.ClientHalf stage = privacy.clip().clientHalf(schedule.plan(1));
    Encoding encoding = privacy.encoding();
    BigDecimal units =
        new BigDecimal(clip).multiply(new BigDecimal(BigInteger.TWO.pow(encoding.bits())));
    BigInteger bound = units.multiply(units).toBigInteger();
    RandomStream stream = RandomKey.of(seed).stream();

    RingSum others = new RingSum(LENGTH);
    for (int client = 0; client < 500; client++) {
      long[] before = others.values().clone();
      ClientUpdate update = update(stream, client, clip);
      stage.apply(update);
      long[] encoded = new long[LENGTH];
      boolean encodes = encoding.encode(update.vector(), 1, encoded);
      assertEquals(client % 7 != 6, encodes);
      if (encodes) {
        others.add(encoded, 1);
      }

      BigInteger moved = BigInteger.ZERO;
      for (int i = 0; i < LENGTH; i++) {
        BigInteger by =
            BigInteger.valueOf(others.values()[i]).subtract(BigInteger.valueOf(before[i]));
        moved = moved.add(by.multiply(by));
      }
      assertTrue(moved.compareTo(bound) <= 0, "client " + client);
      if (client % 7 == 1 && cap == null) {
        assertTrue(Math.sqrt(moved.doubleValue()) > units.doubleValue() * 0.999999);
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
