package io.skerry.jobs.results;

import io.skerry.core.data.PopulationSpec;
import io.skerry.privacy.PrivacyTerms;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run is made from; known when it starts.
 *
 * @param config the resolved config
 * @param kernels compute kernels of every machine of the run
 * @param commit git commit of the build, with "-dirty" where files had changed; null where unknown
 * @param started ISO instant; decides nothing
 * @param delta null without privacy
 * @param privacy what epsilon means: unit, relation, accountant, ...; null without privacy
 * @param secretCommitment by which the run's secret is recognised; null where it has none
 */
public record Provenance(
    Map<String, @Nullable Object> config,
    long seed,
    Data data,
    String kernels,
    Versions versions,
    @Nullable String commit,
    String started,
    @Nullable Double delta,
    @Nullable PrivacyTerms privacy,
    @Nullable String secretCommitment) {

  /**
   * The population.
   *
   * @param samples null where nobody counted
   */
  public record Data(String digest, long clients, @Nullable Long samples) {}

  /**
   * The provenance of a run without privacy.
   *
   * @param spark version of Spark; null where it does not run
   */
  public static Provenance of(
      Map<String, @Nullable Object> config,
      long seed,
      PopulationSpec population,
      String kernels,
      @Nullable String spark,
      Instant started,
      @Nullable String secretCommitment) {
    long samples = population.samples();
    return new Provenance(
        config,
        seed,
        new Data(population.digest(), population.clients(), samples < 0 ? null : samples),
        kernels,
        Versions.here(spark),
        Build.THIS.commit(),
        started.toString(),
        null,
        null,
        secretCommitment);
  }

  /** The same with privacy. */
  public Provenance with(double delta, PrivacyTerms privacy) {
    return new Provenance(
        config, seed, data, kernels, versions, commit, started, delta, privacy, secretCommitment);
  }
}
