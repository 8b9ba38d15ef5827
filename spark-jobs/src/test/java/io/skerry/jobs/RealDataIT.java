package io.skerry.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.core.data.ClientBlock;
import io.skerry.core.data.Examples;
import io.skerry.core.data.Population;
import io.skerry.jobs.config.ConfigFile;
import io.skerry.jobs.config.Experiment;
import io.skerry.jobs.storage.Storage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The configs of real data give the clients and examples that the data's descriptions count. */
final class RealDataIT {
  private static final Path CONFIGS = Path.of("../conf/data");

  @TempDir private Path directory;

  /**
   * What a config gives.
   *
   * @param samples examples of all clients
   * @param test examples of no client
   * @param classes examples of each class among those of clients; or how many classes there are
   */
  private record Expected(String config, long clients, long samples, long test, int... classes) {
    @Override
    public String toString() {
      return config;
    }
  }

  static Stream<Expected> sets() {
    return Stream.of(
        new Expected("adult", 15, 32_561, 16_281, 24_720, 7_841),
        new Expected("airline-tweets", 6_189, 11_798, 0, 7_421, 2_504, 1_873),
        new Expected("calories", 50, 15_000, 0, 7_535, 7_465),
        new Expected("card-fraud", 10, 5_891, 0, 5_803, 88),
        new Expected("chestxray14-labels", 21_528, 78_468, 11_219, 64_554, 13_914),
        new Expected("credit-default", 56, 30_000, 0, 23_364, 6_636),
        new Expected("fitbit", 33, 940, 0, 637, 303),
        new Expected("fitbit-sleep", 24, 413, 0, 82, 331),
        new Expected("heart-disease", 4, 920, 0, 411, 509),
        new Expected("leaf-mnist-by-writer", 100, 10_271 + 1_092, 0, 10),
        new Expected("leaf-synthetic-1-1", 30, 1_084, 0, 10),
        new Expected("leaf-vehicle", 23, 1_860, 0, 837, 1_023),
        new Expected("medical-abstracts", 20, 2_323, 0, 510, 242, 309, 485, 777),
        new Expected(
            "mnist-shards",
            100,
            60_000,
            10_000,
            5_923,
            6_742,
            5_958,
            6_131,
            5_842,
            5_421,
            5_918,
            6_265,
            5_851,
            5_949),
        new Expected("movielens", 500, 79_993, 0, 40_646, 39_347),
        new Expected("pneumonia", 10, 3_882, 624, 388, 3_494),
        // Of 299 roles with text 256 have more than a window of 80 characters.
        new Expected("shakespeare", 256, 990_149, 0, 80),
        new Expected("vehicle-silhouette", 2, 846, 169, 212, 217, 218, 199),
        new Expected("wisdm", 36, 5_418, 0, 2_081, 1_625, 632, 528, 306, 246));
  }

  @ParameterizedTest
  @MethodSource("sets")
  void open_realData_hasTheCountsOfItsDescription(Expected expected) throws IOException {
    Population population = population(expected.config());
    ClientBlock block = population.open(0, population.spec().clients());
    int[] counts = new int[population.spec().data().classes()];
    for (long client = 0; client < block.until(); client++) {
      count(block.client(client).train(), counts);
      count(block.client(client).test(), counts);
    }

    assertEquals(expected.clients(), population.spec().clients());
    assertEquals(expected.samples(), population.spec().samples());
    assertEquals(expected.samples(), Arrays.stream(counts).sum());
    assertEquals(
        expected.test(), population.centralTest().map(test -> test.spec().samples()).orElse(0L));
    if (expected.classes().length == 1) {
      assertEquals(expected.classes()[0], counts.length);
    } else {
      assertEquals(Arrays.toString(expected.classes()), Arrays.toString(counts));
    }
  }

  @Test
  void configs_ofRealData_areAllCounted() throws IOException {
    Set<String> tested = new TreeSet<>(sets().map(Expected::config).toList());
    try (Stream<Path> files = Files.list(CONFIGS)) {
      List<String> names =
          files.map(file -> file.getFileName().toString().replace(".yaml", "")).toList();
      assertEquals(tested, new TreeSet<>(names));
    }
  }

  private Population population(String config) throws IOException {
    String root = System.getenv("SKERRY_DATA");
    assumeTrue(root != null, "skipped: SKERRY_DATA does not name the folder of data sets");
    ObjectNode tree = ConfigFile.parse(config, Files.readString(CONFIGS.resolve(config + ".yaml")));
    ConfigFile.override(tree, Map.of("data.populations", directory.toString()));
    Experiment experiment = Experiment.read(tree, name -> Optional.of(root));
    return new Populations(
            experiment,
            Storage.local(),
            Optional.of(LocalSpark.session()),
            new PrintStream(PrintStream.nullOutputStream()))
        .open();
  }

  private static void count(Examples examples, int[] counts) {
    for (int i = 0; i < examples.size(); i++) {
      counts[(int) examples.label(i)]++;
    }
  }
}
