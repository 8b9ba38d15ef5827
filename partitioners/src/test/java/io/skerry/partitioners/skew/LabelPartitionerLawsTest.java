package io.skerry.partitioners.skew;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.core.RoundTrip;
import io.skerry.core.random.RandomKey;
import io.skerry.partitioners.quantity.EqualSizes;
import io.skerry.partitioners.quantity.IdSizes;
import io.skerry.partitioners.quantity.ListedSizes;
import io.skerry.partitioners.quantity.LognormalSizes;
import io.skerry.partitioners.quantity.PowerLawSizes;
import io.skerry.partitioners.skew.LabelDistribution.Values;
import io.skerry.partitioners.skew.MixedLabels.WhenDry;
import io.skerry.partitioners.skew.Pathological.Mode;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every skew by label. */
final class LabelPartitionerLawsTest {
  private static final int CLASSES = 5;

  /**
   * @param leftOut how many of 1,000 examples 35 clients do not get
   */
  private record Named(String name, int leftOut, IntFunction<LabelPartitioner> make) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Named named(String name, IntFunction<LabelPartitioner> make) {
    return new Named(name, 0, make);
  }

  /** Those that divide any data among any number of clients up to that of the examples. */
  private static Stream<Named> flexible() {
    return Stream.of(
        named("iid", Iid::new),
        named("iid, lognormal sizes", n -> new Iid(new LognormalSizes(n, 2))),
        named("iid, power-law sizes", n -> new Iid(new PowerLawSizes(n, 1))),
        named("dirichlet 100", n -> MixedLabels.hsu(n, 100)),
        named("dirichlet 0.5", n -> MixedLabels.hsu(n, 0.5)),
        named("dirichlet 1e-3", n -> MixedLabels.hsu(n, 1e-3)),
        named("dirichlet 1e-320", n -> MixedLabels.hsu(n, 1e-320)),
        named(
            "dirichlet 0.1 that spreads",
            n ->
                new MixedLabels(new EqualSizes(n), DirichletMix.symmetric(0.1), 1, WhenDry.SPREAD)),
        named(
            "inner dirichlet 0.3, lognormal sizes",
            n -> MixedLabels.inTurns(new LognormalSizes(n, 1), DirichletMix.symmetric(0.3))),
        named(
            "inner dirichlet by class",
            n ->
                MixedLabels.inTurns(
                    new EqualSizes(n), DirichletMix.ofClasses(List.of(1., 2., 0.1, 9., 1e-9)))),
        named(
            "pachinko",
            n ->
                new MixedLabels(
                    new PowerLawSizes(n, 0.5),
                    new PachinkoMix(0.1, 10, List.of(List.of(0, 3), List.of(1, 2, 4))),
                    1,
                    WhenDry.RENORMALIZE)),
        named(
            "prevalence",
            n ->
                MixedLabels.inTurns(
                    new EqualSizes(n),
                    new PrevalenceMix(
                        List.of(List.of(.2, .2, .2, .2, .2), List.of(0., 1., 0., 0., 0.))))));
  }

  private static Stream<Named> all() {
    return Stream.concat(
        flexible(),
        Stream.of(
            named("linear", n -> new Iid(IdSizes.linear(n))),
            new Named(
                "sizes", 1000 - 35 * 7, n -> new Iid(new ListedSizes(Collections.nCopies(n, 7)))),
            named("dirichlet by class", n -> classes(n, 5, false)),
            named("balanced dirichlet by class", n -> classes(n, 5, true)),
            named("pathological", n -> new Pathological(n, 2, Mode.RANDOM)),
            named("pathological, deterministic", n -> new Pathological(n, 2, Mode.DETERMINISTIC)),
            named(
                "pathological, first deterministic",
                n -> new Pathological(n, 2, Mode.FIRST_DETERMINISTIC)),
            named(
                "distribution", n -> new LabelDistribution(n, 2, 0, true, Values.lognormal(0, 1))),
            new Named(
                "distribution of numbers",
                1000 - 35 * 2,
                n ->
                    new LabelDistribution(
                        n,
                        2,
                        0,
                        false,
                        Values.of(
                            Collections.nCopies(CLASSES, Collections.nCopies(n * 2 / 5, 1.0))))),
            new Named("shards", 1000 - 35 * 2 * 14, n -> new Shards(n, 2, null, false)),
            named("shards, all", n -> new Shards(n, null, 3, true))));
  }

  private static LabelPartitioner classes(int clients, double alpha, boolean balanced) {
    return new DirichletClasses(Collections.nCopies(clients, alpha), 1, balanced);
  }

  static Stream<Arguments> allSeeded() {
    return seeded(all());
  }

  static Stream<Arguments> flexibleSeeded() {
    return seeded(flexible());
  }

  private static Stream<Arguments> seeded(Stream<Named> partitioners) {
    return partitioners.flatMap(p -> Stream.of(1L, 2L, 3L).map(seed -> Arguments.of(p, seed)));
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("allSeeded")
  void plan_everyExample_goesToOneClientAndEachClientGetsSome(Named partitioner, long seed) {
    int clients = 35;
    int[] labels = labels(1000, seed);
    ClientAssignment plan = partitioner.make().apply(clients).plan(counts(labels), key(seed));
    int[] assigned = assign(plan, labels);

    assertEquals(clients, plan.clients());
    assertEquals(
        partitioner.leftOut(),
        IntStream.of(assigned).filter(c -> c == ClientAssignment.NOBODY).count());
    assertArrayEquals(
        IntStream.range(0, clients).toArray(),
        IntStream.of(assigned)
            .filter(c -> c != ClientAssignment.NOBODY)
            .sorted()
            .distinct()
            .toArray());
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("allSeeded")
  void plan_serialisedAndAskedBackwards_assignsTheSame(Named partitioner, long seed) {
    int[] labels = labels(500, seed);
    ClientAssignment plan = partitioner.make().apply(10).plan(counts(labels), key(seed));
    ClientAssignment copy = RoundTrip.of(plan);
    long[] left = counts(labels);
    int[] backwards = new int[labels.length];
    for (int i = labels.length - 1; i >= 0; i--) {
      backwards[i] = copy.client(i, labels[i], --left[labels[i]]);
    }

    assertArrayEquals(assign(plan, labels), backwards);
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("allSeeded")
  void plan_equalKeysAndOthers_agreeAndDiffer(Named partitioner, long seed) {
    int[] labels = labels(500, seed);
    LabelPartitioner ten = partitioner.make().apply(10);
    int[] first = assign(ten.plan(counts(labels), key(seed)), labels);

    assertArrayEquals(first, assign(ten.plan(counts(labels), key(seed)), labels));
    assertFalse(Arrays.equals(first, assign(ten.plan(counts(labels), key(seed + 1)), labels)));
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("flexibleSeeded")
  void plan_asManyClientsAsExamples_givesEachOne(Named partitioner, long seed) {
    int[] labels = labels(60, seed);
    ClientAssignment plan = partitioner.make().apply(60).plan(counts(labels), key(seed));

    assertEquals(60, Arrays.stream(assign(plan, labels)).distinct().count());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void plan_noOrTooManyClients_isRefused(Named partitioner) {
    int[] labels = labels(60, 1);

    assertTrue(
        assertThrows(
                InvalidInputException.class,
                () -> partitioner.make().apply(65).plan(counts(labels), key(1)))
            .getMessage()
            .startsWith("partitioner."));
    assertTrue(
        assertThrows(InvalidInputException.class, () -> partitioner.make().apply(0))
            .getMessage()
            .startsWith("partitioner."));
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("flexibleSeeded")
  void plan_classesWithoutExamples_areNeverMissed(Named partitioner, long seed) {
    int[] labels = new int[200];
    Arrays.fill(labels, 2);
    ClientAssignment plan =
        partitioner.make().apply(7).plan(new long[] {0, 0, 200, 0, 0}, key(seed));

    assertEquals(7, Arrays.stream(assign(plan, labels)).distinct().count());
    assertTrue(Arrays.stream(assign(plan, labels)).allMatch(c -> c >= 0 && c < 7));
  }

  private static int[] assign(ClientAssignment plan, int[] labels) {
    long[] ranks = new long[CLASSES];
    int[] clients = new int[labels.length];
    for (int i = 0; i < labels.length; i++) {
      clients[i] = plan.client(i, labels[i], ranks[labels[i]]++);
    }
    return clients;
  }

  /** Labels of five classes, the last one rare. */
  private static int[] labels(int size, long seed) {
    var stream = RandomKey.of(seed).child("labels").stream();
    int[] labels = new int[size];
    Arrays.setAll(labels, i -> i % 50 == 0 ? 4 : stream.nextInt(4));
    return labels;
  }

  private static long[] counts(int[] labels) {
    long[] counts = new long[CLASSES];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }

  private static RandomKey key(long seed) {
    return Dealt.key(seed);
  }
}
