package io.skerry.benchmarks;

import io.skerry.core.data.ClientBlock;
import io.skerry.core.data.DataSpec;
import io.skerry.core.data.Examples;
import io.skerry.core.data.FloatFeatures;
import io.skerry.core.data.PackedBlock;
import io.skerry.core.data.Population;
import io.skerry.core.data.PopulationSpec;
import io.skerry.core.model.ParameterLayout;
import io.skerry.core.pipeline.ClientAlgorithm;
import io.skerry.core.pipeline.ClientTask;
import io.skerry.core.pipeline.ClientUpdate;
import io.skerry.core.pipeline.ClientWorker;
import io.skerry.core.pipeline.Evaluation;
import io.skerry.core.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Clients that do not train: what a round of them costs is the round's own. */
final class IdleClients {
  private IdleClients() {}

  /** Clients of one example each. */
  record IdlePopulation(long clients) implements Population {
    @Override
    public PopulationSpec spec() {
      return new PopulationSpec(
          clients, clients, 1, new DataSpec(List.of(1), 2), false, null, "idle");
    }

    @Override
    public ClientBlock open(long from, long until) {
      int size = Math.toIntExact(until - from);
      int[] trainSizes = new int[size];
      Arrays.fill(trainSizes, 1);
      return new PackedBlock(
          from,
          new FloatFeatures(new float[size], 1),
          new float[size],
          IntStream.rangeClosed(0, size).toArray(),
          trainSizes,
          LongStream.range(from, until).mapToObj(Long::toString).toList(),
          null);
    }
  }

  /** Sends the same small update for every client. */
  record IdleAlgorithm(int parameters) implements ClientAlgorithm {
    @Override
    public ParameterLayout layout() {
      return ParameterLayout.empty().with("parameters", parameters);
    }

    @Override
    public float[] initialParameters(RandomKey key) {
      return new float[parameters];
    }

    @Override
    public String kernels() {
      return "none";
    }

    @Override
    public ClientWorker open(float[] model) {
      ClientUpdate update = new ClientUpdate(model.length);
      Arrays.fill(update.vector(), 1e-3f);
      return new IdleWorker(update);
    }
  }

  private record IdleWorker(ClientUpdate update) implements ClientWorker {
    @Override
    public ClientUpdate train(ClientTask task) {
      update.trained(task.data().ordinal(), task.data().train().size(), 1, 0.5, 1, 0);
      return update;
    }

    @Override
    public Evaluation evaluate(Examples examples) {
      return new Evaluation(examples.size(), 0, examples.size());
    }

    @Override
    public void close() {}
  }
}
