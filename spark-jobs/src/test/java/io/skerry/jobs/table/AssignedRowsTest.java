package io.skerry.jobs.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skerry.core.random.RandomKey;
import io.skerry.jobs.LocalSpark;
import io.skerry.partitioners.quantity.EqualSizes;
import io.skerry.partitioners.quantity.IdSizes;
import io.skerry.partitioners.quantity.ListedSizes;
import io.skerry.partitioners.quantity.LognormalSizes;
import io.skerry.partitioners.quantity.PowerLawSizes;
import io.skerry.partitioners.skew.Broadcast;
import io.skerry.partitioners.skew.ClientPartitioner;
import io.skerry.partitioners.skew.ContinuousColumn;
import io.skerry.partitioners.skew.DirichletClasses;
import io.skerry.partitioners.skew.DirichletMix;
import io.skerry.partitioners.skew.GroupedNaturalIds;
import io.skerry.partitioners.skew.Iid;
import io.skerry.partitioners.skew.LabelDistribution;
import io.skerry.partitioners.skew.LabelDistribution.Values;
import io.skerry.partitioners.skew.MixedLabels;
import io.skerry.partitioners.skew.MixedLabels.WhenDry;
import io.skerry.partitioners.skew.PachinkoMix;
import io.skerry.partitioners.skew.Pathological;
import io.skerry.partitioners.skew.Pathological.Mode;
import io.skerry.partitioners.skew.PrevalenceMix;
import io.skerry.partitioners.skew.Shards;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every skew gives each row to the same client, however Spark has cut the table. */
final class AssignedRowsTest {
  private static final JavaSparkContext SPARK =
      new JavaSparkContext(LocalSpark.session().sparkContext());

  private static final int ROWS = 240;
  private static final int CLASSES = 4;

  static Stream<Arguments> partitioners() {
    return Stream.of(
        of("iid", ROWS, new Iid(8)),
        of("lognormal sizes", ROWS, new Iid(new LognormalSizes(8, 1))),
        of("power-law sizes", ROWS, new Iid(new PowerLawSizes(8, 1))),
        of("linear sizes", ROWS, new Iid(IdSizes.linear(8))),
        of("listed sizes", 50, new Iid(new ListedSizes(List.of(20, 30)))),
        of("dirichlet", ROWS, MixedLabels.hsu(8, 0.3)),
        of(
            "inner dirichlet",
            ROWS,
            MixedLabels.inTurns(new EqualSizes(8), DirichletMix.symmetric(0.3))),
        of(
            "pachinko",
            ROWS,
            new MixedLabels(
                new EqualSizes(8),
                new PachinkoMix(0.1, 10, List.of(List.of(0, 1), List.of(2, 3))),
                1,
                WhenDry.SPREAD)),
        of(
            "label prevalence",
            ROWS,
            MixedLabels.inTurns(
                new EqualSizes(8), new PrevalenceMix(List.of(List.of(.7, .1, .1, .1))))),
        of("dirichlet by class", ROWS, new DirichletClasses(Collections.nCopies(8, 2.0), 1, true)),
        of("pathological", ROWS, new Pathological(8, 2, Mode.FIRST_DETERMINISTIC)),
        of("distribution", ROWS, new LabelDistribution(8, 2, 1, true, Values.lognormal(0, 1))),
        of("shards", ROWS, new Shards(8, null, 7, true)),
        of(
            "groups of ids",
            160,
            new GroupedNaturalIds("id", 8, GroupedNaturalIds.Mode.DROP_REMAINDER)),
        of("continuous column", ROWS, new ContinuousColumn("id", 8, 0.5)),
        of("broadcast", 2 * ROWS, new Broadcast(2)));
  }

  private static Arguments of(String name, int assigned, ClientPartitioner partitioner) {
    return Arguments.of(name, assigned, partitioner);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("partitioners")
  void of_oneThreeAndSeventeenPartitions_agree(
      String name, int assigned, ClientPartitioner partitioner) {
    TreeMap<String, Integer> expected = assign(1, partitioner);

    assertEquals(assigned, expected.size());
    assertEquals(expected, assign(3, partitioner));
    assertEquals(expected, assign(17, partitioner));
  }

  /** Clients by row, a row that several clients have under as many names. */
  private static TreeMap<String, Integer> assign(int partitions, ClientPartitioner partitioner) {
    List<TableRow<Integer>> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      TableRow.Order order = new TableRow.Order(i * 7919L % ROWS, i);
      rows.add(new TableRow<>(String.valueOf(i % 12), null, i % 7 % CLASSES, order, i));
    }
    TreeMap<String, Integer> clients = new TreeMap<>();
    AssignedRows.of(SPARK.parallelize(rows, partitions), CLASSES, partitioner, RandomKey.of(3))
        .rows()
        .collect()
        .forEach(
            row -> {
              int copy = partitioner instanceof Broadcast ? row._1() : 0;
              clients.put(row._2().values() + " " + copy, row._1());
            });
    return clients;
  }
}
