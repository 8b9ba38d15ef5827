package io.skerry.jobs.census;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skerry.core.random.RandomKey;
import io.skerry.jobs.population.PopulationWriter;
import io.skerry.jobs.population.StoredPopulation;
import io.skerry.jobs.storage.HadoopFiles;
import io.skerry.jobs.storage.Storage;
import io.skerry.partitioners.AssembledClients;
import io.skerry.partitioners.files.Mnist;
import io.skerry.partitioners.report.PopulationReport;
import io.skerry.partitioners.skew.Shards;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of the division of McMahan et al. 2017, section 3: MNIST in 200 shards of 300. */
final class MnistShardsTest {
  @TempDir private Path directory;

  @Test
  void report_twoShardsOf300_hasThePublishedStatistics() {
    String root = System.getenv("SKERRY_DATA");
    assumeTrue(root != null, "skipped: SKERRY_DATA does not name the folder of data sets");
    Path mnist = Path.of(root, "mnist");
    assumeTrue(Files.exists(mnist), "skipped: there is no " + mnist);
    Storage storage = Storage.local();
    AssembledClients clients =
        AssembledClients.of(
            Mnist.read(new HadoopFiles(storage), mnist.toString()).train(),
            new Shards(100, 2, 300, false),
            RandomKey.of(42).child("partition"),
            null);
    PopulationWriter writer =
        PopulationWriter.create(storage, directory.resolve("p").toString(), clients.data(), null);
    StoredPopulation population = writer.commit(writer.write(clients), List.of(), Map.of());

    PopulationReport report = PopulationReport.of(population);
    Map<String, String> figures = PopulationFiles.figures(population.spec(), report);
    assertEquals("100", figures.get("clients"));
    assertEquals("60000, mean 600.00, standard deviation 0.00 a client", figures.get("samples"));
    assertTrue(report.clients().stream().allMatch(client -> client.classes() <= 4));
    // Only a shard over one of the nine borders between classes has two.
    assertTrue(report.clients().stream().filter(client -> client.classes() > 2).count() <= 9);
  }
}
