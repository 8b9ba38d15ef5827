package io.skerry.clients;

import io.skerry.clients.kernels.Floats;
import io.skerry.clients.model.ExampleGradients;
import io.skerry.clients.model.GradientSink;
import io.skerry.core.random.RandomStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@link DpSgd} between a backward pass and the step. The pass only collects the norms of the
 * examples' gradients; what it kept is then weighed by each example's factor and summed, so that no
 * single gradient of a dense layer exists ("ghost clipping", Li et al. 2022).
 */
final class PrivateGradients implements GradientSink {
  private static final int CHUNK = 1024;

  private final DpSgd mechanism;
  private final @Nullable ExampleGradients[] layers;
  private final float[] chunk = new float[CHUNK];
  private double[] squares = new double[0];
  private float[] factors = new float[0];
  private int rows;

  PrivateGradients(DpSgd mechanism, int layers) {
    this.mechanism = mechanism;
    this.layers = new ExampleGradients[layers];
  }

  /** Starts a batch. */
  void begin(int rows) {
    if (squares.length < rows) {
      squares = new double[rows];
      factors = new float[rows];
    }
    Arrays.fill(squares, 0, rows, 0);
    this.rows = rows;
  }

  @Override
  public void accept(int index, ExampleGradients gradients) {
    gradients.addSquaredNorms(squares);
    layers[index] = gradients;
  }

  /**
   * Hands the noisy sum of the shortened gradients to {@code step}.
   *
   * @param draws the client's own, for the noise
   */
  void release(LocalStep step, RandomStream draws) {
    for (int row = 0; row < rows; row++) {
      factors[row] = mechanism.factor(squares[row]);
    }
    for (int l = layers.length - 1; l >= 0; l--) {
      ExampleGradients gradients = layers[l];
      if (gradients != null) {
        gradients.scale(factors);
        step.accept(
            l,
            (target, scale) -> {
              gradients.addTo(target, scale);
              addNoise(target, scale, draws);
            });
      }
    }
  }

  private void addNoise(Floats target, float scale, RandomStream draws) {
    double deviation = scale * mechanism.noiseMultiplier() * mechanism.clip();
    if (deviation == 0) {
      return;
    }
    for (int from = 0; from < target.size(); from += CHUNK) {
      int size = Math.min(CHUNK, target.size() - from);
      target.read(from, chunk, 0, size);
      draws.addGaussians(chunk, size, deviation);
      target.write(from, chunk, size);
    }
  }
}
