package io.skerry.core.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skerry.core.RoundTrip;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RandomKeyTest {
  private static final RandomKey ROOT = RandomKey.of(42);

  @Test
  void child_ofSeed42_isTheSha256OfParentNumberAndName() {
    assertEquals(
        new RandomKey(
            7255963864096262361L,
            -6654862475920697379L,
            8199618865640777869L,
            -426159192149188591L),
        ROOT);
    assertEquals(
        new RandomKey(
            -3125204379091943396L,
            -5544708854101655442L,
            4674996655158913407L,
            6656448741383623615L),
        ROOT.child("cohort"));
    assertEquals(
        new RandomKey(
            -3769349229360610582L,
            -8368391095064051869L,
            8892460744338022635L,
            -7193935759801560749L),
        ROOT.child(7));
  }

  @Test
  void child_sameName_givesEqualKeysAndEqualStreams() {
    RandomKey once = ROOT.child(3).child("noise");
    RandomKey again = RandomKey.of(42).child(3).child("noise");

    assertEquals(once, again);
    assertEquals(once.stream().nextLong(), again.stream().nextLong());
  }

  @Test
  void child_differentNames_giveDifferentKeys() {
    Set<RandomKey> keys = new HashSet<>();
    List<String> names = List.of("a", "b", "ab", "0", "1", "\0", "seed", "\0\0\0\0\0\0\0\1");
    names.forEach(name -> keys.add(ROOT.child(name)));
    names.forEach(name -> keys.add(ROOT.child("a").child(name)));
    for (long number = -50; number < 50; number++) {
      keys.add(ROOT.child(number));
      keys.add(ROOT.child("a").child(number));
      keys.add(RandomKey.of(number));
    }

    assertEquals(2 * names.size() + 300, keys.size());
  }

  @Test
  void child_emptyPurpose_isRefusedAsItWouldEqualNumberZero() {
    assertThrows(IllegalArgumentException.class, () -> ROOT.child(""));
  }

  @Test
  void serialised_key_staysEqual() {
    assertEquals(ROOT.child("x"), RoundTrip.of(ROOT.child("x")));
  }
}
