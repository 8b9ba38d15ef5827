package io.skerry.partitioners.files;

import io.skerry.core.data.DataSpec;
import io.skerry.core.data.HoldOut;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a first pass over LEAF files finds, and the check of all that they hold. */
final class LeafScan {
  private static final int[] NONE = {};

  private final Set<String> trainIds = new HashSet<>();
  private final Set<String> testIds = new HashSet<>();
  private final boolean byUser;
  private final DataSpec data;

  /**
   * @param holdOut which training examples are not to be learned from
   */
  LeafScan(
      InputFile path,
      Supplier<LeafStream> train,
      Supplier<LeafStream> test,
      LeafSet set,
      @Nullable HoldOut holdOut) {
    try (LeafStream users = train.get()) {
      for (LeafUser user; (user = users.next()) != null; ) {
        if (user.examples() == 0) {
          throw user.refusal("expected at least one example to train on, not none");
        }
        set.scan(user, learnable(set, user, holdOut));
        trainIds.add(user.id());
      }
    }
    boolean others = false;
    try (LeafStream users = test.get()) {
      for (LeafUser user; (user = users.next()) != null; ) {
        boolean other = !trainIds.contains(user.id());
        if (!testIds.isEmpty() && other != others) {
          throw user.refusal(
              "expected either all test users among the training users, or none of them");
        }
        others = other;
        set.scan(user, NONE);
        testIds.add(user.id());
      }
    }
    this.byUser = others;
    if (trainIds.isEmpty()) {
      throw path.refusal("expected at least one user, not none");
    }
    this.data = set.data(path);
  }

  private int[] learnable(LeafSet set, LeafUser user, @Nullable HoldOut holdOut) {
    if (!set.learns()) {
      return NONE;
    }
    return holdOut == null
        ? IntStream.range(0, user.examples()).toArray()
        : holdOut.split(trainIds.size(), user.examples()).train();
  }

  /** Whether users are for testing as a whole. */
  boolean byUser() {
    return byUser;
  }

  DataSpec data() {
    return data;
  }

  Set<String> testIds() {
    return testIds;
  }
}
