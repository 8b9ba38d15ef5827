package io.skerry.privacy.accounting;

import io.skerry.privacy.accounting.PrivacyEvent.Composed;
import io.skerry.privacy.accounting.PrivacyEvent.SelfComposed;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often each event ran, compositions taken apart. */
final class EventCounts {
  private EventCounts() {}

  /** {@code counts} after {@code event} ran {@code count} more times. */
  static Map<PrivacyEvent, Long> plus(
      Map<PrivacyEvent, Long> counts, PrivacyEvent event, long count) {
    Map<PrivacyEvent, Long> next = new LinkedHashMap<>(counts);
    add(next, new SelfComposed(event, count), 1);
    return next;
  }

  private static void add(Map<PrivacyEvent, Long> counts, PrivacyEvent event, long count) {
    if (event instanceof Composed composed) {
      composed.events().forEach(e -> add(counts, e, count));
    } else if (event instanceof SelfComposed repeated) {
      add(counts, repeated.event(), Math.multiplyExact(count, repeated.count()));
    } else if (count > 0) {
      counts.merge(event, count, Math::addExact);
    }
  }
}
