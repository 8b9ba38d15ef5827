package io.skerry.privacy;

import io.skerry.core.InvalidInputException;
import io.skerry.privacy.accounting.Accountant;
import io.skerry.privacy.accounting.AccountantKind;
import io.skerry.privacy.accounting.NeighbouringRelation;
import io.skerry.privacy.accounting.PrivacyEvent;
import io.skerry.privacy.accounting.PrivacyEvent.MatrixFactorization;
import io.skerry.privacy.accounting.PrivacyEvent.SelfComposed;
import io.skerry.privacy.accounting.PrivacyEvent.TreeAggregation;
import io.skerry.privacy.accounting.PrivacyEventText;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a ledger row by row: follows its chain, and adds up anew what the rows say that ran.
 */
public final class LedgerAudit {
  private final String configSha256;
  private final double delta;
  private final AccountantKind accountant;
  private String head = LedgerEntry.START;
  private int rows;
  private int round;
  private @Nullable LedgerEntry last;
  private @Nullable Accountant nothing;
  private @Nullable Accountant rounds;
  private @Nullable PrivacyEvent paid;
  private Participation cycle = Participation.NONE;
  private int cycleRounds;
  private final Turns turns = new Turns();
  private final Map<PrivacyEvent, Participation> local = new LinkedHashMap<>();

  /**
   * An audit that has seen no row.
   *
   * @param configSha256 digest of the config that the run claims
   * @param delta at which its epsilon is stated
   * @param accountant by which it is priced
   */
  public LedgerAudit(String configSha256, double delta, AccountantKind accountant) {
    this.configSha256 = configSha256;
    this.delta = delta;
    this.accountant = accountant;
  }

  /**
   * Checks the next row.
   *
   * @param cohort ordinals, ascending, of the clients that the run says took part in its round
   * @throws InvalidInputException where the row does not continue the chain, or is not about this
   *     cohort and config
   */
  public void next(LedgerEntry entry, long[] cohort) {
    if (!entry.previousSha256().equals(head)) {
      throw refusal(entry, "does not follow the row before it: rows were changed, moved or lost");
    }
    if (!entry.sha256().equals(entry.digest())) {
      throw refusal(entry, "is not what its digest was made of: it was changed");
    }
    if (entry.row().round() < round || entry.row().round() > round + 1) {
      throw refusal(entry, "follows one of round " + round + ": rounds are missing");
    }
    if (!entry.configSha256().equals(configSha256)) {
      throw refusal(entry, "belongs to another config, " + entry.configSha256());
    }
    if (cohort.length != entry.clients()
        || !LedgerEntry.digest(cohort).equals(entry.cohortSha256())) {
      throw refusal(entry, "is about another cohort than the run's tables");
    }
    charge(entry, cohort);
    head = entry.sha256();
    round = entry.row().round();
    last = entry;
    rows++;
  }

  private void charge(LedgerEntry entry, long[] cohort) {
    PrivacyEvent event = PrivacyEventText.parse(entry.priced());
    NeighbouringRelation relation = PrivacyNames.RELATIONS.get(entry.row().relation());
    if (relation == null || (nothing != null && nothing.relation() != relation)) {
      throw refusal(entry, "has the relation " + entry.row().relation());
    }
    nothing = accountant.nothing(relation);
    if (PrivacyNames.PLACEMENTS.get(entry.placement()) == Placement.LOCAL) {
      local.merge(event, Participation.NONE.plus(cohort), (before, once) -> before.plus(cohort));
      return;
    }
    if (event instanceof SelfComposed unpaid && unpaid.count() == 0) {
      follow(entry, unpaid.event(), cohort);
    } else {
      paid = event;
      cycle = Participation.NONE.plus(cohort);
      cycleRounds = 1;
    }
    if (paid instanceof MatrixFactorization matrix) {
      requireTurn(entry, matrix);
    }
    rounds = (rounds == null ? nothing : rounds).plus(event);
  }

  /** A round at no price is in the cycle of one that paid, and no client is twice in a cycle. */
  private void follow(LedgerEntry entry, PrivacyEvent event, long[] cohort) {
    cycleRounds++;
    if (!event.equals(paid)
        || (event instanceof TreeAggregation tree && cycleRounds > tree.steps())) {
      throw refusal(entry, "costs nothing, and no round before it paid for it");
    }
    if (cycle.mostAfter(cohort) > 1) {
      throw refusal(entry, "costs nothing, and a client takes part that was in its cycle before");
    }
    cycle = cycle.plus(cohort);
  }

  /** Columns of the matrix add up as priced where a client's rounds are at least a band apart. */
  private void requireTurn(LedgerEntry entry, MatrixFactorization matrix) {
    if (!turns.next(cycleRounds == 1, entry.cohortSha256())) {
      throw refusal(entry, "is of a cohort whose turn it was not");
    }
    if (turns.again() && BandedNoise.columnNorm(turns.rounds()) < matrix.sensitivity()) {
      throw refusal(entry, "is of a matrix with more bands than the cycle before it has rounds");
    }
  }

  /**
   * Epsilon of all rows, computed from their events alone.
   *
   * @throws InvalidInputException where the ledger states another
   */
  public double epsilon() {
    if (last == null
        || nothing == null
        || local.size() > 1
        || (rounds != null && !local.isEmpty())) {
      throw new InvalidInputException(
          "the ledger's events have no common price, expected one mechanism from round 1 on");
    }
    Accountant spent = rounds;
    for (Map.Entry<PrivacyEvent, Participation> paid : local.entrySet()) {
      spent = nothing.plus(paid.getKey(), paid.getValue().most());
    }
    double epsilon = spent == null ? 0 : spent.epsilon(delta);
    if (epsilon != last.row().epsilon()) {
      throw refusal(
          last,
          "states epsilon "
              + last.row().epsilon()
              + ", its events cost "
              + epsilon
              + " at delta "
              + delta);
    }
    return epsilon;
  }

  /** Digest of the last row, which stands for all of them. */
  public String head() {
    return head;
  }

  private InvalidInputException refusal(LedgerEntry entry, String what) {
    return new InvalidInputException(
        "ledger: row " + (rows + 1) + " (round " + entry.row().round() + ") " + what);
  }
}
