package io.skerry.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Input that cannot be used ends at once with one sentence and exit code 2, and changes nothing.
 */
final class BadInputTest {
  private static final String CONFIG =
      """
      name: small
      data: {source: synthetic, clients: 50}
      model: {type: logistic}
      clients: {algorithm: fedprox, mu: 0.1, rate: 0.1, batch: 10}
      rounds: 2
      cohort: {size: 5, sampling: poisson}
      """;

  private static final String DP_SGD =
      "clients={algorithm: fedavg, rate: 1, privacy: {clip: 1, noise-multiplier: 1,"
          + " sampling-rate: 0.1, delta: 0.1}}";

  @TempDir private Path directory;
  private Path config;

  @BeforeEach
  void writeConfig() throws IOException {
    config = Files.writeString(directory.resolve("small.yaml"), CONFIG);
  }

  static Stream<Arguments> settings() {
    return Stream.of(
        arguments(
            "data={source: leaf-json, path: x, sample: {type: some}}",
            "data.sample.type: expected one of iid, niid, not some"),
        arguments(
            "data={source: leaf-json, path: x, split: {by: user, train-fraction: 2}}",
            "data.split.train-fraction: expected a fraction above 0 and at most 1, not 2.0"),
        arguments("clients.rat=1", "clients.rat: unknown key, expected one of "),
        arguments("speed=1", "speed: unknown key, expected one of "),
        arguments("rounds=many", "rounds: expected a whole number from 1, not \"many\""),
        arguments("rounds=0", "rounds: expected a whole number from 1, not 0"),
        arguments("rounds=", "rounds: missing, expected a whole number from 1"),
        arguments("name=../x", "name: expected letters, digits, '-', '_' and '.', not ../x"),
        arguments("model=logistic", "model: expected a map of keys, not \"logistic\""),
        arguments("model.type=cnn", "model.type: expected one of cnn-emnist, cnn-femnist, "),
        arguments(
            "model={type: mlp, hidden: [200, 0]}", "model.hidden: expected a list of widths of"),
        arguments(
            "model.type=linear",
            "model.type: linear predicts a number, but labels are classes, expected logistic"),
        arguments(
            "data={source: table, format: csv, path: x, client: c, target: y, label: z, features:"
                + " [a]}",
            "data.target: a number is predicted, expected no label and no classes"),
        arguments("clients.rate=-0.1", "clients.rate: expected a positive number, not -0.1"),
        arguments("clients.batch=1.5", "clients.batch: expected a whole number from 1, not 1.5"),
        arguments(
            "clients={algorithm: fedavg, rate: 1, batch: 2, privacy: {clip: 1}}",
            "clients.batch: with clients.privacy examples enter a batch independently"),
        arguments(
            DP_SGD.replace("clip: 1", "clip: 0"),
            "clients.privacy.clip: expected a positive number, not 0.0"),
        arguments(
            DP_SGD.replace("noise-multiplier: 1", "noise-multiplier: -1"),
            "clients.privacy.noise-multiplier: expected a number from 0, not -1.0"),
        arguments(
            DP_SGD.replace("rate: 0.1", "rate: 0"),
            "clients.privacy.sampling-rate: expected a number above 0, at most 1, not 0.0"),
        arguments(
            DP_SGD.replace("rate: 0.1", "rate: 1.0e-9"),
            "clients.privacy.sampling-rate: a pass takes 1 / rate steps; expected at most"),
        arguments(
            DP_SGD.replace("delta: 0.1", "delta: 1"),
            "clients.privacy.delta: expected a number between 0 and 1, not 1.0"),
        arguments(DP_SGD.replace(", delta: 0.1", ""), "clients.privacy.delta: missing, expected"),
        arguments(
            DP_SGD.replace("delta", "accountant: gdp, delta"),
            "clients.privacy.accountant: expected one of"),
        arguments(
            DP_SGD.replace("delta", "max-epsilon: 0, delta"),
            "clients.privacy.max-epsilon: expected a positive number, not 0.0"),
        arguments(
            DP_SGD
                .replace("multiplier: 1", "multiplier: 0")
                .replace("delta", "max-epsilon: 1, delta"),
            "clients.privacy.max-epsilon: without noise epsilon is infinite"),
        arguments(
            "clients.stragglers=2",
            "clients.stragglers: expected a probability from 0 to 1, not 2.0"),
        arguments(
            "clients.stragglers=0.5",
            "clients.stragglers: slow clients do fewer epochs, expected clients.epochs of at"),
        arguments(
            "clients={algorithm: fedavg, rate: 1, stragglers: 0.5, privacy: {clip: 1}}",
            "clients.stragglers: with clients.privacy all steps are priced"),
        arguments("clients.mu=", "clients.mu: missing, expected a number"),
        arguments("clients.mu=-1", "clients.mu: expected a number of at least 0, not -1.0"),
        arguments(
            "clients={algorithm: scaffold, rate: 0.1, batch: 10, optimizer: {type: adam}}",
            "clients.optimizer: scaffold takes a client's control variate from its way under plain"),
        arguments(
            "cohort.size=51",
            "cohort.size: expected 1 to 50, the clients of the population, not 51"),
        arguments(
            "cohort.sampling=random", "cohort.sampling: expected one of cyclic, poisson, uniform"),
        arguments(
            "data.source=mnits",
            "data.source: expected one of fedprox-synthetic, images, leaf-json, leaf-synthetic, "),
        arguments("data.hold=disk", "data.hold: expected one of files, memory, spill, not disk"),
        arguments("data.hold=files", "data.hold: clients that are computed are in no files"),
        arguments("data.holdout=1.5", "data.holdout: expected a fraction between 0 and 1, not 1.5"),
        arguments(
            "partitioner={type: iid, clients: 3}",
            "partitioner: the clients come with the data, expected no partitioner"),
        arguments(
            "data={source: leaf-json, path: '${NO_SUCH_VARIABLE}/x'}",
            "data.path: the environment variable NO_SUCH_VARIABLE is not set"),
        arguments(
            "data={source: leaf-json, path: no/such/folder}",
            "data.path: there is no file or folder no/such/folder"),
        arguments(
            "data={source: leaf-json, path: x, set: mnist}",
            "data.set: expected one of celeba, femnist, numbers, reddit, sent140, shakespeare"),
        arguments(
            "data={source: leaf-json, path: x, set: celeba}", "data.images: missing, expected"),
        arguments(
            "data={source: leaf-json, path: x, set: celeba, images: y, size: [84]}",
            "data.size: expected [height, width], not [84]"),
        arguments(
            "data={source: leaf-json, path: x, set: femnist, shape: [28, 28]}",
            "data.shape: unknown key, expected one of "),
        arguments(
            "data={source: leaf-json, path: x, set: sent140, vocabulary: 2}",
            "data.vocabulary: expected a whole number from 3, not 2"),
        arguments(
            "data={source: leaf-json, path: x, set: shakespeare, tokens: words}",
            "data.tokens: expected one of counts, ids, not words"),
        arguments(
            "data={source: play, path: x, window: 0}",
            "data.window: expected a whole number from 1, not 0"),
        arguments(
            "data={source: play, path: x, train-fraction: 0}",
            "data.train-fraction: expected a fraction above 0 and at most 1, not 0.0"),
        arguments(
            "data={source: npz, path: x, train: {features: a}}",
            "data.train.labels: missing, expected a text"),
        arguments(
            "data={source: images, path: x, size: [2, 2], folders: [writer]}",
            "data.folders: expected different names, one of them class, not [writer]"),
        arguments(
            "data={source: images, path: x}",
            "data.size: missing, expected a list of whole numbers"),
        arguments(
            "data={source: mnist, path: no/such/folder}",
            "partitioner: missing, expected one, such as {type: natural, column: writer}"),
        arguments(
            "shift={drift: {until: 5}}", "shift: expected at least one of affine, label-groups, "),
        arguments(
            "shift={label-groups: 1}", "shift.label-groups: expected a whole number from 2, not 1"),
        arguments(
            "shift={noise: 1, drift: {from: 5, until: 5}}",
            "shift.drift: expected rounds from < until, not from 5 until 5"),
        arguments(
            "shift={rotation: [90]}",
            "shift.rotation: expected images, not examples of shape [60]"),
        arguments("aggregator.range=1e9", "aggregator.range: a sum of weight "),
        arguments("aggregator.range=0", "aggregator.range: expected a positive number, not 0.0"),
        arguments("server.rate=0", "server.rate: expected a positive number, not 0.0"),
        arguments(
            "data={source: synthetic, clients: 1000001}",
            "evaluate.clients: expected a number of clients to draw, as there are 1000001, too many"
                + " to evaluate all"),
        arguments(
            "data={source: mixture, components: [{name: a, source: synthetic, clients: 5},"
                + " {name: a, source: synthetic, clients: 5}]}",
            "data.components[1].name: expected a name of its own of letters, digits, '-', '_' and"
                + " '.', not a"),
        arguments(
            "data={source: mixture, components: [{name: a, source: synthetic, clients: 50},"
                + " {name: b, source: leaf-synthetic}]}",
            "data.components: b has examples of shape [60] in 5 classes, some held out, expected"
                + " examples of shape [60] in 10 classes, none held out as a"),
        arguments(
            "data={source: mixture, components: [{name: a, source: mnist, path: x,"
                + " partitioner: {type: vertical-even, clients: 2}}]}",
            "data.components[0].partitioner: expected a division by examples"),
        arguments(
            "data={source: mixture, hold: files, components: [{name: a, source: synthetic,"
                + " clients: 50}]}",
            "data.hold: clients that are computed are in no files"),
        arguments("evaluate.clients=51", "evaluate.clients: expected all or 1 to 50, not 51"),
        arguments(
            "evaluate.clusters={by: column, column: site}",
            "evaluate.clusters.column: the data has no columns, so none called site"),
        arguments(
            "privacy={clip: 1, noise-multiplier: 1, delta: 0}",
            "privacy.delta: expected a number between 0 and 1, not 0.0"),
        arguments(
            "privacy={mechanism: banded-matrix-factorization, clip: 1, noise-multiplier: 1,"
                + " delta: 1e-5}",
            "privacy.bands: expected with privacy.mechanism banded-matrix-factorization, and with"
                + " no other"),
        arguments(
            "privacy={clip: 0, noise-multiplier: 1, delta: 1e-5}",
            "privacy.clip: expected a positive number, not 0.0"),
        arguments(
            "privacy={mechanism: laplace, clip: 1, noise-multiplier: 1, delta: 1e-5}",
            "privacy.clip-norm: laplace noise is priced by the L1 norm of updates; expected l1,"
                + " not l2"),
        arguments(
            "privacy={clip-norm: l1, clip: 1, noise-multiplier: 1, delta: 1e-5}",
            "privacy.clip-norm: gaussian noise is priced by the L2 norm of updates; expected l2,"
                + " not l1"),
        arguments(
            "privacy={mechanism: laplace, clip-norm: l1, clipping: adaptive, clip: 1,"
                + " noise-multiplier: 1, delta: 1e-5}",
            "privacy.clipping: layers and quantiles are of L2 norms"),
        arguments(
            "privacy={mechanism: laplace, clip-norm: l1, clip: 1, noise-multiplier: 1, delta:"
                + " 1e-5}",
            "privacy.accountant: rdp has no price for PoissonSampled"),
        arguments(
            "privacy={clip: 1, delta: 1e-5}",
            "privacy.noise-multiplier: expected exactly one of it and privacy.target-epsilon"),
        arguments(
            "privacy={clip: 1, noise-multiplier: 0.1, delta: 1e-5, max-epsilon: 1}",
            "privacy.max-epsilon: one round alone exceeds the budget"),
        arguments(
            "secure-aggregation={protocol: plain}",
            "secure-aggregation.protocol: expected one of bonawitz, secagg-plus, not plain"),
        arguments(
            "secure-aggregation={protocol: bonawitz, neighbours: 4}",
            "secure-aggregation.neighbours: under bonawitz all clients are neighbours"),
        arguments(
            "secure-aggregation={protocol: secagg-plus, neighbours: 4, active: true}",
            "secure-aggregation.active: an active server could choose"));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void run_setting_isRefused(String setting, String sentence) throws IOException {
    assertRefused(sentence, config.toString(), "--set", setting);
  }

  @Test
  void run_addOrRemoveUnderUniformSampling_isRefused() throws IOException {
    assertRefused(
        "privacy.relation: ",
        config.toString(),
        "--set",
        "cohort.sampling=uniform",
        "--set",
        "privacy={clip: 1, noise-multiplier: 1, delta: 1e-5, relation: add-or-remove}");
  }

  @Test
  void run_weightsByExamplesUnderPrivacy_isRefused() throws IOException {
    assertRefused(
        "aggregator.weights: ",
        config.toString(),
        "--set",
        "aggregator.weights=examples",
        "--set",
        "privacy={clip: 1, noise-multiplier: 1, delta: 1e-5}");
  }

  @Test
  void run_missingConfig_isRefused() throws IOException {
    assertRefused("nowhere.yaml: expected a readable file", "nowhere.yaml");
  }

  @Test
  void run_notYaml_isRefused() throws IOException {
    Path bad = Files.writeString(directory.resolve("bad.yaml"), "name: [unclosed");
    assertRefused("bad.yaml: expected YAML, but ", bad.toString());
  }

  @Test
  void run_keyGivenTwice_isRefused() throws IOException {
    Path bad = Files.writeString(directory.resolve("twice.yaml"), CONFIG + "rounds: 3\n");
    assertRefused("expected YAML, but Duplicate field 'rounds'", bad.toString());
  }

  @Test
  void run_outDirectoryWithAnotherRun_isRefusedAndLeftAlone() throws IOException {
    Path out = directory.resolve("out");
    assertEquals(0, execute(new StringWriter(), config.toString(), "--out", out.toString()));
    assertRefused(
        "exists and is not empty, expected a new directory, or --resume",
        config.toString(),
        "--set",
        "rounds=3",
        "--out",
        out.toString());
  }

  @Test
  void run_resumeWithAnotherConfig_isRefusedAndLeavesTheRun() throws IOException {
    Path out = directory.resolve("out");
    assertEquals(0, execute(new StringWriter(), config.toString(), "--out", out.toString()));
    assertRefused(
        "a run goes on with its own config",
        config.toString(),
        "--set",
        "clients.rate=0.2",
        "--resume",
        out.toString());
  }

  @Test
  void run_resumeOfNoRun_isRefused() throws IOException {
    assertRefused(
        "holds no run.json, expected the directory of a run",
        config.toString(),
        "--resume",
        directory.toString());
  }

  @Test
  void run_truncatedGzip_isRefused() throws IOException {
    Path folder = mnist(20, 20);
    Path images = folder.resolve("train-images-idx3-ubyte.gz");
    byte[] whole = Files.readAllBytes(images);
    Files.write(images, Arrays.copyOf(whole, whole.length / 2));
    assertRefused(
        "train-images-idx3-ubyte.gz: expected more bytes, the file is cut off", mnistRun(folder));
  }

  @Test
  void run_imagesAndLabelsOfDifferentLength_isRefused() throws IOException {
    assertRefused(
        "train-labels-idx1-ubyte.gz: expected 20 labels, one an image, not 19",
        mnistRun(mnist(20, 19)));
  }

  @Test
  void run_noSuchColumn_isRefused() throws IOException {
    assertRefused(
        "partitioner.column: expected one of the data's columns", mnistRun(mnist(20, 20)));
  }

  @Test
  void run_clientWithoutSamples_isRefused() throws IOException {
    String json =
        """
        {"users": ["a", "b"], "num_samples": [1, 0],
         "user_data": {"a": {"x": [[1, 2]], "y": [0]}, "b": {"x": [], "y": []}}}
        """;
    assertRefused("b", leafRun(json));
  }

  @Test
  void run_dataNotANumber_isRefused() throws IOException {
    String json =
        """
        {"users": ["a"], "num_samples": [2],
         "user_data": {"a": {"x": [[1, 2], [NaN, 1]], "y": [0, 1]}}}
        """;
    assertRefused("data.json: ", leafRun(json));
  }

  @Test
  void run_tableWithoutSpark_isRefused() throws IOException {
    Path table = Files.writeString(directory.resolve("table.csv"), "who,y,x\na,0,1\nb,1,2\n");
    assertRefused(
        "data.source: a table is read by Spark",
        config.toString(),
        "--set",
        "data={source: table, format: csv, path: "
            + table
            + ", client: who, label: y, features: [x]}");
  }

  @Test
  void run_scaffoldWeightedByExamples_isRefused() throws IOException {
    assertRefused(
        "aggregator.weights: the server's control variate of scaffold is the plain mean",
        config.toString(),
        "--set",
        "clients={algorithm: scaffold, rate: 0.1, batch: 10}",
        "--set",
        "aggregator.weights=examples");
  }

  @Test
  void run_unknownEngine_isRefused() throws IOException {
    StringWriter err = new StringWriter();
    assertEquals(
        2,
        Skerry.execute(new PrintWriter(err, true), "run", config.toString(), "--engine", "flink"));
    assertEquals("skerry: --engine: expected spark or threads, not flink\n", err.toString());
  }

  /** Refused in one line that holds the sentence, with exit code 2 and every file as it was. */
  private void assertRefused(String sentence, String... arguments) throws IOException {
    Map<String, String> before = files();
    StringWriter err = new StringWriter();
    int exitCode = execute(err, arguments);
    assertEquals(2, exitCode, err.toString());
    assertEquals(1, err.toString().lines().count(), err.toString());
    assertTrue(err.toString().startsWith("skerry: "), err.toString());
    assertTrue(err.toString().contains(sentence), err.toString());
    assertEquals(before, files());
  }

  private int execute(StringWriter err, String... arguments) {
    List<String> command = new ArrayList<>(List.of("run"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--engine", "threads"));
    command.addAll(List.of("--set", "data.populations=" + directory.resolve("populations")));
    if (!command.contains("--out") && !command.contains("--resume")) {
      command.addAll(List.of("--out", directory.resolve("new").toString()));
    }
    return Skerry.execute(new PrintWriter(err, true), command.toArray(String[]::new));
  }

  private String[] mnistRun(Path folder) {
    return new String[] {
      config.toString(),
      "--set",
      "data={source: mnist, path: " + folder + "}",
      "--set",
      "partitioner={type: natural, column: writer}"
    };
  }

  private String[] leafRun(String json) throws IOException {
    Path file = Files.writeString(directory.resolve("data.json"), json);
    return new String[] {
      config.toString(), "--set", "data={source: leaf-json, path: " + file + "}"
    };
  }

  private Path mnist(int images, int labels) throws IOException {
    Path folder = Files.createDirectories(directory.resolve("mnist"));
    ByteBuffer pixels = ByteBuffer.allocate(16 + images * 784);
    pixels.putInt(0x803).putInt(images).putInt(28).putInt(28);
    for (int i = 0; i < images * 784; i++) {
      pixels.put((byte) (i * 31 >> 3));
    }
    gzip(folder.resolve("train-images-idx3-ubyte.gz"), pixels.array());
    gzip(
        folder.resolve("train-labels-idx1-ubyte.gz"),
        ByteBuffer.allocate(8 + labels).putInt(0x801).putInt(labels).array());
    return folder;
  }

  private static void gzip(Path file, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    Files.write(file, bytes.toByteArray());
  }

  /** All files with their contents. */
  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(directory)) {
      all.filter(Files::isRegularFile)
          .forEach(
              file -> {
                try {
                  files.put(file.toString(), Arrays.toString(Files.readAllBytes(file)));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
    return files;
  }
}
