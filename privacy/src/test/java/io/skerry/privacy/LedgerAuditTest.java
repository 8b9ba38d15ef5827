package io.skerry.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skerry.core.InvalidInputException;
import io.skerry.core.pipeline.Ledger;
import io.skerry.core.pipeline.RoundEvent;
import io.skerry.core.schedule.RoundPlan;
import io.skerry.core.schedule.Sampling;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.RingSum;
import io.skerry.privacy.accounting.AccountantKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class LedgerAuditTest {
  private static final Schedule SCHEDULE = Settings.schedule(Sampling.POISSON, 5, 100);
  private static final int ROUNDS = 12;

  @ParameterizedTest
  @EnumSource
  void audit_ofAnyPlacement_recomputesTheLedgersEpsilon(Placement placement) {
    CentralPrivacy privacy = Settings.privacy(Settings.of(placement), SCHEDULE, ROUNDS);
    List<LedgerEntry> entries = entries(privacy, LedgerEntry.START, 1, ROUNDS);
    LedgerAudit audit = audit(entries);
    assertEquals(entries.get(ROUNDS - 1).sha256(), audit.head());
    assertEquals(privacy.plannedEpsilon(), audit.epsilon());
  }

  @ParameterizedTest
  @EnumSource(names = {"CENTRAL", "LOCAL"})
  void audit_ofLaplaceNoise_recomputesTheLedgersEpsilon(Placement placement) {
    CentralPrivacy privacy =
        Settings.privacy(Settings.laplace(placement, 0.5, null, 1), SCHEDULE, ROUNDS);
    List<LedgerEntry> entries = entries(privacy, LedgerEntry.START, 1, ROUNDS);
    assertEquals(privacy.plannedEpsilon(), audit(entries, AccountantKind.PLD).epsilon());
  }

  @Test
  void audit_byTheAccountantOfTheRun_recomputesItsEpsilonAndByAnotherNot() {
    CentralPrivacy privacy =
        Settings.privacy(Settings.of(Placement.CENTRAL, AccountantKind.PLD), SCHEDULE, ROUNDS);
    List<LedgerEntry> entries = entries(privacy, LedgerEntry.START, 1, ROUNDS);
    assertEquals(privacy.plannedEpsilon(), audit(entries, AccountantKind.PLD).epsilon());
    assertThrows(InvalidInputException.class, () -> audit(entries, AccountantKind.RDP));
  }

  @Test
  void chain_thatGoesOnFromItsHead_isTheSameChain() {
    CentralPrivacy privacy = Settings.privacy(Settings.of(Placement.CENTRAL), SCHEDULE, ROUNDS);
    List<LedgerEntry> whole = entries(privacy, LedgerEntry.START, 1, ROUNDS);
    List<LedgerEntry> resumed = new ArrayList<>(whole.subList(0, 5));
    resumed.addAll(entries(privacy, whole.get(4).sha256(), 6, ROUNDS));
    assertEquals(
        whole.stream().map(LedgerEntry::cohortSha256).toList(),
        resumed.stream().map(LedgerEntry::cohortSha256).toList());
    assertEquals(whole.get(ROUNDS - 1).sha256(), audit(resumed).head());
  }

  /** Every field of a row with one character or one bit changed. */
  static Stream<LedgerEntry> changes() {
    LedgerEntry e = entries(central(), LedgerEntry.START, 1, ROUNDS).get(4);
    LedgerRow row = e.row();
    return Stream.of(
            texts(row.event())
                .map(
                    t ->
                        with(
                            e,
                            new LedgerRow(
                                row.round(),
                                t,
                                row.relation(),
                                row.noiseMultiplier(),
                                row.samplingRate(),
                                row.epsilon()))),
            texts(row.relation())
                .map(
                    t ->
                        with(
                            e,
                            new LedgerRow(
                                row.round(),
                                row.event(),
                                t,
                                row.noiseMultiplier(),
                                row.samplingRate(),
                                row.epsilon()))),
            Stream.of(
                with(e, numbers(row, 1, 0, 0, 0)),
                with(e, numbers(row, 0, 1, 0, 0)),
                with(e, numbers(row, 0, 0, 1, 0)),
                with(e, numbers(row, 0, 0, 0, 1))),
            texts(e.priced()).map(t -> with(e, t, e.placement(), e.clients(), e.cohortSha256())),
            texts(e.placement()).map(t -> with(e, e.priced(), t, e.clients(), e.cohortSha256())),
            Stream.of(with(e, e.priced(), e.placement(), e.clients() + 1, e.cohortSha256())),
            texts(e.cohortSha256()).map(t -> with(e, e.priced(), e.placement(), e.clients(), t)),
            texts(e.modelSha256()).map(t -> digests(e, t, e.configSha256(), e.version())),
            texts(e.configSha256()).map(t -> digests(e, e.modelSha256(), t, e.version())),
            texts(e.version()).map(t -> digests(e, e.modelSha256(), e.configSha256(), t)),
            texts(e.previousSha256()).map(t -> links(e, t, e.sha256())),
            texts(e.sha256()).map(t -> links(e, e.previousSha256(), t)))
        .flatMap(entry -> entry);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void audit_ofAChangedRow_isRefused(LedgerEntry changed) {
    List<LedgerEntry> entries = entries(central(), LedgerEntry.START, 1, ROUNDS);
    entries.set(4, changed);
    assertThrows(InvalidInputException.class, () -> audit(entries));
  }

  @Test
  void audit_ofAChangedRowWithANewDigest_isRefusedAtTheNext() {
    List<LedgerEntry> entries = entries(central(), LedgerEntry.START, 1, ROUNDS);
    LedgerEntry e = entries.get(4);
    entries.set(4, digests(e, "0".repeat(64), e.configSha256(), e.version()).sealed());
    InvalidInputException refusal = assertThrows(InvalidInputException.class, () -> audit(entries));
    assertEquals(
        "ledger: row 6 (round 6) does not follow the row before it: rows were changed, moved or"
            + " lost",
        refusal.getMessage());
  }

  @Test
  void audit_ofMovedOrMissingRows_isRefused() {
    List<LedgerEntry> missing = entries(central(), LedgerEntry.START, 1, ROUNDS);
    missing.remove(3);
    assertThrows(InvalidInputException.class, () -> audit(missing));
    List<LedgerEntry> moved = entries(central(), LedgerEntry.START, 1, ROUNDS);
    moved.add(2, moved.remove(3));
    assertThrows(InvalidInputException.class, () -> audit(moved));
    assertThrows(InvalidInputException.class, () -> audit(List.of()));
  }

  @Test
  void audit_withAnotherCohort_isRefused() {
    LedgerEntry entry = entries(central(), LedgerEntry.START, 1, 1).get(0);
    LedgerAudit audit = new LedgerAudit("config", 1e-5, AccountantKind.RDP);
    long[] other = SCHEDULE.plan(1).cohort();
    other[0] = other[0] == 0 ? 1 : 0;
    assertThrows(InvalidInputException.class, () -> audit.next(entry, other));
  }

  private static CentralPrivacy central() {
    return Settings.privacy(Settings.of(Placement.CENTRAL), SCHEDULE, ROUNDS);
  }

  private static LedgerAudit audit(List<LedgerEntry> entries) {
    return audit(entries, AccountantKind.RDP);
  }

  private static LedgerAudit audit(List<LedgerEntry> entries, AccountantKind accountant) {
    LedgerAudit audit = new LedgerAudit("config", 1e-5, accountant);
    entries.forEach(entry -> audit.next(entry, SCHEDULE.plan(entry.row().round()).cohort()));
    audit.epsilon();
    return audit;
  }

  private static List<LedgerEntry> entries(
      CentralPrivacy privacy, String head, int from, int until) {
    LedgerChain chain = new LedgerChain("config", "1", head);
    Ledger ledger = privacy.ledger();
    List<LedgerEntry> entries = new ArrayList<>();
    for (int round = 1; round <= until; round++) {
      RoundPlan plan = SCHEDULE.plan(round);
      List<RoundEvent> events = privacy.noise().serverHalf(plan, new RingSum(1));
      ledger = ledger.append(plan, events);
      if (round >= from) {
        entries.add(
            chain.append(plan, (PricedEvent) events.get(0), ledger.epsilon(), "model" + round));
      }
    }
    return entries;
  }

  /** A text with each of its characters exchanged in turn. */
  private static Stream<String> texts(String text) {
    return java.util.stream.IntStream.range(0, text.length())
        .mapToObj(i -> text.substring(0, i) + (char) (text.charAt(i) ^ 1) + text.substring(i + 1));
  }

  private static LedgerRow numbers(LedgerRow row, int round, int z, int rate, int epsilon) {
    return new LedgerRow(
        row.round() + round,
        row.event(),
        row.relation(),
        row.noiseMultiplier() + z * Math.ulp(row.noiseMultiplier()),
        row.samplingRate() + rate * Math.ulp(row.samplingRate()),
        row.epsilon() + epsilon * Math.ulp(row.epsilon()));
  }

  private static LedgerEntry with(LedgerEntry e, LedgerRow row) {
    return new LedgerEntry(
        row,
        e.priced(),
        e.placement(),
        e.clients(),
        e.cohortSha256(),
        e.modelSha256(),
        e.configSha256(),
        e.version(),
        e.previousSha256(),
        e.sha256());
  }

  private static LedgerEntry with(
      LedgerEntry e, String priced, String placement, int clients, String cohort) {
    return new LedgerEntry(
        e.row(),
        priced,
        placement,
        clients,
        cohort,
        e.modelSha256(),
        e.configSha256(),
        e.version(),
        e.previousSha256(),
        e.sha256());
  }

  private static LedgerEntry digests(LedgerEntry e, String model, String config, String version) {
    return new LedgerEntry(
        e.row(),
        e.priced(),
        e.placement(),
        e.clients(),
        e.cohortSha256(),
        model,
        config,
        version,
        e.previousSha256(),
        e.sha256());
  }

  private static LedgerEntry links(LedgerEntry e, String previous, String sha256) {
    return new LedgerEntry(
        e.row(),
        e.priced(),
        e.placement(),
        e.clients(),
        e.cohortSha256(),
        e.modelSha256(),
        e.configSha256(),
        e.version(),
        previous,
        sha256);
  }
}
