package io.skerry.partitioners.generated;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.ClientBlock;
import io.skerry.core.data.DataSpec;
import io.skerry.core.data.FloatFeatures;
import io.skerry.core.data.PackedBlock;
import io.skerry.core.data.Population;
import io.skerry.core.data.PopulationSpec;
import io.skerry.partitioners.distributions.Normals;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * FedProx's Synthetic(alpha, beta) and its IID variant (Li et al. 2020), draw for draw as the
 * published generators make them under NumPy, and shuffled as they do under Python: of each user's
 * n examples the first int(0.9 n) are for training. The published scripts set no seeds; both are
 * parameters here. A range of clients is opened by running the stream up to its end.
 */
public final class FedProxSynthetic implements Population {
  private static final long serialVersionUID = 1L;

  private final Parameters parameters;
  private final int[] offsets;

  /**
   * What the published generator is told.
   *
   * @param iid whether all users share one model and one distribution of features
   * @param alpha standard deviation of the users' mean weights
   * @param beta standard deviation of the users' mean features
   * @param users number of users
   * @param seed of NumPy's generator, below 2^32
   * @param shuffleSeed of Python's generator, which orders each user's examples
   */
  public record Parameters(
      boolean iid, double alpha, double beta, int users, long seed, long shuffleSeed)
      implements Serializable {

    public Parameters {
      Normals.checkDeviation("data.alpha", alpha);
      Normals.checkDeviation("data.beta", beta);
      GeneratorInput.atLeast("data.users", users, 1);
      GeneratorInput.numpySeed("data.seed", seed);
      GeneratorInput.atLeast("data.shuffle-seed", shuffleSeed, 0);
    }
  }

  public FedProxSynthetic(Parameters parameters) {
    this.parameters = parameters;
    int[] sizes = new FedProxUsers(parameters).sizes();
    long values = Arrays.stream(sizes).asLongStream().sum() * FedProxUsers.DIM;
    long most = Integer.MAX_VALUE - 8;
    if (values > most) {
      throw new InvalidInputException(
          "data.users: expected at most " + most + " features in all, not " + values);
    }
    this.offsets = new int[sizes.length + 1];
    for (int i = 0; i < sizes.length; i++) {
      offsets[i + 1] = offsets[i] + sizes[i];
    }
  }

  @Override
  public PopulationSpec spec() {
    int largest =
        IntStream.range(0, parameters.users)
            .map(i -> offsets[i + 1] - offsets[i])
            .max()
            .orElseThrow();
    return new PopulationSpec(
        parameters.users,
        offsets[parameters.users],
        largest,
        new DataSpec(List.of(FedProxUsers.DIM), FedProxUsers.CLASSES),
        true,
        null,
        PopulationSpec.digest("fedprox-synthetic", parameters));
  }

  @Override
  public double costBefore(long ordinal) {
    return offsets[Math.toIntExact(ordinal)];
  }

  @Override
  public ClientBlock open(long from, long until) {
    int first = Math.toIntExact(from);
    int end = Math.toIntExact(until);
    int start = offsets[first];
    int rows = offsets[end] - start;
    int dim = FedProxUsers.DIM;
    float[] features = new float[rows * dim];
    float[] labels = new float[rows];
    FedProxUsers users = new FedProxUsers(parameters);
    PythonRandom shuffle = new PythonRandom(parameters.shuffleSeed);
    for (int u = 0; u < end; u++) {
      FedProxUsers.User user = users.next();
      int[] order = IntStream.range(0, user.labels().length).toArray();
      shuffle.shuffle(order);
      for (int i = 0; u >= first && i < order.length; i++) {
        int row = offsets[u] - start + i;
        labels[row] = user.labels()[order[i]];
        for (int j = 0; j < dim; j++) {
          features[row * dim + j] = (float) user.x()[order[i] * dim + j];
        }
      }
    }
    return new PackedBlock(
        from,
        new FloatFeatures(features, dim),
        labels,
        Arrays.stream(offsets, first, end + 1).map(offset -> offset - start).toArray(),
        IntStream.range(first, end).map(i -> (int) (0.9 * (offsets[i + 1] - offsets[i]))).toArray(),
        IntStream.range(first, end).mapToObj(i -> "f_%05d".formatted(i)).toList(),
        null);
  }
}
