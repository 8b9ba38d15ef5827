package io.skerry.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.jobs.storage.Storage;
import io.skerry.jobs.storage.TableReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SweepCommandTest {
  @TempDir private Path directory;

  @Test
  void sweep_gridWithSeeds_writesARowForEachRunAndAPlot() throws IOException {
    assertEquals("", sweep("--over", "clients.mu=0,1", "--seeds", "2"));

    List<String> rows = rows();
    assertEquals(4, rows.size(), rows.toString());
    assertEquals("0 1 finished 2", rows.get(0).substring(0, 14));
    assertEquals("0 2 finished 2", rows.get(1).substring(0, 14));
    assertEquals("1 1 finished 2", rows.get(2).substring(0, 14));
    assertNotEquals(digest(rows.get(0)), digest(rows.get(1)));
    assertNotEquals(digest(rows.get(0)), digest(rows.get(2)));
    BufferedImage plot = ImageIO.read(directory.resolve("out/sweep.png").toFile());
    Set<Integer> colours = new HashSet<>();
    for (int x = 0; x < plot.getWidth(); x++) {
      colours.add(plot.getRGB(x, plot.getHeight() / 2));
    }
    assertTrue(colours.size() > 3, "the plot is blank");
  }

  @Test
  void sweep_again_goesOnWithTheRunsThatAreThere() throws IOException {
    assertEquals("", sweep("--over", "clients.mu=0,1"));
    List<String> first = rows();
    String started = started();
    assertEquals("", sweep("--over", "clients.mu=0,1"));

    assertEquals(first, rows());
    assertEquals(started, started());
  }

  @Test
  void sweep_valueThatCannotBeUsed_isRefusedBeforeAnyRun() throws IOException {
    String refusal = sweep("--over", "clients.mu=0,-1");

    assertTrue(refusal.contains("clients.mu: expected a number of at least 0, not -1.0"), refusal);
    assertTrue(Files.notExists(directory.resolve("out")));
  }

  /** When the first run began: a run that goes on keeps it. */
  private String started() throws IOException {
    Path run = directory.resolve("out/clients.mu=0/seed-1/run.json");
    return Files.readString(run)
        .lines()
        .filter(line -> line.contains("started"))
        .toList()
        .toString();
  }

  /** Runs a small sweep; returns what it said on standard error. */
  private String sweep(String... more) throws IOException {
    Path config =
        Files.writeString(
            directory.resolve("small.yaml"),
            """
            name: small
            seed: 1
            data: {source: synthetic, clients: 20}
            model: {type: logistic}
            clients: {algorithm: fedprox, mu: 0.1, rate: 0.1, batch: 10}
            rounds: 2
            cohort: {size: 5}
            """);
    List<String> command = new ArrayList<>(List.of("sweep", config.toString()));
    command.addAll(List.of(more));
    command.addAll(List.of("--engine", "threads", "--out", directory.resolve("out").toString()));
    StringWriter err = new StringWriter();
    Skerry.execute(new PrintWriter(err, true), command.toArray(String[]::new));
    return err.toString();
  }

  private List<String> rows() {
    List<String> rows = new ArrayList<>();
    TableReader.forEach(
        Storage.local(),
        new org.apache.hadoop.fs.Path(directory.resolve("out/sweep.parquet").toUri()),
        row ->
            rows.add(
                String.join(
                    " ",
                    row.text("clients.mu"),
                    String.valueOf(row.number("seed")),
                    row.text("status"),
                    String.valueOf(row.number("rounds")),
                    row.text("model_sha256"))));
    return rows;
  }

  private static String digest(String row) {
    return row.substring(row.lastIndexOf(' '));
  }
}
