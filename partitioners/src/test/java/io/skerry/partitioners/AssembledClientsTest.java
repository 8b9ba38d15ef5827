package io.skerry.partitioners;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.ByteFeatures;
import io.skerry.core.data.DataSpec;
import io.skerry.core.random.RandomKey;
import io.skerry.partitioners.quantity.ListedSizes;
import io.skerry.partitioners.skew.Broadcast;
import io.skerry.partitioners.skew.ClientPartitioner;
import io.skerry.partitioners.skew.ContinuousColumn;
import io.skerry.partitioners.skew.GroupedNaturalIds;
import io.skerry.partitioners.skew.GroupedNaturalIds.Mode;
import io.skerry.partitioners.skew.Iid;
import io.skerry.partitioners.skew.MixedLabels;
import io.skerry.partitioners.skew.NaturalIds;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AssembledClientsTest {
  private static final RandomKey KEY = RandomKey.of(4);

  static Stream<ClientPartitioner> partitioners() {
    return Stream.of(
        new Iid(3),
        MixedLabels.hsu(3, 0.1),
        new NaturalIds("person"),
        new NaturalIds("site"),
        new GroupedNaturalIds("person", 3, Mode.ALLOW_SMALLER),
        new ContinuousColumn("person", 4, 0.5));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("partitioners")
  void of_anyPartitioner_keepsEachExampleOnceInOrder(ClientPartitioner partitioner) {
    List<ClientExamples> clients =
        AssembledClients.of(table(), partitioner, KEY, null).open().toList();
    int[] seen = new int[table().size()];
    for (ClientExamples client : clients) {
      int before = -1;
      for (int row = 0; row < client.labels().length; row++) {
        int ordinal = ordinal(client, row);
        seen[ordinal]++;
        assertEquals(table().labels()[ordinal], client.labels()[row]);
        assertEquals(Math.max(before + 1, ordinal), ordinal);
        before = ordinal;
      }
      assertEquals(client.labels().length, client.trainSize());
      assertEquals(client.labels().length, client.features().rows());
    }

    int[] once = new int[seen.length];
    Arrays.fill(once, 1);
    assertArrayEquals(once, seen);
  }

  @Test
  void of_wholeNumbers_areSortedAsNumbers() {
    assertEquals(List.of("-3", "07", "7", "10"), ids("person"));
  }

  @Test
  void of_names_areSortedByCharacter() {
    assertEquals(List.of("Rome", "a", "b10", "b9"), ids("site"));
  }

  @Test
  void of_plan_numbersTheClients() {
    AssembledClients clients = AssembledClients.of(table(), new Iid(4), KEY, null);

    assertEquals(List.of("0", "1", "2", "3"), clients.open().map(ClientExamples::id).toList());
    assertNull(clients.clusterColumn());
  }

  @Test
  void of_groupsOfIds_numbersThemInTheOrderOfIds() {
    AssembledClients groups =
        AssembledClients.of(
            table(), new GroupedNaturalIds("person", 3, Mode.ALLOW_SMALLER), KEY, null);

    // -3, 07 and 7; then 10.
    assertEquals(List.of("0", "1"), groups.open().map(ClientExamples::id).toList());
    assertArrayEquals(new int[] {0, 1, 3, 4}, ordinals(groups, 0));
    assertArrayEquals(new int[] {2, 5}, ordinals(groups, 1));
  }

  @Test
  void of_strictContinuousColumn_cutsTheSortedValues() {
    AssembledClients clients =
        AssembledClients.of(table(), new ContinuousColumn("person", 4, 1), KEY, null);

    // -3, 7 | 07, 7 | 10 | 10: equal values in the order of the table.
    assertArrayEquals(new int[] {0, 1}, ordinals(clients, 0));
    assertArrayEquals(new int[] {3, 4}, ordinals(clients, 1));
    assertArrayEquals(new int[] {2}, ordinals(clients, 2));
    assertArrayEquals(new int[] {5}, ordinals(clients, 3));
  }

  @Test
  void of_examplesOfNobodyAndEverybody_areLeftOutAndCopied() {
    AssembledClients two =
        AssembledClients.of(table(), new Iid(new ListedSizes(List.of(1, 3))), KEY, null);
    AssembledClients all = AssembledClients.of(table(), new Broadcast(2), KEY, null);

    assertEquals(List.of(1, 3), two.open().map(client -> client.labels().length).toList());
    all.open().forEach(client -> assertArrayEquals(table().labels(), client.labels()));
  }

  @Test
  void of_clusterColumn_isEachClientsCluster() {
    AssembledClients clients = AssembledClients.of(table(), new NaturalIds("site"), KEY, "country");

    assertEquals("country", clients.clusterColumn());
    assertEquals(
        List.of("it", "de", "de", "de"), clients.open().map(ClientExamples::cluster).toList());
  }

  @Test
  void of_clusterThatVaries_namesTheClientAndTheValues() {
    assertRefused(
        "client 7: expected one value of the cluster column country, not both it and de",
        new NaturalIds("person"),
        "country");
  }

  @Test
  void of_unknownColumns_nameTheKeyAndTheColumns() {
    assertRefused(
        "partitioner.column: expected one of the data's columns [country, empty, person, site], not"
            + " town",
        new NaturalIds("town"),
        null);
    assertRefused(
        "evaluate.clusters.column: expected one of the data's columns [country, empty, person,"
            + " site], not town",
        new Iid(2),
        "town");
    assertRefused(
        "partitioner.column: expected a client's id in each example, but empty is empty in example"
            + " 2",
        new NaturalIds("empty"),
        null);
  }

  @Test
  void chunks_ofFour_keepTheOrder() {
    List<ClientExamples> chunks = AssembledClients.chunks(table(), 4).open().toList();

    assertEquals(List.of("0", "1"), chunks.stream().map(ClientExamples::id).toList());
    assertArrayEquals(new float[] {1, 0, 2, 1}, chunks.get(0).labels());
    assertArrayEquals(new float[] {1, 0}, chunks.get(1).labels());
    assertEquals(4, ordinal(chunks.get(1), 0));
  }

  private static List<String> ids(String column) {
    return AssembledClients.of(table(), new NaturalIds(column), KEY, null)
        .open()
        .map(ClientExamples::id)
        .toList();
  }

  private static void assertRefused(String message, ClientPartitioner partitioner, String cluster) {
    assertEquals(
        message,
        assertThrows(
                InvalidInputException.class,
                () -> AssembledClients.of(table(), partitioner, KEY, cluster))
            .getMessage());
  }

  /** Six examples whose one feature is their ordinal. */
  private static ExampleTable table() {
    return new ExampleTable(
        new DataSpec(List.of(1), 3),
        new ByteFeatures(new byte[] {0, 1, 2, 3, 4, 5}, 1),
        new float[] {1, 0, 2, 1, 1, 0},
        Map.of(
            "person", List.of("7", "-3", "10", "07", "7", "10"),
            "site", List.of("Rome", "b10", "a", "b9", "b10", "a"),
            "country", List.of("it", "de", "de", "de", "de", "de"),
            "empty", List.of("x", "y", "", "z", "", "x")));
  }

  private static int[] ordinals(AssembledClients clients, int client) {
    ClientExamples own = clients.open().toList().get(client);
    return IntStream.range(0, own.labels().length).map(row -> ordinal(own, row)).toArray();
  }

  private static int ordinal(ClientExamples client, int row) {
    float[] value = new float[1];
    client.features().gather(row, value, 0);
    return Math.round(value[0] * 255);
  }
}
