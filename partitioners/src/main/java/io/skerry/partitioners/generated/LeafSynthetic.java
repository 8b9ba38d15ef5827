package io.skerry.partitioners.generated;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.ClientBlock;
import io.skerry.core.data.DataSpec;
import io.skerry.core.data.FloatFeatures;
import io.skerry.core.data.PackedBlock;
import io.skerry.core.data.Population;
import io.skerry.core.data.PopulationSpec;
import java.io.Serializable;
import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * LEAF's Synthetic data set (Caldas et al. 2018), draw for draw as its published generator makes it
 * under NumPy, split into train and test examples as LEAF splits by sample under Python. Clients
 * are LEAF's users "0", "1", ... in its order; each has at least 5 examples, so none is dropped. A
 * range of clients is opened by generating the whole stream, of which a JVM keeps the last one
 * while memory lasts.
 */
public final class LeafSynthetic implements Population {
  private static final long serialVersionUID = 1L;

  private static final Object LOCK = new Object();
  private static @Nullable SoftReference<Generated> last;

  private final Parameters parameters;
  private final int[] offsets;

  /**
   * What the published generator and split are told.
   *
   * @param tasks number of users
   * @param classes number of classes
   * @param dim features per example
   * @param seed of NumPy's generator, below 2^32
   * @param trainFraction of each user's examples, rounded down, at least one example
   * @param splitSeed of Python's generator, which draws the training examples
   */
  public record Parameters(
      int tasks, int classes, int dim, long seed, double trainFraction, long splitSeed)
      implements Serializable {

    /** The published set: 1,000 users, 107,553 examples, 60 % of each user's for training. */
    public static final Parameters PUBLISHED = new Parameters(1000, 5, 60, 931231, 0.6, 0);

    public Parameters {
      GeneratorInput.atLeast("data.tasks", tasks, 1);
      GeneratorInput.atLeast("data.classes", classes, 2);
      GeneratorInput.atLeast("data.dim", dim, 1);
      GeneratorInput.atLeast("data.split-seed", splitSeed, 0);
      GeneratorInput.numpySeed("data.seed", seed);
      if (!(trainFraction > 0 && trainFraction < 1)) {
        throw new InvalidInputException(
            "data.train-fraction: expected a fraction between 0 and 1, not " + trainFraction);
      }
    }
  }

  private record Generated(
      Parameters parameters, float[] features, float[] labels, int[] trainSizes) {}

  public LeafSynthetic(Parameters parameters) {
    this.parameters = parameters;
    int[] sizes = LeafTasks.sizes(parameters.tasks, parameters.seed);
    long samples = Arrays.stream(sizes).asLongStream().sum();
    long most = Integer.MAX_VALUE - 8;
    if (samples * parameters.dim > most) {
      throw new InvalidInputException(
          "data.tasks: expected at most "
              + most
              + " features in all, not "
              + samples * parameters.dim);
    }
    this.offsets = new int[sizes.length + 1];
    for (int i = 0; i < sizes.length; i++) {
      offsets[i + 1] = offsets[i] + sizes[i];
    }
  }

  @Override
  public PopulationSpec spec() {
    return new PopulationSpec(
        parameters.tasks,
        offsets[parameters.tasks],
        LeafTasks.MAX_SAMPLES,
        new DataSpec(List.of(parameters.dim), parameters.classes),
        true,
        null,
        PopulationSpec.digest("leaf-synthetic", parameters));
  }

  @Override
  public double costBefore(long ordinal) {
    return offsets[Math.toIntExact(ordinal)];
  }

  @Override
  public ClientBlock open(long from, long until) {
    int first = Math.toIntExact(from);
    int end = Math.toIntExact(until);
    Generated all = generated();
    int start = offsets[first];
    int stop = offsets[end];
    return new PackedBlock(
        from,
        new FloatFeatures(
            Arrays.copyOfRange(all.features, start * parameters.dim, stop * parameters.dim),
            parameters.dim),
        Arrays.copyOfRange(all.labels, start, stop),
        Arrays.stream(offsets, first, end + 1).map(offset -> offset - start).toArray(),
        Arrays.copyOfRange(all.trainSizes, first, end),
        IntStream.range(first, end).mapToObj(Integer::toString).toList(),
        null);
  }

  private Generated generated() {
    synchronized (LOCK) {
      Generated kept = last == null ? null : last.get();
      if (kept == null || !kept.parameters.equals(parameters)) {
        kept = generate();
        last = new SoftReference<>(kept);
      }
      return kept;
    }
  }

  /** All tasks, each one's training examples first; both parts keep the order of the draws. */
  private Generated generate() {
    int dim = parameters.dim;
    int samples = offsets[parameters.tasks];
    float[] features = new float[samples * dim];
    float[] labels = new float[samples];
    int[] trainSizes = new int[parameters.tasks];
    LeafTasks tasks = new LeafTasks(parameters.classes, dim, parameters.seed);
    PythonRandom split = new PythonRandom(parameters.splitSeed);
    for (int t = 0; t < trainSizes.length; t++) {
      int n = offsets[t + 1] - offsets[t];
      LeafTasks.Task task = tasks.next(n);
      trainSizes[t] = Math.max(1, (int) (parameters.trainFraction * n));
      boolean[] train = new boolean[n];
      for (int i : split.sample(n, trainSizes[t])) {
        train[i] = true;
      }
      int trainRow = offsets[t];
      int testRow = trainRow + trainSizes[t];
      for (int i = 0; i < n; i++) {
        int row = train[i] ? trainRow++ : testRow++;
        labels[row] = task.labels()[i];
        for (int j = 0; j < dim; j++) {
          features[row * dim + j] = (float) task.x()[i * dim + j];
        }
      }
    }
    return new Generated(parameters, features, labels, trainSizes);
  }
}
