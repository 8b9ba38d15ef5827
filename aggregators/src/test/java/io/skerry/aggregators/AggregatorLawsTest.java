package io.skerry.aggregators;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.RoundTrip;
import io.skerry.core.pipeline.Aggregator;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import io.skerry.core.sum.Encoding;
import io.skerry.core.sum.RangeEncoding;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every aggregator promises, whichever way its clients are spread. */
final class AggregatorLawsTest {
  private static final int LENGTH = 17;
  private static final Encoding ENCODING = new RangeEncoding(8, 30);

  static Stream<Aggregator<?>> implementations() {
    return Stream.of(
        WeightedMean.by(WeightedMean.Weights.EXAMPLES),
        WeightedMean.by(WeightedMean.Weights.UNIFORM),
        WeightedMean.over(12.5));
  }

  static Stream<Arguments> cases() {
    return implementations()
        .flatMap(a -> LongStream.rangeClosed(1, 5).mapToObj(seed -> Arguments.of(a, seed)));
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("cases")
  <A extends Serializable> void merge_anyGroupingAndOrder_givesEqualBits(
      Aggregator<A> aggregator, long seed) {
    RandomStream stream = RandomKey.of(seed).stream();
    List<Update> updates = updates(aggregator, stream, 1 + stream.nextInt(40));
    int[] expected = bits(aggregator, sum(aggregator, updates));

    for (int grouping = 0; grouping < 30; grouping++) {
      boolean travelling = grouping % 2 == 0;
      List<A> parts = parts(aggregator, shuffled(updates, stream), stream);
      while (parts.size() > 1) {
        A left = parts.remove(stream.nextInt(parts.size()));
        A right = parts.remove(stream.nextInt(parts.size()));
        A merged =
            travelling
                ? aggregator.merge(RoundTrip.of(left), RoundTrip.of(right))
                : aggregator.merge(left, right);
        parts.add(merged);
      }
      assertArrayEquals(expected, bits(aggregator, parts.get(0)));
    }
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("cases")
  <A extends Serializable> void merge_zero_changesNothing(Aggregator<A> aggregator, long seed) {
    RandomStream stream = RandomKey.of(seed).stream();
    List<Update> updates = updates(aggregator, stream, stream.nextInt(20));
    int[] expected = bits(aggregator, sum(aggregator, updates));

    A zeroFirst = aggregator.merge(aggregator.zero(LENGTH), sum(aggregator, updates));
    A zeroLast = aggregator.merge(sum(aggregator, updates), aggregator.zero(LENGTH));

    assertArrayEquals(expected, bits(aggregator, zeroFirst));
    assertArrayEquals(expected, bits(aggregator, zeroLast));
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("cases")
  <A extends Serializable> void addAndMerge_otherArguments_areUnchanged(
      Aggregator<A> aggregator, long seed) {
    RandomStream stream = RandomKey.of(seed).stream();
    List<Update> updates = updates(aggregator, stream, 10);
    A other = sum(aggregator, updates);
    int[] before = bits(aggregator, other);
    Update last = updates.get(9);
    long[] encoded = last.encoded().clone();

    A first = aggregator.add(aggregator.zero(LENGTH), encoded, last.weight());
    A merged = aggregator.add(aggregator.merge(first, other), encoded, last.weight());

    assertArrayEquals(last.encoded(), encoded);
    assertArrayEquals(before, bits(aggregator, other));
    assertEquals(LENGTH, bits(aggregator, merged).length);
    assertArrayEquals(before, bits(aggregator, other));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("implementations")
  <A extends Serializable> void finish_nobody_isAZeroUpdate(Aggregator<A> aggregator) {
    assertArrayEquals(new int[LENGTH], bits(aggregator, aggregator.zero(LENGTH)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("implementations")
  void serialised_aggregator_staysEqual(Aggregator<?> aggregator) {
    assertEquals(aggregator, RoundTrip.of(aggregator));
    assertTrue(aggregator.weight(0) >= 0 && aggregator.weight(5) > 0);
  }

  private record Update(long[] encoded, long weight) {}

  private static List<Update> updates(Aggregator<?> aggregator, RandomStream stream, int count) {
    List<Update> updates = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      long[] encoded = LongStream.generate(() -> stream.nextLong() >> 20).limit(LENGTH).toArray();
      updates.add(new Update(encoded, aggregator.weight(stream.nextInt(1000))));
    }
    return updates;
  }

  private static List<Update> shuffled(List<Update> updates, RandomStream stream) {
    int[] order = new int[updates.size()];
    stream.permutation(order, order.length);
    List<Update> shuffled = new ArrayList<>();
    for (int index : order) {
      shuffled.add(updates.get(index));
    }
    return shuffled;
  }

  /** Cuts the updates into runs of random lengths, some of them empty. */
  private static <A extends Serializable> List<A> parts(
      Aggregator<A> aggregator, List<Update> updates, RandomStream stream) {
    List<A> parts = new ArrayList<>();
    for (int from = 0; from < updates.size() || parts.isEmpty(); ) {
      int until = Math.min(updates.size(), from + stream.nextInt(5));
      parts.add(sum(aggregator, updates.subList(from, until)));
      from = until;
    }
    return parts;
  }

  private static <A extends Serializable> A sum(Aggregator<A> aggregator, List<Update> updates) {
    A sum = aggregator.zero(LENGTH);
    for (Update update : updates) {
      sum = aggregator.add(sum, update.encoded(), update.weight());
    }
    return sum;
  }

  private static <A extends Serializable> int[] bits(Aggregator<A> aggregator, A sum) {
    float[] update = aggregator.finish(sum, ENCODING);
    int[] bits = new int[update.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(update[i]);
    }
    return bits;
  }
}
