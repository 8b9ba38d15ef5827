package io.skerry.core.round;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.Population;
import io.skerry.core.pipeline.ClientAlgorithm;
import io.skerry.core.pipeline.Ledger;
import io.skerry.core.pipeline.Pipeline;
import io.skerry.core.pipeline.ServerOptimizer;
import io.skerry.core.random.RandomKey;
import io.skerry.core.schedule.Sampling;
import io.skerry.core.schedule.Schedule;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Assembles a {@link Simulation} and checks once that its parts go together. */
public final class SimulationBuilder<A extends Serializable> {
  /** The most clients that are all evaluated: the driver holds a row of each. */
  private static final long MOST_EVALUATED = 1_000_000;

  final Population population;
  final Schedule schedule;
  final ClientAlgorithm algorithm;
  final Pipeline<A> pipeline;
  final ServerOptimizer server;
  int rounds = 1;
  int evaluateEvery = 1;
  long @Nullable [] evaluationClients;
  final List<RoundObserver> observers = new ArrayList<>();
  @Nullable ClientControls clientControls;
  private @Nullable Ledger ledger;
  private @Nullable ServerState start;

  SimulationBuilder(
      Population population,
      Schedule schedule,
      ClientAlgorithm algorithm,
      Pipeline<A> pipeline,
      ServerOptimizer server) {
    this.population = population;
    this.schedule = schedule;
    this.algorithm = algorithm;
    this.pipeline = pipeline;
    this.server = server;
    if (algorithm.controlled()
        && pipeline.aggregator().divisor(pipeline.aggregator().zero(0)).isEmpty()) {
      throw new InvalidInputException(
          "aggregator: the server's control variate is the mean of the clients'; expected a mean in"
              + " which each client counts alike, not "
              + pipeline.aggregator());
    }
    if (algorithm.controlled() && pipeline.appended() > 0) {
      throw new InvalidInputException(
          "privacy.clipping: a control variate moves by what its client sends, which under adaptive"
              + " clipping is in units of the clip; expected flat or per-layer");
    }
    if (schedule.clients() != population.spec().clients()) {
      throw new InvalidInputException(
          "cohort: drawn from "
              + schedule.clients()
              + " clients, expected the population's "
              + population.spec().clients());
    }
  }

  /** Number of rounds, 1 by default. */
  public SimulationBuilder<A> rounds(int rounds) {
    if (rounds < 1) {
      throw new InvalidInputException("rounds: expected at least 1, not " + rounds);
    }
    this.rounds = rounds;
    return this;
  }

  /** Evaluates every so many rounds, and always after the last; 1 by default. */
  public SimulationBuilder<A> evaluateEvery(int rounds) {
    if (rounds < 1) {
      throw new InvalidInputException("evaluate.every: expected at least 1, not " + rounds);
    }
    this.evaluateEvery = rounds;
    return this;
  }

  /** Evaluates a sample of clients, drawn once; all clients by default. */
  public SimulationBuilder<A> evaluateSample(int clients) {
    long all = population.spec().clients();
    if (clients < 1 || clients > all) {
      throw new InvalidInputException(
          "evaluate.clients: expected all or 1 to " + all + ", not " + clients);
    }
    RandomKey key = schedule.key().child("evaluation clients");
    evaluationClients = new Schedule(Sampling.UNIFORM, clients, all, key).plan(0).cohort();
    return this;
  }

  /** Prices the rounds and stops before its budget is exceeded. */
  public SimulationBuilder<A> ledger(Ledger empty) {
    this.ledger = empty;
    return this;
  }

  /** Where clients' control variates are kept; for algorithms that have them. */
  public SimulationBuilder<A> controls(ClientControls controls) {
    this.clientControls = controls;
    return this;
  }

  /** Goes on from a state instead of starting afresh. */
  public SimulationBuilder<A> resume(ServerState state) {
    this.start = state;
    return this;
  }

  /** Adds an observer; observers are told in the order in which they were added. */
  public SimulationBuilder<A> observe(RoundObserver observer) {
    observers.add(observer);
    return this;
  }

  /** The simulation, ready to run; refused where not even one round fits the budget. */
  public Simulation<A> build() {
    if (evaluationClients == null && population.spec().clients() > MOST_EVALUATED) {
      throw new InvalidInputException(
          "evaluate.clients: expected a number of clients to draw, as there are "
              + population.spec().clients()
              + ", too many to evaluate all");
    }
    ServerState state =
        start != null
            ? start
            : new ServerState(
                0,
                algorithm.initialParameters(schedule.key().child("model")),
                algorithm.controlled() ? new float[algorithm.layout().size()] : null,
                pipeline.vectorStages(),
                ledger);
    if (state.parameters().length != algorithm.layout().size()) {
      throw new InvalidInputException(
          "the state has "
              + state.parameters().length
              + " parameters, expected the model's "
              + algorithm.layout().size());
    }
    if (state.round() == 0 && state.ledger() != null && !state.ledger().affords(schedule.plan(1))) {
      throw new InvalidInputException(
          "privacy.max-epsilon: one round alone exceeds the budget; expected a larger budget or more"
              + " noise");
    }
    return new Simulation<>(this, state);
  }
}
