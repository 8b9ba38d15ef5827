package io.skerry.partitioners.files;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.DataSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a first pass over LEAF files finds, and the check of all that they hold. */
final class LeafScan {
  /** Labels from here on are not exact as float32. */
  private static final int LABEL_LIMIT = 1 << 24;

  private final Set<String> trainIds = new HashSet<>();
  private final Set<String> testIds = new HashSet<>();
  private int width;
  private boolean minusOne;
  private boolean otherThanOne;
  private int highest;

  LeafScan(InputFile path, List<InputFile> train, List<InputFile> test) {
    try (LeafUsers users = new LeafUsers(train)) {
      for (LeafUser user; (user = users.next()) != null; ) {
        if (user.y().length == 0) {
          throw refusal(user, "expected at least one example to train on, not none");
        }
        check(user);
        trainIds.add(user.id());
      }
    }
    try (LeafUsers users = new LeafUsers(test)) {
      for (LeafUser user; (user = users.next()) != null; ) {
        if (!trainIds.contains(user.id())) {
          throw refusal(user, "expected test users among the training users, not this one");
        }
        check(user);
        testIds.add(user.id());
      }
    }
    if (trainIds.isEmpty()) {
      throw path.refusal("expected at least one user, not none");
    }
    if (minusOne && otherThanOne) {
      throw path.refusal("expected labels -1 and 1, or whole numbers from 0, not a mixture");
    }
  }

  DataSpec data() {
    return new DataSpec(List.of(width), Math.max(2, highest + 1));
  }

  /** Whether the labels are -1 and 1 instead of 0 and 1. */
  boolean signed() {
    return minusOne;
  }

  Set<String> testIds() {
    return testIds;
  }

  private void check(LeafUser user) {
    if (user.y().length == 0) {
      return;
    }
    int own = user.x().length / user.y().length;
    if (width != 0 && own != width) {
      throw refusal(user, "expected " + width + " features as in the users before, not " + own);
    }
    width = own;
    for (float label : user.y()) {
      if (!(label == (int) label && label >= -1 && label < LABEL_LIMIT)) {
        throw refusal(
            user, "expected labels -1 and 1, or whole numbers from 0, not label " + label);
      }
      minusOne |= label == -1;
      otherThanOne |= label == 0 || label > 1;
      highest = Math.max(highest, (int) label);
    }
  }

  private static InvalidInputException refusal(LeafUser user, String sentence) {
    return user.file().refusal("user " + user.id() + ": " + sentence);
  }
}
