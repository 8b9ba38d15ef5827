package io.skerry.partitioners.files;

import io.skerry.core.data.DataSpec;
import io.skerry.core.data.HoldOut;
import io.skerry.partitioners.ClientExamples;
import io.skerry.partitioners.ClientSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Data in LEAF's JSON format (Caldas et al. 2018): each user is a client. The path is one file, a
 * folder of .json or .json.gz files, or a folder with such folders train and, if there is a test
 * part, test. Files are read in the order of their names, users in the order of their user_data.
 *
 * <p>Test users are all among the training users, or none of them is: then their examples are a
 * test part without clients. Users without training examples are refused. The files are checked
 * whole before the first client is handed out, and read again for each stream.
 */
public final class LeafJson implements ClientSource {
  private final Supplier<LeafStream> train;
  private final Supplier<LeafStream> test;
  private final boolean hasTest;
  private final LeafSet set;
  private final LeafScan scan;

  private LeafJson(
      InputFile path,
      Supplier<LeafStream> train,
      Supplier<LeafStream> test,
      boolean hasTest,
      LeafSet set,
      @Nullable HoldOut holdOut) {
    this.train = train;
    this.test = test;
    this.hasTest = hasTest;
    this.set = set;
    this.scan = new LeafScan(path, train, test, set, holdOut);
  }

  /** Finds and checks files of lists of numbers. */
  public static LeafJson read(InputFiles files, String path) {
    return read(files, path, LeafSet.numbers(List.of()), LeafSampling.NONE, null);
  }

  /**
   * Finds and checks the files under a path.
   *
   * @param set what x and y mean; for this reading alone
   * @param sampling what is made of the files
   * @param holdOut what is going to be held out, not to be learned from; null for nothing
   */
  public static LeafJson read(
      InputFiles files,
      String path,
      LeafSet set,
      LeafSampling sampling,
      @Nullable HoldOut holdOut) {
    InputFile whole = new InputFile(files, path);
    List<String> names = InputFile.names(files, path).orElse(List.of());
    boolean hasTest = names.contains("test");
    if (holdOut != null && !hasTest) {
      set.checkHoldOut();
    }
    if (hasTest && !names.contains("train")) {
      throw whole.refusal("expected a folder train beside test");
    }
    if (hasTest && !sampling.equals(LeafSampling.NONE)) {
      throw whole.refusal("expected no folder test: data.sample, min-samples and split make one");
    }
    List<InputFile> train =
        names.isEmpty()
            ? List.of(whole)
            : jsonFiles(files, names.contains("train") ? path + "/train" : path);
    if (!sampling.equals(LeafSampling.NONE)) {
      return drawn(whole, train, set, sampling, holdOut);
    }
    List<InputFile> test = hasTest ? jsonFiles(files, path + "/test") : List.of();
    return new LeafJson(
        whole,
        () -> new LeafUsers(train, set),
        () -> new LeafUsers(test, set),
        hasTest,
        set,
        holdOut);
  }

  private static LeafJson drawn(
      InputFile path,
      List<InputFile> files,
      LeafSet set,
      LeafSampling sampling,
      @Nullable HoldOut holdOut) {
    List<List<LeafPlan.Owner>> plan =
        LeafPlan.of(LeafDrawn.contents(files, set), sampling, set.gap());
    return new LeafJson(
        path,
        () -> new LeafDrawn(files, set, plan, false),
        () -> new LeafDrawn(files, set, plan, true),
        sampling.split() != null,
        set,
        holdOut);
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
    return hasTest && !scan.byUser();
  }

  @Override
  public @Nullable String clusterColumn() {
    return null;
  }

  @Override
  public Map<String, Object> legend() {
    return set.legend();
  }

  /** The examples of test users that do not train, each user's together; empty where all do. */
  public Optional<ClientSource> centralTest() {
    return scan.byUser() ? Optional.of(new TestUsers()) : Optional.empty();
  }

  private final class TestUsers implements ClientSource {
    @Override
    public DataSpec data() {
      return scan.data();
    }

    @Override
    public boolean heldOut() {
      return false;
    }

    @Override
    public @Nullable String clusterColumn() {
      return null;
    }

    @Override
    public Stream<ClientExamples> open() {
      LeafStream users = test.get();
      return Stream.generate(users::next)
          .takeWhile(Objects::nonNull)
          .onClose(users::close)
          .filter(user -> user.examples() > 0)
          .map(user -> client(new LeafPairs.Pair(user, null)));
    }
  }

  @Override
  public Stream<ClientExamples> open() {
    LeafPairs pairs = new LeafPairs(train.get(), test.get(), scan.testIds());
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
