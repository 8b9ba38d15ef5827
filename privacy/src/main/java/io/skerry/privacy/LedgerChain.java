package io.skerry.privacy;

import io.skerry.core.model.ModelDigest;
import io.skerry.core.pipeline.RoundEvent;
import io.skerry.core.round.RoundReport;
import io.skerry.core.schedule.RoundPlan;
import io.skerry.privacy.accounting.PrivacyEventText;
import java.util.ArrayList;
import java.util.List;

/** Appends rows to a ledger, each bound to the one before by its digest. */
public final class LedgerChain {
  private final String configSha256;
  private final String version;
  private String head;

  /**
   * A chain that goes on.
   *
   * @param configSha256 digest of all of the config that decides the result
   * @param version of the program that runs
   * @param head digest of the last row; {@link LedgerEntry#START} where there is none
   */
  public LedgerChain(String configSha256, String version, String head) {
    this.configSha256 = configSha256;
    this.version = version;
    this.head = head;
  }

  /** The rows of the next round; none where it was not private. */
  public List<LedgerEntry> append(RoundReport report) {
    List<LedgerEntry> entries = new ArrayList<>();
    Double epsilon = report.metrics().epsilon();
    if (epsilon != null) {
      String model = ModelDigest.sha256(report.state().parameters());
      for (RoundEvent event : report.events()) {
        PricedEvent.of(event)
            .ifPresent(priced -> entries.add(append(report.plan(), priced, epsilon, model)));
      }
    }
    return entries;
  }

  /** The next row. */
  LedgerEntry append(RoundPlan plan, PricedEvent ran, double epsilon, String modelSha256) {
    LedgerEntry entry =
        new LedgerEntry(
                LedgerRow.of(plan.round(), ran, epsilon),
                PrivacyEventText.of(ran.event()),
                PrivacyNames.of(ran.placement()),
                plan.cohortSize(),
                LedgerEntry.digest(plan.cohort()),
                modelSha256,
                configSha256,
                version,
                head,
                "")
            .sealed();
    head = entry.sha256();
    return entry;
  }
}
