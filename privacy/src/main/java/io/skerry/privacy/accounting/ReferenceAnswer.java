package io.skerry.privacy.accounting;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What we make of a {@link ReferenceRecord}.
 *
 * @param curve whether the record asks for one value per order
 * @param values one value, or one per order; none where unsupported
 */
public record ReferenceAnswer(String id, boolean curve, List<Double> values, Verdict verdict) {

  /** How our values compare with what the record says. */
  public enum Verdict {
    OK,
    OUTSIDE,
    /** Nothing that we price. */
    UNSUPPORTED,
    /** Priced, but the record says no expected value, or not how to compare with it. */
    UNCHECKED
  }

  public ReferenceAnswer {
    values = List.copyOf(values);
  }

  /** The fields to print, in order: id, value or values, verdict in lower case. */
  public Map<String, @Nullable Object> fields() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("id", id);
    if (verdict == Verdict.UNSUPPORTED) {
      fields.put("value", null);
    } else if (curve) {
      fields.put("values", values);
    } else {
      fields.put("value", values.get(0));
    }
    fields.put("verdict", verdict.name().toLowerCase(Locale.ROOT));
    return fields;
  }
}
