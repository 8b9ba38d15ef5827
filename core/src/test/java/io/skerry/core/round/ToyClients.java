package io.skerry.core.round;

import io.skerry.core.data.ClientBlock;
import io.skerry.core.data.ClientData;
import io.skerry.core.data.DataSpec;
import io.skerry.core.data.Examples;
import io.skerry.core.data.FloatFeatures;
import io.skerry.core.data.Population;
import io.skerry.core.data.PopulationSpec;
import io.skerry.core.model.ParameterLayout;
import io.skerry.core.pipeline.Aggregator;
import io.skerry.core.pipeline.ClientAlgorithm;
import io.skerry.core.pipeline.ClientTask;
import io.skerry.core.pipeline.ClientUpdate;
import io.skerry.core.pipeline.ClientWorker;
import io.skerry.core.pipeline.ControlVariates;
import io.skerry.core.pipeline.Evaluation;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import io.skerry.core.sum.Encoding;
import io.skerry.core.sum.RingSum;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/** Clients small enough to compute by hand: a client moves the model toward one random point. */
public final class ToyClients {
  private ToyClients() {}

  /**
   * Clients with one training and one test example of two features; the third has no test example.
   */
  public record ToyPopulation(long clients) implements Population {
    @Override
    public PopulationSpec spec() {
      return new PopulationSpec(
          clients, 2 * clients, 2, new DataSpec(List.of(2), 2), true, "parity", "toy");
    }

    @Override
    public ClientBlock open(long from, long until) {
      return new ToyBlock(from, until);
    }
  }

  private record ToyBlock(long from, long until) implements ClientBlock {
    @Override
    public ClientData client(long ordinal) {
      FloatFeatures features = new FloatFeatures(new float[] {ordinal, 1, -ordinal, 2}, 2);
      float[] labels = {0, ordinal % 2};
      return new ClientData(
          ordinal,
          "toy-" + ordinal,
          ordinal % 2 == 0 ? "even" : "odd",
          Examples.range(features, labels, 0, 1),
          Examples.range(features, labels, 1, ordinal == 2 ? 0 : 1));
    }
  }

  /** A client's update is a random vector of its key plus a share of the model. */
  public record ToyAlgorithm(int size, long failing, long diverging, String kernels)
      implements ClientAlgorithm {

    /** Clients that neither fail nor diverge. */
    public static ToyAlgorithm of(int size) {
      return new ToyAlgorithm(size, -1, -1, "toy");
    }

    @Override
    public ParameterLayout layout() {
      return ParameterLayout.empty().with("point", size);
    }

    @Override
    public float[] initialParameters(RandomKey key) {
      return new float[size];
    }

    @Override
    public ClientWorker open(float[] model) {
      return new ToyWorker(this, model, new ClientUpdate(size));
    }
  }

  private record ToyWorker(ToyAlgorithm algorithm, float[] model, ClientUpdate update)
      implements ClientWorker {
    @Override
    public ClientUpdate train(ClientTask task) {
      long ordinal = task.data().ordinal();
      if (ordinal == algorithm.failing()) {
        throw new IllegalStateException("out of luck");
      }
      RandomStream stream = task.key().stream();
      for (int i = 0; i < model.length; i++) {
        update.vector()[i] = (float) stream.nextDouble() - 0.25f * model[i];
      }
      if (ordinal == algorithm.diverging()) {
        update.vector()[0] = Float.NaN;
      }
      update.trained(ordinal, task.data().train().size(), 1, 0.5, 1, 10);
      return update;
    }

    @Override
    public Evaluation evaluate(Examples examples) {
      return new Evaluation(examples.size(), examples.label(0) + model[0], 1);
    }

    @Override
    public void close() {}
  }

  /** A toy client with a control variate, which each round changes by a random vector and more. */
  public record ToyControlled(int size) implements ClientAlgorithm {
    @Override
    public ParameterLayout layout() {
      return ParameterLayout.empty().with("point", size);
    }

    @Override
    public boolean controlled() {
      return true;
    }

    @Override
    public float[] initialParameters(RandomKey key) {
      return new float[size];
    }

    @Override
    public String kernels() {
      return "toy";
    }

    @Override
    public ClientWorker open(float[] model) {
      return new ControlledWorker(model, new ClientUpdate(updateLength()));
    }
  }

  private record ControlledWorker(float[] model, ClientUpdate update) implements ClientWorker {
    @Override
    public ClientUpdate train(ClientTask task) {
      ControlVariates controls = Objects.requireNonNull(task.controls());
      RandomStream stream = task.key().stream();
      for (int i = 0; i < model.length; i++) {
        float drawn = (float) stream.nextDouble();
        update.vector()[i] = drawn - 0.25f * model[i];
        update.vector()[model.length + i] =
            drawn + 0.5f * controls.server()[i] - 0.75f * controls.own()[i];
      }
      update.trained(task.data().ordinal(), task.data().train().size(), 1, 0.5, 1, 10);
      return update;
    }

    @Override
    public Evaluation evaluate(Examples examples) {
      return new Evaluation(examples.size(), model[0], 1);
    }

    @Override
    public void close() {}
  }

  /** The plain sum of updates, decoded. */
  public record ToySum() implements Aggregator<RingSum> {
    @Override
    public long weight(int samples) {
      return 1;
    }

    @Override
    public RingSum zero(int length) {
      return new RingSum(length);
    }

    @Override
    public RingSum add(RingSum accumulator, long[] encoded, long weight) {
      accumulator.add(encoded, weight);
      return accumulator;
    }

    @Override
    public RingSum merge(RingSum left, RingSum right) {
      return left.merge(right);
    }

    @Override
    public float[] finish(RingSum accumulator, Encoding encoding) {
      float[] sum = new float[accumulator.values().length];
      for (int i = 0; i < sum.length; i++) {
        sum[i] = (float) Math.scalb((double) accumulator.values()[i], -encoding.bits());
      }
      return sum;
    }

    @Override
    public OptionalDouble divisor(RingSum accumulator) {
      return OptionalDouble.of(1);
    }
  }
}
