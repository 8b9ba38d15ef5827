package io.skerry.partitioners.files;

import io.skerry.partitioners.files.LeafPlan.Owner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The users of a plan, one part of each, in the order in which they are complete. What of a file is
 * drawn for users that are not waits in memory.
 */
final class LeafDrawn implements LeafStream {
  private final List<InputFile> files;
  private final LeafSet set;
  private final List<List<Owner>> plan;
  private final boolean test;
  private final Queue<LeafUser> complete = new ArrayDeque<>();
  private @Nullable LeafFile current;
  private int opened;

  /** Users of the current file. */
  private List<Drawn> drawn = List.of();

  /** For each example of the current file its user among these, or -1, and its place there. */
  private int[] owners = {};

  private int[] places = {};
  private int example;

  LeafDrawn(List<InputFile> files, LeafSet set, List<List<Owner>> plan, boolean test) {
    this.files = files;
    this.set = set;
    this.plan = plan;
    this.test = test;
  }

  /** Reads what files hold, for a plan. */
  static List<LeafPlan.Contents> contents(List<InputFile> files, LeafSet set) {
    List<LeafPlan.Contents> contents = new ArrayList<>();
    for (InputFile file : files) {
      try (LeafFile users = new LeafFile(file, set)) {
        while (users.next() != null) {
          continue;
        }
        contents.add(users.contents());
      }
    }
    return contents;
  }

  @Override
  public @Nullable LeafUser next() {
    while (complete.isEmpty()) {
      LeafUser source = current == null ? null : current.next();
      if (source != null) {
        deal(source);
        continue;
      }
      close();
      if (opened == files.size()) {
        return null;
      }
      open(files.get(opened), plan.get(opened));
      opened++;
    }
    return complete.remove();
  }

  private void open(InputFile file, List<Owner> users) {
    current = new LeafFile(file, set);
    example = 0;
    int last = -1;
    for (Owner user : users) {
      for (int each : part(user)) {
        last = Math.max(last, each);
      }
    }
    owners = new int[last + 1];
    places = new int[last + 1];
    Arrays.fill(owners, -1);
    drawn = new ArrayList<>();
    for (Owner user : users) {
      int[] own = part(user);
      for (int i = 0; i < own.length; i++) {
        owners[own[i]] = drawn.size();
        places[own[i]] = i;
      }
      drawn.add(new Drawn(new LeafPlace(file, user.user()), own.length));
    }
  }

  private int[] part(Owner user) {
    return test ? user.test() : user.train();
  }

  private void deal(LeafUser source) {
    for (int row = 0; row < source.examples(); row++, example++) {
      int owner = example < owners.length ? owners[example] : -1;
      if (owner >= 0 && drawn.get(owner).put(places[example], source, row)) {
        complete.add(drawn.get(owner).user());
      }
    }
  }

  @Override
  public void close() {
    if (current != null) {
      current.close();
      current = null;
    }
  }

  /** One user while its examples arrive. */
  private static final class Drawn {
    private final LeafPlace place;
    private LeafUser[] sources;
    private final int[] rows;
    private int missing;

    Drawn(LeafPlace place, int size) {
      this.place = place;
      this.sources = new LeafUser[size];
      this.rows = new int[size];
      this.missing = size;
    }

    /** Takes an example; true if it is the last. */
    boolean put(int at, LeafUser source, int row) {
      sources[at] = source;
      rows[at] = row;
      return --missing == 0;
    }

    /** The user, which no longer keeps what it was made from. */
    LeafUser user() {
      LeafRows x = sources[0].x().none();
      LeafRows y = sources[0].y().none();
      for (int i = 0; i < rows.length; i++) {
        if (!x.append(sources[i].x(), rows[i]) || !y.append(sources[i].y(), rows[i])) {
          throw place.refusal("expected fewer examples, all of one size, not " + rows.length);
        }
      }
      sources = new LeafUser[0];
      return new LeafUser(place, x, y);
    }
  }
}
