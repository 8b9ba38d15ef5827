package io.skerry.core.round;

import io.skerry.core.schedule.RoundPlan;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Control variates in memory, for tests. */
public final class MemoryControls implements ClientControls {
  private final Map<Long, float[]> clients = new HashMap<>();

  /** Of all clients that took part. */
  public Map<Long, float[]> all() {
    return clients;
  }

  @Override
  public Reader before(RoundPlan plan) {
    HashMap<Long, float[]> cohort = new HashMap<>();
    for (long ordinal : plan.cohort()) {
      if (clients.containsKey(ordinal)) {
        cohort.put(ordinal, clients.get(ordinal));
      }
    }
    return new Copy(cohort);
  }

  @Override
  public void put(int round, ControlRows changed) {
    for (int row : changed.inOrder()) {
      clients.put(changed.ordinal(row), changed.values(row));
    }
  }

  private record Copy(HashMap<Long, float[]> cohort) implements Reader {
    @Override
    public float @Nullable [] read(long ordinal) {
      return cohort.get(ordinal);
    }
  }
}
