package io.skerry.partitioners.files;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Training users in their order, each with its test part. LEAF writes both parts in one order; test
 * users that come before their turn wait in memory.
 */
final class LeafPairs extends Spliterators.AbstractSpliterator<LeafPairs.Pair>
    implements AutoCloseable {
  private final LeafStream train;
  private final LeafStream test;
  private final Set<String> testIds;
  private final Map<String, LeafUser> waiting = new HashMap<>();

  /** One user's two parts. */
  record Pair(LeafUser train, @Nullable LeafUser test) {}

  LeafPairs(LeafStream train, LeafStream test, Set<String> testIds) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    this.train = train;
    this.test = test;
    this.testIds = testIds;
  }

  @Override
  public boolean tryAdvance(Consumer<? super Pair> action) {
    LeafUser user = train.next();
    if (user == null) {
      return false;
    }
    action.accept(new Pair(user, testIds.contains(user.id()) ? testOf(user.id()) : null));
    return true;
  }

  private @Nullable LeafUser testOf(String id) {
    while (!waiting.containsKey(id)) {
      LeafUser user = test.next();
      if (user == null) {
        return null;
      }
      waiting.put(user.id(), user);
    }
    return waiting.remove(id);
  }

  @Override
  public void close() {
    train.close();
    test.close();
  }
}
