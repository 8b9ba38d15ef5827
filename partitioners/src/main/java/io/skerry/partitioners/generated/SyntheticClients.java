package io.skerry.partitioners.generated;

import io.skerry.core.data.ClientBlock;
import io.skerry.core.data.ClientData;
import io.skerry.core.data.DataSpec;
import io.skerry.core.data.Examples;
import io.skerry.core.data.FloatFeatures;
import io.skerry.core.data.Population;
import io.skerry.core.data.PopulationSpec;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import io.skerry.partitioners.distributions.Normals;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Synthetic(alpha, beta) of Li et al. 2020 (FedProx), client by client: client k is a function of
 * the seed and of k, computed whenever it is asked for, so that no population is too large.
 *
 * <p>Client k draws u_k ~ N(0, alpha), B_k ~ N(0, beta), v_k ~ N(B_k, 1)^60, W_k ~ N(u_k, 1)^(60 x
 * 10), b_k ~ N(u_k, 1)^10; each of its examples draws x ~ N(v_k, Sigma) with Sigma_jj = j^-1.2 and
 * has the label y = argmax(W_k^T x + b_k). As in the published code, alpha and beta are standard
 * deviations. The number of examples is LEAF's, min(int(LogNormal(3, 2)) + 5, 1000).
 */
public final class SyntheticClients implements Population {
  private static final long serialVersionUID = 1L;
  private static final int DIM = 60;
  private static final int CLASSES = 10;

  /** Examples labelled together: an inner loop over them runs in vector lanes. */
  private static final int CHUNK = 64;

  private final Parameters parameters;

  /**
   * What the clients are a function of.
   *
   * @param alpha how much the clients' models differ
   * @param beta how much their features differ
   * @param clients number of clients
   * @param seed of all draws
   */
  public record Parameters(double alpha, double beta, long clients, long seed)
      implements Serializable {
    public Parameters {
      Normals.checkDeviation("data.alpha", alpha);
      Normals.checkDeviation("data.beta", beta);
      GeneratorInput.atLeast("data.clients", clients, 1);
    }
  }

  public SyntheticClients(Parameters parameters) {
    this.parameters = parameters;
  }

  @Override
  public PopulationSpec spec() {
    return new PopulationSpec(
        parameters.clients,
        -1,
        LeafTasks.MAX_SAMPLES,
        new DataSpec(List.of(DIM), CLASSES),
        false,
        null,
        PopulationSpec.digest("synthetic", parameters));
  }

  @Override
  public ClientBlock open(long from, long until) {
    if (from < 0 || from > until || until > parameters.clients) {
      throw new IndexOutOfBoundsException("clients " + from + " to " + until);
    }
    return new Block(
        from, until, parameters, RandomKey.of(parameters.seed).child("synthetic clients"));
  }

  @Override
  public boolean onDemand() {
    return true;
  }

  private record Block(long from, long until, Parameters parameters, RandomKey key)
      implements ClientBlock {
    private static final double[] DEVIATIONS = LeafTasks.deviations(DIM);

    @Override
    public ClientData client(long ordinal) {
      if (ordinal < from || ordinal >= until) {
        throw new IndexOutOfBoundsException("client " + ordinal);
      }
      RandomStream stream = key.child(ordinal).stream();
      double lognormal = StrictMath.exp(3 + 2 * Normals.next(stream));
      int size = (int) Math.min((long) lognormal + LeafTasks.MIN_SAMPLES, LeafTasks.MAX_SAMPLES);
      double u = parameters.alpha * Normals.next(stream);
      double b = parameters.beta * Normals.next(stream);
      double[] v = normals(stream, b, DIM);
      double[] weights = normals(stream, u, DIM * CLASSES);
      double[] biases = normals(stream, u, CLASSES);
      float[] features = new float[size * DIM];
      float[] labels = new float[size];
      double[] columns = new double[DIM * CHUNK];
      double[] logits = new double[CLASSES * CHUNK];
      for (int first = 0; first < size; first += CHUNK) {
        int n = Math.min(CHUNK, size - first);
        for (int i = 0; i < n; i++) {
          for (int j = 0; j < DIM; j++) {
            double x = v[j] + DEVIATIONS[j] * Normals.next(stream);
            features[(first + i) * DIM + j] = (float) x;
            columns[j * CHUNK + i] = x;
          }
        }
        for (int c = 0; c < CLASSES; c++) {
          Arrays.fill(logits, c * CHUNK, (c + 1) * CHUNK, biases[c]);
          for (int j = 0; j < DIM; j++) {
            addScaled(weights[j * CLASSES + c], columns, j * CHUNK, logits, c * CHUNK);
          }
        }
        for (int i = 0; i < n; i++) {
          labels[first + i] = highest(logits, i);
        }
      }
      FloatFeatures rows = new FloatFeatures(features, DIM);
      return new ClientData(
          ordinal,
          Long.toString(ordinal),
          null,
          Examples.range(rows, labels, 0, size),
          Examples.range(rows, labels, size, 0));
    }

    private static double[] normals(RandomStream stream, double mean, int count) {
      double[] draws = new double[count];
      for (int i = 0; i < count; i++) {
        draws[i] = mean + Normals.next(stream);
      }
      return draws;
    }

    private static void addScaled(
        double factor, double[] source, int from, double[] target, int at) {
      for (int i = 0; i < CHUNK; i++) {
        target[at + i] += factor * source[from + i];
      }
    }

    private static int highest(double[] logits, int example) {
      int best = 0;
      for (int c = 1; c < CLASSES; c++) {
        if (logits[c * CHUNK + example] > logits[best * CHUNK + example]) {
          best = c;
        }
      }
      return best;
    }
  }
}
