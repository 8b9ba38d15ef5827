package io.skerry.jobs.config;

import io.skerry.core.InvalidInputException;
import io.skerry.jobs.config.Source.FileClients;
import io.skerry.jobs.config.Sources.Keys;
import io.skerry.partitioners.AssembledClients;
import io.skerry.partitioners.ExampleTable;
import io.skerry.partitioners.files.ImageFolders;
import io.skerry.partitioners.files.ImageShape;
import io.skerry.partitioners.files.InputFiles;
import io.skerry.partitioners.files.LeafJson;
import io.skerry.partitioners.files.LeafSampling;
import io.skerry.partitioners.files.LeafSet;
import io.skerry.partitioners.files.Mnist;
import io.skerry.partitioners.files.Npz;
import io.skerry.partitioners.files.Play;
import io.skerry.partitioners.files.TokenForm;
import io.skerry.partitioners.skew.ClientPartitioner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The sources that read files which are not Spark's. */
final class FileSources {
  /** What x and y mean in LEAF's files, by the names that configs use. */
  private static final Map<String, Function<ConfigSection, Supplier<LeafSet>>> LEAF_SETS =
      new TreeMap<>(
          Map.of(
              "celeba", FileSources::celeba,
              "femnist", data -> LeafSet::femnist,
              "numbers", FileSources::numbers,
              "reddit", data -> words(data, 10, LeafSet::reddit),
              "sent140", data -> words(data, 25, LeafSet::sent140),
              "shakespeare", FileSources::shakespeare,
              "synthetic", data -> () -> LeafSet.numbers(List.of())));

  /** Whether LEAF's sampling is iid. */
  private static final Map<String, Boolean> SAMPLES =
      new TreeMap<>(Map.of("iid", true, "niid", false));

  /** Whether LEAF's split is by user. */
  private static final Map<String, Boolean> SPLITS =
      new TreeMap<>(Map.of("user", true, "sample", false));

  private static final Map<String, TokenForm> TOKEN_FORMS =
      new TreeMap<>(Map.of("ids", TokenForm.IDS, "counts", TokenForm.COUNTS));

  /** Examples of a central test that are evaluated together, as a client's are. */
  private static final int CENTRAL_TEST_CHUNK = 100;

  private FileSources() {}

  static Source leafJson(Keys keys) {
    ConfigSection data = keys.withoutPartitioner().data();
    String path = data.text("path");
    Supplier<LeafSet> set = data.oneOf("set", LEAF_SETS, "numbers").apply(data);
    List<String> paths = new ArrayList<>(List.of(path));
    if (data.has("images")) {
      paths.add(data.text("images"));
    }
    LeafSampling sampling = sampling(data);
    return new Source.Files(
        paths,
        set.get().learns(),
        files -> {
          LeafJson leaf =
              LeafJson.read(files, path, set.get(), sampling, keys.holdOut().orElse(null));
          return new FileClients(leaf, leaf.centralTest());
        });
  }

  private static LeafSampling sampling(ConfigSection data) {
    LeafSampling.Draw draw = null;
    if (data.has("sample")) {
      ConfigSection sample = data.section("sample");
      boolean iid = sample.oneOf("type", SAMPLES);
      draw =
          new LeafSampling.Draw(
              iid,
              sample.number("fraction", 0.1),
              iid ? sample.number("users", 0.01) : 0,
              sample.longInteger("seed", 0, 0));
    }
    LeafSampling.Split split = null;
    if (data.has("split")) {
      ConfigSection keys = data.section("split");
      split =
          new LeafSampling.Split(
              keys.oneOf("by", SPLITS),
              keys.number("train-fraction", 0.9),
              keys.longInteger("seed", 0, 0));
    }
    return new LeafSampling(
        draw, data.has("min-samples") ? data.integer("min-samples", 0) : -1, split);
  }

  private static Supplier<LeafSet> numbers(ConfigSection data) {
    List<Integer> shape = data.integers("shape", List.of());
    return () -> LeafSet.numbers(shape);
  }

  private static Supplier<LeafSet> shakespeare(ConfigSection data) {
    TokenForm form = tokens(data);
    return () -> LeafSet.shakespeare(form);
  }

  private static Supplier<LeafSet> celeba(ConfigSection data) {
    String images = data.text("images");
    ImageShape shape = imageShape(data, List.of(84, 84), 3);
    return () -> LeafSet.celeba(images, shape);
  }

  private interface WordSet {
    LeafSet of(int words, int vocabulary, TokenForm form);
  }

  private static Supplier<LeafSet> words(ConfigSection data, int most, WordSet set) {
    int words = data.integer("words", 1, most);
    int vocabulary = data.integer("vocabulary", 3, 10_000);
    TokenForm form = tokens(data);
    return () -> set.of(words, vocabulary, form);
  }

  private static TokenForm tokens(ConfigSection data) {
    return data.oneOf("tokens", TOKEN_FORMS, "ids");
  }

  private static ImageShape imageShape(ConfigSection data, List<Integer> size, int channels) {
    List<Integer> given = data.integers("size", size);
    if (given.size() != 2) {
      throw new InvalidInputException("data.size: expected [height, width], not " + given);
    }
    return new ImageShape(given.get(0), given.get(1), data.integer("channels", 1, channels));
  }

  static Source play(Keys keys) {
    ConfigSection data = keys.withoutPartitioner().data();
    String path = data.text("path");
    int window = data.integer("window", 1, 80);
    double trainFraction = data.number("train-fraction", 0.9);
    TokenForm form = tokens(data);
    Play.check(trainFraction);
    return new Source.Files(
        List.of(path),
        false,
        files ->
            new FileClients(Play.read(files, path, window, trainFraction, form), Optional.empty()));
  }

  static Source mnist(Keys keys) {
    return examples(
        keys,
        "{type: natural, column: writer}",
        (files, path) -> {
          Mnist mnist = Mnist.read(files, path);
          return new Parts(mnist.train(), mnist.test());
        });
  }

  static Source npz(Keys keys) {
    ConfigSection data = keys.data();
    Npz.Part train = part(data.section("train"));
    Npz.Part test = data.has("test") ? part(data.section("test")) : null;
    boolean channelsLast = data.flag("channels-last", false);
    return examples(
        keys,
        "{type: iid, clients: 100}",
        (files, path) -> {
          Npz npz = Npz.read(files, path, train, test, channelsLast);
          return new Parts(npz.train(), npz.test());
        });
  }

  private static Npz.Part part(ConfigSection part) {
    return new Npz.Part(
        part.text("features"),
        part.text("labels"),
        part.has("client") ? part.text("client") : null);
  }

  static Source images(Keys keys) {
    ConfigSection data = keys.data();
    List<String> folders = data.has("folders") ? data.texts("folders") : List.of("class");
    ImageFolders.check(folders);
    data.integers("size");
    ImageShape shape = imageShape(data, List.of(), 3);
    return examples(
        keys,
        "{type: iid, clients: 100}",
        (files, path) -> {
          ImageFolders images = ImageFolders.read(files, path, folders, shape);
          return new Parts(images.train(), images.test());
        });
  }

  private record Parts(ExampleTable train, @Nullable ExampleTable test) {}

  /** Examples that a partitioner divides; those of a test part are evaluated centrally. */
  private static Source examples(
      Keys keys, String example, BiFunction<InputFiles, String, Parts> read) {
    String path = keys.data().text("path");
    ClientPartitioner partitioner =
        keys.partitioner()
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "partitioner: missing, expected one, such as " + example));
    return new Source.Files(
        List.of(path),
        false,
        files -> {
          Parts parts = read.apply(files, path);
          return new FileClients(
              AssembledClients.of(
                  parts.train(),
                  partitioner,
                  keys.partitionKey(),
                  keys.clusterColumn().orElse(null)),
              Optional.ofNullable(parts.test())
                  .map(test -> AssembledClients.chunks(test, CENTRAL_TEST_CHUNK)));
        });
  }
}
