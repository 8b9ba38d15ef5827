package io.skerry.jobs.results;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a run stands. */
public enum RunStatus {
  RUNNING,
  /** All rounds are done. */
  FINISHED,
  /** It ended early because another round would have exceeded the privacy budget. */
  BUDGET_SPENT,
  FAILED,
  CANCELLED;

  /** The name in run.json. */
  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
