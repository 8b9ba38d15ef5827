package io.skerry.partitioners.files;

import io.skerry.core.data.DataSpec;
import io.skerry.core.data.FloatFeatures;
import io.skerry.partitioners.ClientExamples;
import io.skerry.partitioners.ClientSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Data in LEAF's JSON format (Caldas et al. 2018): each user is a client. The path is one file, a
 * folder of .json or .json.gz files, or a folder with such folders train and, if there is a test
 * part, test. Files are read in the order of their names, users in the order of their user_data.
 *
 * <p>Features are lists of numbers, labels whole numbers from 0 or lists of one; where all labels
 * are -1 or 1 they become 0 and 1. Users without training examples are refused, so a split by user
 * is too. The files are checked whole before the first client is handed out, and read again for
 * each stream.
 */
public final class LeafJson implements ClientSource {
  private final List<InputFile> train;
  private final List<InputFile> test;
  private final LeafScan scan;

  private LeafJson(InputFile path, List<InputFile> train, List<InputFile> test) {
    this.train = train;
    this.test = test;
    this.scan = new LeafScan(path, train, test);
  }

  /** Finds and checks the files under a path. */
  public static LeafJson read(InputFiles files, String path) {
    InputFile whole = new InputFile(files, path);
    Optional<List<String>> names = InputFile.names(files, path);
    if (names.isEmpty()) {
      return new LeafJson(whole, List.of(whole), List.of());
    }
    boolean hasTest = names.get().contains("test");
    if (names.get().contains("train")) {
      List<InputFile> test = hasTest ? jsonFiles(files, path + "/test") : List.of();
      return new LeafJson(whole, jsonFiles(files, path + "/train"), test);
    }
    if (hasTest) {
      throw whole.refusal("expected a folder train beside test");
    }
    return new LeafJson(whole, jsonFiles(files, path), List.of());
  }

  private static List<InputFile> jsonFiles(InputFiles files, String folder) {
    List<InputFile> json =
        InputFile.names(files, folder).orElse(List.of()).stream()
            .filter(name -> name.endsWith(".json") || name.endsWith(".json.gz"))
            .sorted()
            .map(name -> new InputFile(files, folder + "/" + name))
            .toList();
    if (json.isEmpty()) {
      throw new InputFile(files, folder).refusal("expected a folder of .json or .json.gz files");
    }
    return json;
  }

  @Override
  public DataSpec data() {
    return scan.data();
  }

  @Override
  public boolean heldOut() {
    return !test.isEmpty();
  }

  @Override
  public @Nullable String clusterColumn() {
    return null;
  }

  @Override
  public Stream<ClientExamples> open() {
    LeafPairs pairs = new LeafPairs(new LeafUsers(train), new LeafUsers(test), scan.testIds());
    return StreamSupport.stream(pairs, false).onClose(pairs::close).map(this::client);
  }

  private ClientExamples client(LeafPairs.Pair pair) {
    LeafUser train = pair.train();
    LeafUser test = pair.test();
    float[] x = test == null ? train.x() : join(train.x(), test.x());
    float[] y = test == null ? train.y() : join(train.y(), test.y());
    if (scan.signed()) {
      for (int i = 0; i < y.length; i++) {
        y[i] = Math.max(y[i], 0);
      }
    }
    return new ClientExamples(
        train.id(), null, new FloatFeatures(x, data().width()), y, train.y().length);
  }

  private static float[] join(float[] first, float[] second) {
    float[] both = Arrays.copyOf(first, Math.addExact(first.length, second.length));
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
