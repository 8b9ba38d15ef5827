package io.skerry.jobs.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.RandomKey;
import io.skerry.partitioners.skew.ClientPartitioner;
import io.skerry.partitioners.skew.ContinuousColumn;
import io.skerry.partitioners.skew.GroupedNaturalIds;
import io.skerry.partitioners.skew.LabelPartitioner;
import io.skerry.partitioners.skew.NaturalIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PartitionersTest {
  private static final long[] COUNTS = {500, 500, 500, 500};

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{type: iid, clients: 4}",
        "{type: iid, clients: 4, sizes: {type: equal}}",
        "{type: iid, clients: 4, sizes: {type: lognormal, sigma: 2}}",
        "{type: iid, clients: 4, sizes: {type: power-law, exponent: 1}}",
        "{type: iid, clients: 4, sizes: {type: linear}}",
        "{type: iid, sizes: [1, 2, 3, 4]}",
        "{type: size, sizes: [1, 2, 3, 4]}",
        "{type: id-to-size, clients: 4, power: 0.5}",
        "{type: linear, clients: 4}",
        "{type: square, clients: 4}",
        "{type: exponential, clients: 4}",
        "{type: dirichlet, clients: 4, alpha: 0.5}",
        "{type: dirichlet, shares: client, clients: 4, alpha: 0.5, when-dry: spread}",
        "{type: dirichlet, alpha: 0.5, clients: 4, sizes: {type: lognormal, sigma: 1}}",
        "{type: dirichlet, shares: class, clients: 4, alpha: 5}",
        "{type: dirichlet, clients: 4, alpha: [5, 5, 5, 9], min-partition-size: 1}",
        "{type: dirichlet, clients: 4, alpha: 5, self-balancing: true}",
        "{type: inner-dirichlet, sizes: [500, 500, 500, 500], alpha: 0.5}",
        "{type: inner-dirichlet, clients: 4, alpha: [1, 2, 3, 4]}",
        "{type: distribution, clients: 4, labels-per-client: 1, distribution: [[1], [1], [1],"
            + " [1]]}",
        "{type: distribution, clients: 4, labels-per-client: 2, preassigned: 5, distribution:"
            + " {sigma: 2}}",
        "{type: pathological, clients: 4, classes-per-client: 2}",
        "{type: pathological, clients: 4, classes-per-client: 2, mode: first-deterministic}",
        "{type: shard, clients: 4, shards-per-client: 2}",
        "{type: shard, clients: 4, shard-size: 300, keep-incomplete: true}",
        "{type: pachinko, clients: 4, alpha: 0.1, beta: 10, coarse: [[0, 1], [2, 3]]}",
        "{type: label-prevalence, clients: 4, prevalence: [[0.1, 0.2, 0.3, 0.4]]}",
        "{type: broadcast, clients: 4}",
        "{type: vertical-even, clients: 4}",
        "{type: vertical-size, sizes: [10, 5, 5, 0]}",
        "{type: vertical-size, sizes: [0.5, 0.25, 0.25, 0]}"
      })
  void read_eachType_plansItsClients(String yaml) {
    assertEquals(4, ((LabelPartitioner) read(yaml)).plan(COUNTS, RandomKey.of(1)).clients());
  }

  @Test
  void read_columns_makesTheirPartitioners() {
    assertEquals(new NaturalIds("who"), read("{type: natural, column: who}"));
    assertEquals(
        new GroupedNaturalIds("who", 2, GroupedNaturalIds.Mode.DROP_REMAINDER),
        read("{type: grouped-natural, column: who, group-size: 2, mode: drop-reminder}"));
    assertEquals(
        new ContinuousColumn("age", 3, 0.5),
        read("{type: continuous, column: age, clients: 3, strictness: 0.5}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: shards} | partitioner.type: expected one of broadcast, ",
        "{type: iid} | partitioner.clients: missing, expected a whole number from 1",
        "{type: iid, clients: 0} | partitioner.clients: expected a whole number from 1, not 0",
        "{type: iid, clients: 4, sizes: [1, 2]} | partitioner.clients: unknown key, ",
        "{type: iid, clients: 4, sizes: {type: zipf}} | partitioner.sizes.type: expected one of ",
        "{type: size, sizes: [1, 0]} | partitioner.sizes: expected a number of at least 1 ",
        "{type: iid, clients: 4, sizes: {type: lognormal, sigma: -1}} | partitioner.sizes.sigma: ",
        "{type: id-to-size, clients: 4} | partitioner.power: missing, expected a number",
        "{type: dirichlet, clients: 4} | partitioner.alpha: missing, expected a number",
        "{type: dirichlet, clients: 4, alpha: 0} | partitioner.alpha: expected a positive number",
        "{type: dirichlet, clients: 4, alpha: 1, shares: x} | partitioner.shares: expected one of",
        "{type: dirichlet, clients: 4, alpha: 1, when-dry: x} | partitioner.when-dry: expected one",
        "{type: dirichlet, clients: 4, alpha: [1], self-balancing: true} | partitioner.alpha: ",
        "{type: dirichlet, clients: 4, alpha: 1, self-balancing: 1} | partitioner.self-balancing: ",
        "{type: dirichlet, clients: 4, alpha: 1, min-partition-size: 0} |"
            + " partitioner.min-partition-size: ",
        "{type: inner-dirichlet, clients: 4, alpha: [1, x]} | partitioner.alpha: expected a list",
        "{type: distribution, clients: 4, labels-per-client: 1, distribution: [1]} |"
            + " partitioner.distribution: expected a list of lists of numbers, not 1",
        "{type: pathological, clients: 4, classes-per-client: 2, mode: x} | partitioner.mode: ",
        "{type: shard, clients: 4} | partitioner.shard-size: missing, ",
        "{type: shard, clients: 4, shard-size: 0} | partitioner.shard-size: expected a whole ",
        "{type: pachinko, clients: 4, alpha: 1, beta: 1, coarse: [[0], [0.5]]} |"
            + " partitioner.coarse: expected a list of lists of whole numbers, not 0.5",
        "{type: label-prevalence, clients: 4, prevalence: [[2]]} | partitioner.prevalence: ",
        "{type: grouped-natural, column: a, group-size: 0} | partitioner.group-size: ",
        "{type: grouped-natural, column: a, group-size: 2, mode: x} | partitioner.mode: expected",
        "{type: continuous, column: a, clients: 2, strictness: 2} | partitioner.strictness: "
      })
  void read_badValue_isRefusedByKey(String yaml, String sentence) {
    String message = assertThrows(InvalidInputException.class, () -> read(yaml)).getMessage();
    assertTrue(message.startsWith(sentence), message);
  }

  @Test
  void types_all_standInTheDocumentation() throws IOException {
    String page = Files.readString(Path.of("../docs/configuration.md"));
    for (String type : Partitioners.types()) {
      assertTrue(page.contains("`" + type + "`"), type);
    }
  }

  private static ClientPartitioner read(String yaml) {
    ConfigSection root =
        ConfigSection.root(
            ConfigFile.parse("test.yaml", "partitioner: " + yaml), name -> Optional.empty());
    ClientPartitioner partitioner = Partitioners.read(root.section("partitioner"));
    root.close();
    return partitioner;
  }
}
