package io.skerry.jobs;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.Population;
import io.skerry.core.data.PopulationSpec;
import io.skerry.core.pipeline.ClientAlgorithm;
import io.skerry.core.pipeline.NoisySteps;
import io.skerry.core.round.RunResult;
import io.skerry.core.round.ServerState;
import io.skerry.core.round.Simulation;
import io.skerry.core.round.SimulationBuilder;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.RingSum;
import io.skerry.jobs.config.Experiment;
import io.skerry.jobs.config.SummingSection.Summing;
import io.skerry.jobs.results.Build;
import io.skerry.jobs.results.Checkpoints;
import io.skerry.jobs.results.ControlFiles;
import io.skerry.jobs.results.LedgerFiles;
import io.skerry.jobs.results.Outcome;
import io.skerry.jobs.results.Provenance;
import io.skerry.jobs.results.RunDirectory;
import io.skerry.jobs.results.RunJson;
import io.skerry.jobs.results.RunRecorder;
import io.skerry.jobs.results.RunStatus;
import io.skerry.jobs.results.StoredModel;
import io.skerry.privacy.ExamplePrivacy;
import io.skerry.privacy.ExamplePrivacySettings;
import io.skerry.privacy.LedgerAudit;
import io.skerry.privacy.LedgerChain;
import io.skerry.privacy.LedgerEntry;
import io.skerry.privacy.PrivacyGuarantee;
import io.skerry.privacy.randomness.Randomness;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** One run of an experiment: the simulation, what it records and what it says. */
final class Run {
  private final Experiment experiment;
  private final Engine engine;
  private final PopulationSpec population;
  private final String packing;
  private final Schedule schedule;
  private final ClientAlgorithm clients;
  private final Optional<PrivacyGuarantee> privacy;
  private final SimulationBuilder<RingSum> simulation;
  private final Optional<RunSecret> secret;
  private final PrintStream out;

  /**
   * Puts the parts together; what does not go together is refused here.
   *
   * @param secret from which noise, masks and cohorts come; empty for the seed
   */
  Run(
      Experiment experiment,
      Engine engine,
      Population population,
      Optional<RunSecret> secret,
      PrintStream out) {
    this.experiment = experiment;
    this.engine = engine;
    this.population = population.spec();
    this.packing = engine.packing(population);
    this.out = out;
    this.secret = secret;
    Randomness randomness = secret.map(RunSecret::randomness).orElse(Randomness.SIMULATED);
    this.schedule =
        new Schedule(
                experiment.training().sampling(),
                experiment.training().cohortSize(),
                this.population.clients(),
                randomness.rounds(experiment.key().child("rounds")))
            .withDropout(experiment.training().dropout());
    this.clients = experiment.training().clients().apply(this.population.data());
    Summing summing =
        experiment
            .summing()
            .summing(
                schedule, this.population, experiment.rounds(), clients.updateLayout(), randomness);
    this.privacy =
        experiment
            .training()
            .privacy()
            .<PrivacyGuarantee>map(this::examplePrivacy)
            .or(summing::privacy);
    this.simulation =
        Simulation.of(
                population, schedule, clients, summing.pipeline(), experiment.training().server())
            .rounds(experiment.rounds())
            .evaluateEvery(experiment.evaluation().every());
    experiment.evaluation().clients().ifPresent(simulation::evaluateSample);
    privacy.map(PrivacyGuarantee::ledger).ifPresent(simulation::ledger);
  }

  private PrivacyGuarantee examplePrivacy(ExamplePrivacySettings settings) {
    NoisySteps steps =
        clients.events().stream()
            .filter(NoisySteps.class::isInstance)
            .map(NoisySteps.class::cast)
            .findFirst()
            .orElseThrow();
    return new ExamplePrivacy(settings, steps, schedule, population, experiment.rounds());
  }

  /** What protects this run; empty without privacy. */
  Optional<PrivacyGuarantee> privacy() {
    return privacy;
  }

  /** What an epsilon of this run means; empty without privacy. */
  Optional<String> meaningOfEpsilon() {
    return privacy.map(Summary::meaning);
  }

  /** Runs from the beginning; the directory is made once nothing can be refused any more. */
  Outcome start(Supplier<RunDirectory> directory) {
    simulation.build();
    RunDirectory run = directory.get();
    secret.ifPresent(s -> s.keep(run.path()));
    return execute(run, provenance(), Outcome.none(), Optional.empty(), LedgerEntry.START);
  }

  /** Goes on from the last checkpoint. */
  Outcome resume(RunDirectory run) {
    RunJson before = run.read();
    if (!Experiment.digestOf(before.provenance().config()).equals(experiment.digest())) {
      throw new InvalidInputException(
          run + " is a run of another config, expected its own: a run goes on with its own config");
    }
    String commitment = secret.map(s -> s.key().commitment()).orElse(null);
    if (!Objects.equals(commitment, before.provenance().secretCommitment())) {
      throw new InvalidInputException(
          "--secret: it is not the secret of " + run + ", expected the one that it began with");
    }
    Optional<ServerState> state = new Checkpoints(run, experiment.digest()).latest();
    state.ifPresent(simulation::resume);
    return execute(
        run, before.provenance(), before.outcome().resumed(state), state, ledgerHead(run, state));
  }

  /** Digest of the last row of the ledger up to a checkpoint, after all rows were checked. */
  private String ledgerHead(RunDirectory run, Optional<ServerState> state) {
    if (state.isEmpty() || privacy.isEmpty()) {
      return LedgerEntry.START;
    }
    LedgerAudit ledger = ledgerAudit(privacy.get());
    for (LedgerEntry entry : new LedgerFiles(run).read(state.get().round())) {
      ledger.next(entry, schedule.plan(entry.row().round()).cohort());
    }
    return ledger.head();
  }

  private LedgerAudit ledgerAudit(PrivacyGuarantee privacy) {
    return new LedgerAudit(experiment.digest(), privacy.delta(), privacy.accountant());
  }

  /** Where clients' control variates are kept from the round on; null where they have none. */
  private @Nullable ControlFiles controls(RunDirectory run, int round) {
    if (!clients.controlled()) {
      return null;
    }
    engine.session().ifPresent(s -> SharedPaths.check("--out", run.toString(), s));
    ControlFiles controls =
        new ControlFiles(run, population.clients(), clients.layout().size(), round);
    simulation.controls(controls);
    return controls;
  }

  private Outcome execute(
      RunDirectory run,
      Provenance provenance,
      Outcome start,
      Optional<ServerState> state,
      String head) {
    Summary summary = new Summary(out, run, population, privacy);
    summary.starting(engine, experiment, packing, state.map(ServerState::round).orElse(0));
    run.write(new RunJson(provenance, start));
    Checkpoints checkpoints = new Checkpoints(run, experiment.digest());
    RunRecorder recorder =
        new RunRecorder(
            run,
            checkpoints,
            experiment.checkpointEvery(),
            start,
            new LedgerChain(experiment.digest(), Build.THIS.describe(), head)::append);
    boolean hypothetical = privacy.map(PrivacyGuarantee::hypothetical).orElse(false);
    simulation.observe(recorder);
    simulation.observe(
        new Progress(out, System.console() != null, experiment.rounds(), hypothetical));
    try (RunEnding ending = new RunEnding(run, provenance, recorder);
        ControlFiles controls = controls(run, start.rounds())) {
      if (controls != null) {
        simulation.observe(report -> controls.forget(checkpoints.oldest()));
      }
      RunResult result = simulation.build().run(engine.runner());
      StoredModel.write(run, clients.layout(), result.state().parameters());
      Outcome outcome =
          ending.ended(result.budgetSpent() ? RunStatus.BUDGET_SPENT : RunStatus.FINISHED);
      summary.ended(outcome);
      return outcome;
    }
  }

  private Provenance provenance() {
    Provenance provenance =
        Provenance.of(
            experiment.resolved(),
            experiment.seed(),
            population,
            clients.kernels(),
            engine.session().map(SparkSession::version).orElse(null),
            Instant.now(),
            secret.map(s -> s.key().commitment()).orElse(null));
    return privacy
        .map(guarantee -> provenance.with(guarantee.delta(), guarantee.terms()))
        .orElse(provenance);
  }
}
