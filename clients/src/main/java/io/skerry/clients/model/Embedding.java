package io.skerry.clients.model;

import io.skerry.clients.kernels.Blas;
import io.skerry.clients.kernels.Floats;
import io.skerry.core.InvalidInputException;
import io.skerry.core.model.ParameterLayout;
import io.skerry.core.random.RandomKey;

/**
 * A vector for each token. Inputs: {@code steps} token ids from 0 to {@code vocabulary} - 1;
 * outputs: their vectors [steps, size]. Parameters: the vectors [vocabulary, size].
 */
record Embedding(int steps, int vocabulary, int size) implements Layer {

  @Override
  public int inputs() {
    return steps;
  }

  @Override
  public int outputs() {
    return Math.multiplyExact(steps, size);
  }

  @Override
  public ParameterLayout addTo(ParameterLayout layout, int number) {
    return layout.with("embedding-" + number + "/vectors", vocabulary, size);
  }

  @Override
  public void initialise(RandomKey key, float[] parameters, int from) {
    Initial.GLOROT_UNIFORM.fill(key, vocabulary, size, parameters, from, vocabulary * size);
  }

  @Override
  public long flops() {
    return 0;
  }

  @Override
  public void forward(Batch batch, Floats parameters, Floats inputs, Floats outputs) {
    for (int i = 0; i < batch.rows() * steps; i++) {
      outputs.write(i * size, parameters, token(inputs, i) * size, size);
    }
  }

  /** Zero: ids are no quantities. */
  @Override
  public void inputGradient(
      Batch batch,
      Floats parameters,
      Floats inputs,
      Floats outputs,
      Floats outputGradient,
      Floats inputGradient) {
    inputGradient.fill(0, batch.rows() * steps, 0);
  }

  @Override
  public void addGradient(
      Batch batch, Floats inputs, Floats outputGradient, float scale, Floats target) {
    for (int i = 0; i < batch.rows() * steps; i++) {
      int at = token(inputs, i) * size;
      for (int k = 0; k < size; k++) {
        target.set(at + k, target.get(at + k) + scale * outputGradient.get(i * size + k));
      }
    }
  }

  /** A token's gradient is the sum over the steps that have it. */
  @Override
  public void addSquaredNorms(Batch batch, Floats inputs, Floats outputGradient, double[] squares) {
    for (int row = 0; row < batch.rows(); row++) {
      for (int i = row * steps; i < (row + 1) * steps; i++) {
        for (int j = row * steps; j < (row + 1) * steps; j++) {
          if (token(inputs, i) == token(inputs, j)) {
            squares[row] += Blas.product(outputGradient, i * size, j * size, size);
          }
        }
      }
    }
  }

  private int token(Floats inputs, int index) {
    int token = Math.round(inputs.get(index));
    if (token < 0 || token >= vocabulary) {
      throw new InvalidInputException(
          "an example has token " + token + ", expected an id from 0 to " + (vocabulary - 1));
    }
    return token;
  }
}
