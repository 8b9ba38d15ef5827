package io.skerry.privacy;

import io.skerry.core.model.ParameterLayout;
import io.skerry.core.random.RandomKey;
import io.skerry.core.schedule.RoundPlan;
import io.skerry.core.schedule.Sampling;
import io.skerry.core.schedule.Schedule;
import io.skerry.privacy.accounting.AccountantKind;
import io.skerry.privacy.accounting.NeighbouringRelation;
import java.util.stream.IntStream;

/** Settings that differ from a plain one in what a test is about. */
final class Settings {
  private Settings() {}

  /** Clip 0.5, z = 1, delta 1e-5, no budget. */
  static PrivacySettings of(Placement placement) {
    return of(placement, 1.0, null);
  }

  static PrivacySettings of(Placement placement, double z, NeighbouringRelation relation) {
    return new PrivacySettings(
        NoiseLaw.GAUSSIAN,
        null,
        0.5,
        new Clipping.Flat(),
        z,
        null,
        placement,
        null,
        1e-5,
        null,
        relation,
        null,
        null,
        AccountantKind.RDP,
        true);
  }

  static PrivacySettings clip(double clip, double z, Integer weightCap) {
    return new PrivacySettings(
        NoiseLaw.GAUSSIAN,
        null,
        clip,
        new Clipping.Flat(),
        z,
        null,
        Placement.CENTRAL,
        weightCap,
        1e-5,
        null,
        null,
        null,
        null,
        AccountantKind.RDP,
        true);
  }

  static PrivacySettings budget(Placement placement, double z, double maxEpsilon) {
    return new PrivacySettings(
        NoiseLaw.GAUSSIAN,
        null,
        0.5,
        new Clipping.Flat(),
        z,
        null,
        placement,
        null,
        1e-5,
        maxEpsilon,
        null,
        null,
        null,
        AccountantKind.RDP,
        true);
  }

  static PrivacySettings of(Placement placement, AccountantKind accountant) {
    return new PrivacySettings(
        NoiseLaw.GAUSSIAN,
        null,
        0.5,
        new Clipping.Flat(),
        1.0,
        null,
        placement,
        null,
        1e-5,
        null,
        null,
        null,
        null,
        accountant,
        true);
  }

  static PrivacySettings target(Placement placement, double epsilon) {
    return new PrivacySettings(
        NoiseLaw.GAUSSIAN,
        null,
        0.5,
        new Clipping.Flat(),
        null,
        epsilon,
        placement,
        null,
        1e-5,
        epsilon,
        null,
        null,
        null,
        AccountantKind.RDP,
        true);
  }

  static PrivacySettings hypothetical(Placement placement, double z, long cohort, long population) {
    return new PrivacySettings(
        NoiseLaw.GAUSSIAN,
        null,
        0.5,
        new Clipping.Flat(),
        z,
        null,
        placement,
        null,
        1e-8,
        null,
        null,
        cohort,
        population,
        AccountantKind.RDP,
        true);
  }

  static PrivacySettings mechanism(NoiseLaw law, Placement placement, double z) {
    return mechanism(law, null, placement, z);
  }

  static PrivacySettings mechanism(NoiseLaw law, Integer bands, Placement placement, double z) {
    return new PrivacySettings(
        law,
        bands,
        0.5,
        new Clipping.Flat(),
        z,
        null,
        placement,
        null,
        1e-5,
        null,
        null,
        null,
        null,
        AccountantKind.RDP,
        true);
  }

  /** Laplace noise of scale z C, priced by PLD. */
  static PrivacySettings laplace(Placement placement, double clip, Integer weightCap, double z) {
    return new PrivacySettings(
        NoiseLaw.LAPLACE,
        null,
        clip,
        new Clipping.Flat(),
        z,
        null,
        placement,
        weightCap,
        1e-5,
        null,
        null,
        null,
        null,
        AccountantKind.PLD,
        true);
  }

  static PrivacySettings adaptive(Placement placement, double clip, double z) {
    return adaptive(placement, clip, null, z);
  }

  static PrivacySettings adaptive(Placement placement, double clip, Integer weightCap, double z) {
    return clipping(placement, new Clipping.Adaptive(0.5, 0.2, null), clip, weightCap, z);
  }

  static PrivacySettings clipping(Clipping clipping, double clip) {
    return clipping(Placement.CENTRAL, clipping, clip, null, 1);
  }

  private static PrivacySettings clipping(
      Placement placement, Clipping clipping, double clip, Integer weightCap, double z) {
    return new PrivacySettings(
        NoiseLaw.GAUSSIAN,
        null,
        clip,
        clipping,
        z,
        null,
        placement,
        weightCap,
        1e-5,
        null,
        null,
        null,
        null,
        AccountantKind.RDP,
        true);
  }

  /** Distributed noise of which the shares of clients that drop out are missing. */
  static PrivacySettings withoutTopUp(NoiseLaw law) {
    return new PrivacySettings(
        law,
        null,
        0.5,
        new Clipping.Flat(),
        1.0,
        null,
        Placement.DISTRIBUTED,
        null,
        1e-5,
        null,
        null,
        null,
        null,
        AccountantKind.RDP,
        false);
  }

  static Schedule schedule(Sampling sampling, int size, long clients) {
    return new Schedule(sampling, size, clients, RandomKey.of(9));
  }

  static CentralPrivacy privacy(PrivacySettings settings, Schedule schedule, int rounds) {
    return new CentralPrivacy(
        settings, schedule, 100, rounds, ParameterLayout.empty().with("values", 1000));
  }

  /** The first round that nobody takes part in. */
  static RoundPlan empty(Schedule schedule) {
    return IntStream.rangeClosed(1, 1000)
        .mapToObj(schedule::plan)
        .filter(plan -> plan.cohortSize() == 0)
        .findFirst()
        .orElseThrow();
  }
}
