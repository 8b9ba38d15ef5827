package io.skerry.privacy.accounting;

import io.skerry.privacy.accounting.ReferenceAnswer.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One bound of a reference record's {@code suggested_check}: our values are at least, or at most,
 * factor times those in the record's field.
 */
record ReferenceBound(String field, double factor, boolean isLower) {
  private static final Pattern BETWEEN =
      Pattern.compile("(\\w+)\\*\\(1([+-][\\d.e-]+)\\) and (\\w+)\\*\\(1([+-][\\d.e-]+)\\)");
  private static final Set<String> KINDS =
      Set.of("rel", "rel_to_exact_values", "upper_rel", "lower_rel");

  /** Unchecked where a bound is of a kind that we do not know, or its field is not there. */
  static Verdict verdict(ReferenceFields record, double[] values) {
    List<ReferenceBound> bounds =
        record.has("suggested_check")
            ? bounds(record, record.object("suggested_check"))
            : List.of();
    if (bounds.isEmpty() || !bounds.stream().allMatch(bound -> record.has(bound.field))) {
      return Verdict.UNCHECKED;
    }
    boolean ok = bounds.stream().allMatch(bound -> bound.holds(record, values));
    return ok ? Verdict.OK : Verdict.OUTSIDE;
  }

  private static List<ReferenceBound> bounds(ReferenceFields record, ReferenceFields check) {
    String value = record.has("values") ? "values" : "value";
    List<ReferenceBound> bounds = new ArrayList<>();
    for (Map.Entry<?, ?> entry : check.map().entrySet()) {
      String kind = String.valueOf(entry.getKey());
      Matcher between = BETWEEN.matcher(String.valueOf(entry.getValue()));
      if (kind.equals("between") && between.matches()) {
        bounds.add(new ReferenceBound(between.group(1), relative(between.group(2)), true));
        bounds.add(new ReferenceBound(between.group(3), relative(between.group(4)), false));
      } else if (KINDS.contains(kind) && entry.getValue() instanceof Number number) {
        String field = kind.equals("rel_to_exact_values") ? "exact_values" : value;
        if (!kind.equals("upper_rel")) {
          bounds.add(new ReferenceBound(field, 1 - number.doubleValue(), true));
        }
        if (!kind.equals("lower_rel")) {
          bounds.add(new ReferenceBound(field, 1 + number.doubleValue(), false));
        }
      } else {
        return List.of();
      }
    }
    return bounds;
  }

  private static double relative(String signed) {
    return 1 + Double.parseDouble(signed);
  }

  private boolean holds(ReferenceFields record, double[] values) {
    double[] expected = record.numbers(field);
    boolean holds = expected.length == values.length;
    for (int i = 0; holds && i < values.length; i++) {
      double bound = expected[i] * factor;
      holds = isLower ? bound <= values[i] : values[i] <= bound;
    }
    return holds;
  }
}
