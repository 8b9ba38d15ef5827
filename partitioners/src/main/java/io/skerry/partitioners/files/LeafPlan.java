package io.skerry.partitioners.files;

import io.skerry.partitioners.files.LeafSampling.Draw;
import io.skerry.partitioners.files.LeafSampling.Split;
import io.skerry.partitioners.generated.PythonRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Which examples of LEAF files become whose: LEAF's scripts, on the counts alone. */
final class LeafPlan {
  private static final int[] NONE = {};

  /**
   * What a file holds.
   *
   * @param users in the order of its list users
   * @param sizes how many examples each has, in the order of its user_data
   */
  record Contents(List<String> users, Map<String, Integer> sizes) {
    int size(String user) {
      return sizes.getOrDefault(user, 0);
    }

    int total() {
      return sizes.values().stream().reduce(0, Math::addExact);
    }

    /** The examples of each user, which are numbered through the file. */
    Map<String, int[]> examples() {
      Map<String, int[]> examples = new HashMap<>();
      int from = 0;
      for (Map.Entry<String, Integer> user : sizes.entrySet()) {
        examples.put(user.getKey(), IntStream.range(from, from + user.getValue()).toArray());
        from += user.getValue();
      }
      return examples;
    }
  }

  /** A user and its examples, by their numbers in the file. */
  record Owner(String user, int[] train, int[] test) {}

  private LeafPlan() {}

  /**
   * The users of each file.
   *
   * @param gap how far test examples have to be from training ones, both in their order; -1 where
   *     the split is random
   */
  static List<List<Owner>> of(List<Contents> files, LeafSampling how, int gap) {
    List<List<Owner>> owners =
        how.draw() == null
            ? new ArrayList<>(files.stream().map(LeafPlan::all).toList())
            : drawn(files, how.draw());
    owners.replaceAll(
        file -> file.stream().filter(user -> user.train().length > how.moreThan()).toList());
    if (how.split() == null) {
      return owners;
    }
    return how.split().byUser() ? byUser(owners, how.split()) : bySample(owners, how.split(), gap);
  }

  private static List<Owner> all(Contents file) {
    Map<String, int[]> examples = file.examples();
    return file.users().stream()
        .map(user -> new Owner(user, examples.getOrDefault(user, NONE), NONE))
        .toList();
  }

  private static List<List<Owner>> drawn(List<Contents> files, Draw draw) {
    PythonRandom random = new PythonRandom(draw.seed());
    List<List<Owner>> owners = new ArrayList<>();
    int users = 0;
    for (Contents file : files) {
      int wanted = (int) (draw.fraction() * file.total());
      List<Owner> own =
          draw.iid()
              ? mixed(file, wanted, users(file, draw), users, random)
              : whole(file, wanted, random);
      owners.add(own);
      users += own.size();
    }
    return owners;
  }

  /** Python rounds halves to even. */
  private static int users(Contents file, Draw draw) {
    return Math.max(1, (int) Math.rint(draw.users() * file.users().size()));
  }

  /** Examples of all users alike, dealt in runs, the longer ones last. */
  private static List<Owner> mixed(
      Contents file, int wanted, int users, int firstName, PythonRandom random) {
    int[] drawn = random.sample(file.total(), wanted);
    List<Owner> owners = new ArrayList<>();
    int size = wanted / users;
    int small = users - wanted % users;
    int from = 0;
    for (int i = 0; i < users; i++) {
      int until = from + (i < small ? size : size + 1);
      owners.add(
          new Owner(String.valueOf(firstName + i), Arrays.copyOfRange(drawn, from, until), NONE));
      from = until;
    }
    return owners;
  }

  /** Whole users in random order; of the last one its first examples, in random order. */
  private static List<Owner> whole(Contents file, int wanted, PythonRandom random) {
    int[] order = IntStream.range(0, file.users().size()).toArray();
    random.shuffle(order);
    Map<String, int[]> examples = file.examples();
    List<Owner> owners = new ArrayList<>();
    for (int i = 0, missing = wanted; missing > 0 && i < order.length; i++) {
      String user = file.users().get(order[i]);
      int[] own = examples.getOrDefault(user, NONE);
      if (own.length > missing) {
        int[] first = own;
        own = Arrays.stream(random.sample(missing, missing)).map(j -> first[j]).toArray();
      }
      owners.add(new Owner(user, own, NONE));
      missing -= own.length;
    }
    return owners;
  }

  private static List<List<Owner>> byUser(List<List<Owner>> files, Split split) {
    int users = files.stream().mapToInt(List::size).sum();
    boolean[] train = new boolean[users];
    int drawn = (int) (split.trainFraction() * users);
    for (int user : new PythonRandom(split.seed()).sample(users, drawn)) {
      train[user] = true;
    }
    int[] next = {0};
    return files.stream()
        .map(
            file ->
                file.stream()
                    .map(u -> train[next[0]++] ? u : new Owner(u.user(), NONE, u.train()))
                    .toList())
        .toList();
  }

  private static List<List<Owner>> bySample(List<List<Owner>> files, Split split, int gap) {
    PythonRandom random = new PythonRandom(split.seed());
    return files.stream()
        .map(
            file ->
                file.stream()
                    .filter(user -> user.train().length >= 2)
                    .map(user -> split(user, split.trainFraction(), gap, random))
                    .filter(user -> user.test().length > 0)
                    .toList())
        .toList();
  }

  private static Owner split(Owner user, double fraction, int gap, PythonRandom random) {
    int size = user.train().length;
    int train = size == 2 ? 1 : Math.max(1, (int) (fraction * size));
    boolean[] isTrain = new boolean[size];
    boolean[] isTest = new boolean[size];
    if (gap >= 0) {
      Arrays.fill(isTrain, 0, train, true);
      Arrays.fill(isTest, Math.min(size, train + gap), size, true);
    } else {
      Arrays.fill(isTest, true);
      for (int i : random.sample(size, train)) {
        isTrain[i] = true;
        isTest[i] = false;
      }
    }
    return new Owner(user.user(), those(user.train(), isTrain), those(user.train(), isTest));
  }

  private static int[] those(int[] examples, boolean[] wanted) {
    return IntStream.range(0, wanted.length).filter(i -> wanted[i]).map(i -> examples[i]).toArray();
  }
}
