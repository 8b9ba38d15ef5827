package io.skerry.privacy;

import io.skerry.core.pipeline.Ledger;
import io.skerry.privacy.accounting.AccountantKind;
import io.skerry.privacy.accounting.NeighbouringRelation;
import io.skerry.privacy.accounting.PrivacyEvent.SelfComposed;
import java.util.List;

/** What a run's epsilon is of: all that its ledger and whoever prints an epsilon need. */
public interface PrivacyGuarantee {

  /** The ledger of a run that has not begun. */
  Ledger ledger();

  /** Delta at which epsilon is stated. */
  double delta();

  /** z, as given or as calibrated to the target. */
  double noiseMultiplier();

  /** Whether epsilon is that of cohorts which are not simulated. */
  boolean hypothetical();

  /** The relation of every price. */
  NeighbouringRelation relation();

  /** By which the run is priced. */
  AccountantKind accountant();

  /** What all planned rounds release; where clients pay each for themselves, to the busiest. */
  SelfComposed plannedRounds();

  /** Without which no epsilon of this run may be shown. */
  PrivacyTerms terms();

  /** What is allowed and yet probably not meant, one sentence each. */
  List<String> warnings();

  /**
   * What an epsilon of this run means, in sentences.
   *
   * @param epsilon of the ledger or of the plan
   */
  List<String> statement(double epsilon);
}
