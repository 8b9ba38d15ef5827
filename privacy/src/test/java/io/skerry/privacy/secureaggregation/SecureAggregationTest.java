package io.skerry.privacy.secureaggregation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class SecureAggregationTest {
  private static final int LENGTH = 1100;

  static Stream<Arguments> casts() {
    Dropouts mixed = new Dropouts(Set.of(2), Set.of(0, 5), Set.of(7));
    return Stream.of(Dropouts.NONE, mixed)
        .flatMap(
            dropouts ->
                Stream.of(
                    Arguments.of("complete", Cast.complete(13, LENGTH, false), dropouts),
                    Arguments.of("active", Cast.complete(13, LENGTH, true), dropouts),
                    Arguments.of("sparse", Cast.sparse(40, 12, LENGTH), dropouts)));
  }

  @ParameterizedTest(name = "{0}, {2}")
  @MethodSource("casts")
  void run_anyDropouts_equalsThePlainSumToTheBit(String graph, Cast cast, Dropouts dropouts) {
    Set<Integer> left = new TreeSet<>(dropouts.beforeSharing());
    left.addAll(dropouts.afterMasking());
    UnmaskedSum plain = cast.plain(left);

    UnmaskedSum sum = cast.run(dropouts).sum();

    assertArrayEquals(plain.values(), sum.values(), graph);
    assertEquals(plain.weight(), sum.weight());
    assertEquals(cast.terms.graph().clients() - left.size(), sum.counted());
  }

  @Test
  void run_clientWithoutUpdate_isSummedAndNotCounted() {
    Cast cast = Cast.complete(3, 2, false);
    Contribution nothing = new Contribution(new long[2], 0, 0);
    Contribution one = Contribution.of(new long[] {-5, 9}, 4);

    UnmaskedSum sum =
        Execution.run(cast.terms, cast::client, i -> i == 1 ? nothing : one, Dropouts.NONE).sum();

    assertArrayEquals(new long[] {-10, 18}, sum.values());
    assertEquals(8, sum.weight());
    assertEquals(2, sum.counted());
  }

  @ParameterizedTest(name = "lost {0}")
  @MethodSource("lostAtEachStep")
  void run_belowTheThreshold_failsClosedAndSaysSo(String when, Dropouts dropouts, String did) {
    Cast cast = Cast.complete(9, 4, false);

    SecureAggregationException refused =
        assertThrows(SecureAggregationException.class, () -> cast.run(dropouts));

    assertTrue(
        refused
            .getMessage()
            .contains("4 of 9 clients " + did + ", expected at least 5; the round is given up"),
        when + ": " + refused.getMessage());
  }

  static Stream<Arguments> lostAtEachStep() {
    Set<Integer> five = Set.of(0, 2, 4, 6, 8);
    Set<Integer> none = Set.of();
    return Stream.of(
        Arguments.of("before sharing", new Dropouts(five, none, none), "shared their secrets"),
        Arguments.of("after masking", new Dropouts(none, five, none), "sent a masked vector"),
        Arguments.of("before unmasking", new Dropouts(none, none, five), "answered to unmask"));
  }

  @Test
  void run_oneNeighbourhoodBelowTheThreshold_failsClosed() {
    Cast cast = Cast.sparse(40, 4, 4);
    Set<Integer> lost =
        IntStream.of(cast.terms.graph().members(0)).boxed().limit(3).collect(Collectors.toSet());

    SecureAggregationException refused =
        assertThrows(
            SecureAggregationException.class,
            () -> cast.run(new Dropouts(Set.of(), lost, Set.of())));

    assertTrue(refused.getMessage().contains("neighbours"), refused.getMessage());
    assertTrue(refused.getMessage().contains("nothing is unmasked"), refused.getMessage());
  }

  @Test
  void run_twice_sendsTheSameVectors() {
    Cast cast = Cast.complete(3, 50, false);
    List<long[]> first = Vectors.masked(cast, cast::contribution);
    List<long[]> again = Vectors.masked(cast, cast::contribution);

    for (int i = 0; i < 3; i++) {
      assertArrayEquals(first.get(i), again.get(i));
    }
  }

  @Test
  void run_bytes_followFromTheMessages() {
    Cast cast = Cast.complete(3, 1000, false);

    Execution.Outcome outcome = cast.run(Dropouts.NONE);

    // Keys 20 + 64; shares 20 + 32 + 2 (4 + 66 + 16); the vector 20 + 8 (1000 + 2); 3 shares 20 + 3
    // (4 + 33).
    assertEquals(84 + 224 + 8036 + 131, outcome.bytesUp()[0]);
    // Keys 20 + 2 (4 + 64); shares 20 + 2 (4 + 82); 3 numbers 20 + 12; no endorsements 20.
    assertEquals(156 + 192 + 32, outcome.bytesDown()[0]);
  }
}
