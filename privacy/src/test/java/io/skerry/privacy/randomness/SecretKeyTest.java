package io.skerry.privacy.randomness;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.RoundTrip;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import io.skerry.core.schedule.RoundPlan;
import io.skerry.core.schedule.Sampling;
import io.skerry.core.schedule.Schedule;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SecretKeyTest {
  private static final SecretKey KEY = SecretKey.of(new byte[32]);

  @Test
  void stream_isTheKeyStreamOfTheDerivedKey() {
    byte[] info = "pstream".getBytes(StandardCharsets.UTF_8);
    byte[] expected = new KeyStream(Hkdf.expand(new byte[32], info, 32)).next(3000);
    ByteBuffer longs = ByteBuffer.wrap(expected).order(ByteOrder.LITTLE_ENDIAN);
    RandomStream stream = KEY.stream();
    for (int i = 0; i < 375; i++) {
      assertEquals(longs.getLong(), stream.nextLong(), "draw " + i);
    }
  }

  @Test
  void children_byPurposeAndNumber_areAllDifferent() {
    List<SecretKey> keys =
        List.of(
            KEY,
            KEY.child("noise"),
            KEY.child("masks"),
            KEY.child(0),
            KEY.child(1),
            KEY.child("noise").child(1),
            KEY.child(1).child("noise"),
            SecretKey.draw(),
            SecretKey.draw());
    Set<String> seen = new HashSet<>();
    keys.forEach(key -> assertTrue(seen.add(Arrays.toString(key.bytes()))));
  }

  @Test
  void key_afterSerialisation_drawsTheSame() {
    SecretKey key = SecretKey.draw().child(5);
    assertArrayEquals(draws(key.stream()), draws(RoundTrip.of(key).stream()));
  }

  @Test
  void key_hasNoTextOfItself() {
    SecretKey key =
        SecretKey.of(
            new byte[] {
              1, 35, 69, 103, 1, 35, 69, 103, 1, 35, 69, 103, 1, 35, 69, 103, 1, 35, 69, 103, 1, 35,
              69, 103, 1, 35, 69, 103, 1, 35, 69, 103
            });
    assertFalse(key.toString().contains("01234567"));
    assertFalse(key.commitment().contains("01234567"));
    assertNotEquals(key.commitment(), KEY.commitment());
  }

  @Test
  void of_wrongLength_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> SecretKey.of(new byte[31]));
  }

  @Test
  void randomness_secret_drawsNothingFromTheSeed() {
    RandomKey seeded = RandomKey.of(1);
    RoundPlan plan = new Schedule(Sampling.UNIFORM, 3, 9, seeded).plan(2);
    Randomness one = Randomness.of(SecretKey.draw());
    Randomness other = Randomness.of(SecretKey.draw());

    assertEquals(seeded, Randomness.SIMULATED.rounds(seeded));
    assertEquals(plan.key().child("noise"), Randomness.SIMULATED.key(plan, "noise"));
    assertNotEquals(one.rounds(seeded), other.rounds(seeded));
    assertFalse(Arrays.equals(one.key(plan, "noise").bytes(), other.key(plan, "noise").bytes()));
    assertArrayEquals(one.key(plan, "noise").bytes(), one.key(plan, "noise").bytes());
  }

  private static long[] draws(RandomStream stream) {
    return LongStream.generate(stream::nextLong).limit(20).toArray();
  }
}
