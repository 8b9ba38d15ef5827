package io.skerry.partitioners.files;

import io.skerry.core.data.DataSpec;
import io.skerry.core.data.HoldOut;
import io.skerry.partitioners.ClientExamples;
import io.skerry.partitioners.ClientSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Data in LEAF's JSON format (Caldas et al. 2018): each user is a client. The path is one file, a
 * folder of .json or .json.gz files, or a folder with such folders train and, if there is a test
 * part, test. Files are read in the order of their names, users in the order of their user_data.
 *
 * <p>Users without training examples are refused, so a split by user is too. The files are checked
 * whole before the first client is handed out, and read again for each stream.
 */
public final class LeafJson implements ClientSource {
  private final List<InputFile> train;
  private final List<InputFile> test;
  private final LeafSet set;
  private final LeafScan scan;

  private LeafJson(
      InputFile path,
      List<InputFile> train,
      List<InputFile> test,
      LeafSet set,
      @Nullable HoldOut holdOut) {
    this.train = train;
    this.test = test;
    this.set = set;
    this.scan = new LeafScan(path, train, test, set, holdOut);
  }

  /** Finds and checks files of lists of numbers. */
  public static LeafJson read(InputFiles files, String path) {
    return read(files, path, LeafSet.numbers(List.of()), null);
  }

  /**
   * Finds and checks the files under a path.
   *
   * @param set what x and y mean; for this reading alone
   * @param holdOut what is going to be held out, not to be learned from; null for nothing
   */
  public static LeafJson read(
      InputFiles files, String path, LeafSet set, @Nullable HoldOut holdOut) {
    InputFile whole = new InputFile(files, path);
    Optional<List<String>> names = InputFile.names(files, path);
    boolean hasTest = names.isPresent() && names.get().contains("test");
    if (holdOut != null && !hasTest) {
      set.checkHoldOut();
    }
    if (names.isEmpty()) {
      return new LeafJson(whole, List.of(whole), List.of(), set, holdOut);
    }
    if (names.get().contains("train")) {
      List<InputFile> test = hasTest ? jsonFiles(files, path + "/test") : List.of();
      return new LeafJson(whole, jsonFiles(files, path + "/train"), test, set, holdOut);
    }
    if (hasTest) {
      throw whole.refusal("expected a folder train beside test");
    }
    return new LeafJson(whole, jsonFiles(files, path), List.of(), set, holdOut);
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
  public Map<String, Object> legend() {
    return set.legend();
  }

  @Override
  public Stream<ClientExamples> open() {
    LeafPairs pairs =
        new LeafPairs(new LeafUsers(train, set), new LeafUsers(test, set), scan.testIds());
    return StreamSupport.stream(pairs, false).onClose(pairs::close).map(this::client);
  }

  private ClientExamples client(LeafPairs.Pair pair) {
    LeafSet.Labelled train = set.examples(pair.train());
    LeafUser testUser = pair.test();
    // A test part may be empty: its features have no width then.
    LeafSet.Labelled all =
        testUser == null || testUser.examples() == 0 ? train : train.append(set.examples(testUser));
    return new ClientExamples(
        pair.train().id(), null, all.features(), all.labels(), train.labels().length);
  }
}
