package io.skerry.jobs;

import io.skerry.core.InvalidInputException;
import io.skerry.jobs.config.Experiment;
import io.skerry.jobs.results.Cohorts;
import io.skerry.jobs.results.LedgerFiles;
import io.skerry.jobs.results.Outcome;
import io.skerry.jobs.results.RunDirectory;
import io.skerry.jobs.results.RunJson;
import io.skerry.privacy.LedgerAudit;
import io.skerry.privacy.LedgerEntry;
import io.skerry.privacy.PrivacyNames;
import io.skerry.privacy.PrivacyTerms;
import io.skerry.privacy.accounting.AccountantKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run's ledger comes to, its files, chain, cohorts and price checked.
 *
 * @param rows of the ledger
 * @param head digest of the last row, which stands for all of them
 * @param epsilon of all rows, computed from their events
 * @param meaning without which epsilon says nothing: its unit, relation, accountant, assumption
 */
record Audit(int rows, String head, double epsilon, String meaning) {

  /**
   * Audits a run.
   *
   * @throws InvalidInputException naming the first thing that is not as it was written
   */
  static Audit of(RunDirectory run) {
    RunJson json = run.read();
    Double delta = json.provenance().delta();
    PrivacyTerms terms = json.provenance().privacy();
    if (delta == null || terms == null) {
      throw new InvalidInputException(run + " was not private: it has no ledger to audit");
    }
    List<LedgerEntry> entries = new LedgerFiles(run).read(Integer.MAX_VALUE);
    Cohorts cohorts = Cohorts.read(run);
    AccountantKind accountant = PrivacyNames.ACCOUNTANTS.get(terms.accountant());
    if (accountant == null) {
      throw new InvalidInputException(
          "run.json: privacy.accountant is "
              + terms.accountant()
              + ", expected one of "
              + PrivacyNames.ACCOUNTANTS.keySet());
    }
    LedgerAudit ledger =
        new LedgerAudit(Experiment.digestOf(json.provenance().config()), delta, accountant);
    for (LedgerEntry entry : entries) {
      ledger.next(entry, cohorts.of(entry.row().round()));
    }
    double epsilon = ledger.epsilon();
    Outcome outcome = json.outcome();
    if (outcome.finished() != null) {
      LedgerEntry last = entries.get(entries.size() - 1);
      expect("rounds", outcome.rounds(), last.row().round());
      expect("epsilon", outcome.epsilon(), epsilon);
      expect("model_sha256", outcome.modelSha256(), last.modelSha256());
    }
    return new Audit(entries.size(), ledger.head(), epsilon, Summary.meaning(terms, delta));
  }

  private static void expect(String key, @Nullable Object stated, Object found) {
    if (!found.equals(stated)) {
      throw new InvalidInputException(
          "run.json: " + key + " is " + stated + ", the ledger says " + found);
    }
  }
}
