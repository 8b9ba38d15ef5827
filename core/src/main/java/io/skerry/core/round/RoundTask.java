package io.skerry.core.round;

import io.skerry.core.data.ClientBlock;
import io.skerry.core.pipeline.Aggregator;
import io.skerry.core.pipeline.ClientAlgorithm;
import io.skerry.core.pipeline.Pipeline;
import io.skerry.core.pipeline.RingStage;
import io.skerry.core.pipeline.VectorStage;
import io.skerry.core.random.RandomKey;
import io.skerry.core.schedule.Dropout;
import io.skerry.core.schedule.RoundPlan;
import io.skerry.core.sum.Encoding;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A round's training as it travels to where clients run. Any split of the cohort over blocks,
 * threads and machines gives the same sum.
 *
 * @param <A> accumulator of the aggregator
 */
public final class RoundTask<A extends Serializable> implements BlockTask<RoundPart<A>> {
  private static final long serialVersionUID = 1L;

  final int round;
  final RandomKey clientsKey;
  final Dropout dropout;
  final ClientAlgorithm algorithm;
  final List<VectorStage.ClientHalf> vectorHalves;
  final Encoding encoding;
  final List<RingStage.ClientHalf> ringHalves;
  final Aggregator<A> aggregator;
  final @Nullable RoundControls controls;

  /** Values of what a client sends. */
  final int length;

  private final String kernels;
  private final long[] cohort;

  /**
   * @param controls control variates as they are before the round, where the algorithm has them
   */
  RoundTask(
      RoundPlan plan,
      ClientAlgorithm algorithm,
      Pipeline<A> pipeline,
      String kernels,
      @Nullable RoundControls controls) {
    this.round = plan.round();
    this.clientsKey = plan.key().child("client");
    this.dropout = plan.dropout();
    this.algorithm = algorithm;
    this.vectorHalves = pipeline.vectorStages().stream().map(s -> s.clientHalf(plan)).toList();
    this.encoding = pipeline.encoding();
    this.ringHalves =
        pipeline.ringStages().stream().flatMap(s -> s.clientHalf(plan).stream()).toList();
    this.aggregator = pipeline.aggregator();
    this.length = algorithm.updateLength() + pipeline.appended();
    this.controls = controls;
    this.kernels = kernels;
    this.cohort = plan.cohort();
  }

  @Override
  public long[] clients() {
    return cohort;
  }

  /** Trains the cohort's clients of one block, one after the other. */
  @Override
  public RoundPart<A> run(ClientBlock block, float[] model) {
    long[] here = cohort(block.from(), block.until());
    if (here.length == 0) {
      return zero();
    }
    try (RoundSession<A> session = open(model)) {
      block.forEach(here, round, session::train);
      return session.part();
    }
  }

  @Override
  public RoundPart<A> zero() {
    return new RoundPart<>(aggregator.zero(length));
  }

  @Override
  public RoundPart<A> merge(RoundPart<A> left, RoundPart<A> right) {
    return left.merge(right, aggregator);
  }

  /** Whether parts carry the clients' control variates, which are of no use but on the driver. */
  public boolean controlled() {
    return controls != null;
  }

  /** The cohort's clients with ordinals {@code from..until}. */
  long[] cohort(long from, long until) {
    return RoundPlan.within(cohort, from, until);
  }

  /** Opens a session for one thread; fails on a machine whose kernels differ from the run's. */
  RoundSession<A> open(float[] model) {
    Kernels.check(algorithm, kernels);
    return new RoundSession<>(this, model);
  }
}
