package io.skerry.partitioners.skew;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.RandomKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every skew by label. */
final class LabelPartitionerLawsTest {

  private record Named(String name, IntFunction<LabelPartitioner> make) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Arguments> cases() {
    Stream<Named> partitioners =
        Stream.of(
            new Named("iid", Iid::new),
            new Named("dirichlet 100", clients -> new DirichletLabels(clients, 100)),
            new Named("dirichlet 0.5", clients -> new DirichletLabels(clients, 0.5)),
            new Named("dirichlet 1e-3", clients -> new DirichletLabels(clients, 1e-3)),
            new Named("dirichlet 1e-320", clients -> new DirichletLabels(clients, 1e-320)));
    return partitioners.flatMap(p -> Stream.of(1L, 2L, 3L).map(seed -> Arguments.of(p, seed)));
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("cases")
  void plan_everyExample_goesToOneClientInEqualSizes(Named partitioner, long seed) {
    int clients = 37;
    int[] labels = labels(1000, seed);
    ClientAssignment plan = partitioner.make().apply(clients).plan(counts(labels), key(seed));
    int[] sizes = new int[clients];
    for (int client : assign(plan, labels)) {
      sizes[client]++;
    }

    assertEquals(clients, plan.clients());
    for (int client = 0; client < clients; client++) {
      assertEquals(client < 1000 % clients ? 28 : 27, sizes[client]);
    }
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("cases")
  void plan_serialisedAndAskedBackwards_assignsTheSame(Named partitioner, long seed)
      throws Exception {
    int[] labels = labels(500, seed);
    ClientAssignment plan = partitioner.make().apply(9).plan(counts(labels), key(seed));
    ClientAssignment copy = copy(plan);
    long[] left = counts(labels);
    int[] backwards = new int[labels.length];
    for (int i = labels.length - 1; i >= 0; i--) {
      backwards[i] = copy.client(i, labels[i], --left[labels[i]]);
    }

    assertArrayEquals(assign(plan, labels), backwards);
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("cases")
  void plan_equalKeysAndOthers_agreeAndDiffer(Named partitioner, long seed) {
    int[] labels = labels(500, seed);
    LabelPartitioner nine = partitioner.make().apply(9);
    int[] first = assign(nine.plan(counts(labels), key(seed)), labels);

    assertArrayEquals(first, assign(nine.plan(counts(labels), key(seed)), labels));
    assertFalse(Arrays.equals(first, assign(nine.plan(counts(labels), key(seed + 1)), labels)));
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("cases")
  void plan_asManyClientsAsExamples_givesEachOne(Named partitioner, long seed) {
    int[] labels = labels(60, seed);
    ClientAssignment plan = partitioner.make().apply(60).plan(counts(labels), key(seed));

    assertEquals(60, Arrays.stream(assign(plan, labels)).distinct().count());
    assertEquals(
        "partitioner.clients: expected at most 60, one an example, not 61",
        assertThrows(
                InvalidInputException.class,
                () -> partitioner.make().apply(61).plan(counts(labels), key(seed)))
            .getMessage());
    assertEquals(
        "partitioner.clients: expected at least 1, not 0",
        assertThrows(InvalidInputException.class, () -> partitioner.make().apply(0)).getMessage());
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("cases")
  void plan_classesWithoutExamples_areNeverMissed(Named partitioner, long seed) {
    int[] labels = new int[200];
    Arrays.fill(labels, 2);
    ClientAssignment plan = partitioner.make().apply(7).plan(new long[] {0, 0, 200, 0}, key(seed));

    assertTrue(Arrays.stream(assign(plan, labels)).allMatch(c -> c >= 0 && c < 7));
    assertEquals(7, Arrays.stream(assign(plan, labels)).distinct().count());
  }

  private static int[] assign(ClientAssignment plan, int[] labels) {
    long[] ranks = new long[5];
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
    long[] counts = new long[5];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }

  private static RandomKey key(long seed) {
    return RandomKey.of(seed).child("partitioner");
  }

  private static ClientAssignment copy(ClientAssignment plan) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(plan);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (ClientAssignment) in.readObject();
    }
  }
}
