package io.skerry.core.round;

import io.skerry.core.data.Population;
import io.skerry.core.metrics.ClientRow;
import io.skerry.core.metrics.DataPart;
import io.skerry.core.metrics.EvaluationMetrics;
import io.skerry.core.metrics.RoundMetrics;
import io.skerry.core.pipeline.ClientAlgorithm;
import io.skerry.core.pipeline.GivenUp;
import io.skerry.core.pipeline.Ledger;
import io.skerry.core.pipeline.Pipeline;
import io.skerry.core.pipeline.RingStage;
import io.skerry.core.pipeline.RoundEvent;
import io.skerry.core.pipeline.ServerOptimizer;
import io.skerry.core.pipeline.VectorStage;
import io.skerry.core.schedule.RoundPlan;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.RingSum;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A federated run: plans rounds, has a runner execute them, steps the server, prices and evaluates.
 *
 * @param <A> accumulator of the aggregator
 */
public final class Simulation<A extends Serializable> {
  private final Population population;
  private final Schedule schedule;
  private final ClientAlgorithm algorithm;
  private final Pipeline<A> pipeline;
  private final ServerOptimizer server;
  private final int rounds;
  private final int evaluateEvery;
  private final long @Nullable [] evaluationClients;
  private final List<RoundObserver> observers;
  private final @Nullable ClientControls clientControls;
  private ServerState state;

  Simulation(SimulationBuilder<A> parts, ServerState start) {
    this.population = parts.population;
    this.schedule = parts.schedule;
    this.algorithm = parts.algorithm;
    this.pipeline = parts.pipeline;
    this.server = parts.server;
    this.rounds = parts.rounds;
    this.evaluateEvery = parts.evaluateEvery;
    this.evaluationClients = parts.evaluationClients;
    this.observers = List.copyOf(parts.observers);
    this.clientControls = parts.clientControls;
    this.state = start;
  }

  /** Starts to assemble a simulation of clients that all do {@code algorithm}. */
  public static <A extends Serializable> SimulationBuilder<A> of(
      Population population,
      Schedule schedule,
      ClientAlgorithm algorithm,
      Pipeline<A> pipeline,
      ServerOptimizer server) {
    return new SimulationBuilder<>(population, schedule, algorithm, pipeline, server);
  }

  /** Runs the rounds that are left; the runner stays open. */
  public RunResult run(RoundRunner runner) {
    if (algorithm.controlled() && clientControls == null) {
      throw new IllegalStateException("clients have control variates that are kept nowhere");
    }
    String kernels = algorithm.kernels();
    RoundPlan plan = schedule.plan(state.round() + 1);
    boolean affordable = affords(plan);
    RoundReport report = null;
    while (state.round() < rounds && affordable) {
      RoundPlan next = schedule.plan(plan.round() + 1);
      report = round(runner, plan, next, kernels);
      affordable = affords(next);
      for (RoundObserver observer : observers) {
        observer.roundEnded(report);
      }
      plan = next;
    }
    return new RunResult(state, state.round() < rounds, report);
  }

  private RoundReport round(RoundRunner runner, RoundPlan plan, RoundPlan next, String kernels) {
    long start = System.nanoTime();
    List<VectorStage> stages = state.stages();
    RoundTask<A> task =
        new RoundTask<>(plan, algorithm, pipeline.with(stages), kernels, controls(plan));
    long clientsStart = System.nanoTime();
    RoundPart<A> part = runner.train(population, task, state.parameters());
    double clientsSeconds = (System.nanoTime() - clientsStart) * 1e-9;
    List<RoundEvent> events = new ArrayList<>(algorithm.events());
    Double signalToNoise = completeSum(plan, part.sum(), events);
    boolean givenUp = events.stream().anyMatch(GivenUp.class::isInstance);
    OptionalDouble clip =
        stages.stream().map(VectorStage::clip).flatMapToDouble(OptionalDouble::stream).min();
    Ledger ledger = state.ledger() == null ? null : state.ledger().append(plan, events);
    state =
        givenUp
            ? new ServerState(
                plan.round(), state.parameters(), state.control(), state.stages(), ledger)
            : step(plan, part, ledger);
    List<ClientRow> trained = part.rows().inOrder();
    RoundMetrics metrics =
        RoundMetrics.of(
            plan.round(),
            trained,
            clip.isPresent() ? clip.getAsDouble() : null,
            givenUp ? null : signalToNoise,
            ledger == null ? null : ledger.epsilon());
    double seconds = (System.nanoTime() - start) * 1e-9;

    boolean last = plan.round() == rounds || !affords(next);
    long evaluationStart = System.nanoTime();
    List<ClientRow> evaluated =
        last || plan.round() % evaluateEvery == 0 ? evaluate(runner, kernels) : List.of();
    List<EvaluationMetrics> evaluations = new ArrayList<>();
    if (!evaluated.isEmpty()) {
      evaluations.add(EvaluationMetrics.of(evaluated, null));
      evaluateCentrally(runner, kernels).ifPresent(evaluations::add);
    }
    return new RoundReport(
        plan,
        state,
        metrics,
        trained,
        evaluated,
        evaluations,
        EvaluationMetrics.byCluster(evaluated),
        events,
        seconds,
        seconds - clientsSeconds,
        (System.nanoTime() - evaluationStart) * 1e-9,
        last);
  }

  private @Nullable RoundControls controls(RoundPlan plan) {
    return clientControls == null || state.control() == null
        ? null
        : new RoundControls(state.control(), clientControls.before(plan));
  }

  /**
   * Keeps the clients' control variates and moves the server's: c <- c + 1/N sum of the changes, N
   * being the clients of the population (Karimireddy et al. 2020, algorithm 1, line 17). The sum is
   * the mean times what the aggregator divided by.
   */
  private float @Nullable [] nextControl(int round, RoundPart<A> part, float[] mean) {
    float[] control = state.control();
    if (clientControls == null || control == null) {
      return null;
    }
    clientControls.put(round, part.controls());
    double share =
        pipeline.aggregator().divisor(part.sum()).orElseThrow() / population.spec().clients();
    float[] next = new float[control.length];
    for (int i = 0; i < next.length; i++) {
      next[i] = (float) (control[i] + share * mean[control.length + i]);
    }
    return next;
  }

  /** The state after a round of which there is a sum. */
  private ServerState step(RoundPlan plan, RoundPart<A> part, @Nullable Ledger ledger) {
    float[] mean = pipeline.aggregator().finish(part.sum(), pipeline.encoding());
    List<VectorStage> stages = new ArrayList<>(state.stages());
    for (int i = stages.size() - 1; i >= 0; i--) {
      VectorStage stage = stages.get(i);
      stages.set(i, stage.serverHalf(plan, mean));
      if (stage.appended() > 0) {
        mean = Arrays.copyOf(mean, mean.length - stage.appended());
      }
    }
    float[] update = Arrays.copyOf(mean, state.parameters().length);
    return new ServerState(
        plan.round(),
        server.step(state.parameters(), update),
        nextControl(plan.round(), part, mean),
        stages,
        ledger);
  }

  /**
   * Runs the server's halves on the sum; returns its signal-to-noise ratio where there is noise.
   */
  private @Nullable Double completeSum(RoundPlan plan, A sum, List<RoundEvent> events) {
    List<RingStage> stages = pipeline.ringStages();
    if (stages.isEmpty() || !(sum instanceof RingSum ring)) {
      return null;
    }
    double energy = 0;
    double noiseFromClients = 0;
    double noise = 0;
    for (int i = stages.size() - 1; i >= 0; i--) {
      RingStage.NoiseLevel level = stages.get(i).noise(plan);
      if (noise == 0 && level.fromClients() + level.fromServer() > 0) {
        // Any masks, which come after the noise, are off by now.
        energy = energy(ring);
      }
      noiseFromClients += level.fromClients() * state.parameters().length;
      noise += (level.fromClients() + level.fromServer()) * state.parameters().length;
      events.addAll(stages.get(i).serverHalf(plan, ring));
    }
    return noise == 0 ? null : Math.sqrt(Math.max(0, energy - noiseFromClients) / noise);
  }

  /** Squared norm of the sum of updates, without what was appended, in a value's unit squared. */
  private double energy(RingSum sum) {
    double unit = Math.scalb(1.0, -pipeline.encoding().bits());
    double energy = 0;
    for (int i = 0; i < state.parameters().length; i++) {
      double value = sum.values()[i] * unit;
      energy += value * value;
    }
    return energy;
  }

  private List<ClientRow> evaluate(RoundRunner runner, String kernels) {
    DataPart set = population.spec().heldOut() ? DataPart.TEST : DataPart.TRAIN;
    EvaluationTask task =
        new EvaluationTask(state.round(), set, evaluationClients, algorithm, kernels);
    return runner.evaluate(population, task, state.parameters()).inOrder();
  }

  private Optional<EvaluationMetrics> evaluateCentrally(RoundRunner runner, String kernels) {
    EvaluationTask task =
        new EvaluationTask(state.round(), DataPart.CENTRAL_TEST, null, algorithm, kernels);
    return population
        .centralTest()
        .map(test -> runner.evaluate(test, task, state.parameters()).inOrder())
        .map(rows -> EvaluationMetrics.of(rows, null));
  }

  private boolean affords(RoundPlan plan) {
    return state.ledger() == null || state.ledger().affords(plan);
  }
}
