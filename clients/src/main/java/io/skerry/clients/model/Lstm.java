package io.skerry.clients.model;

import io.skerry.clients.kernels.Blas;
import io.skerry.clients.kernels.Floats;
import io.skerry.core.model.ParameterLayout;
import io.skerry.core.random.RandomKey;
import java.util.Arrays;

/**
 * One layer of LSTM over a sequence (Hochreiter and Schmidhuber 1997; Gers et al. 2000): from h = c
 * = 0 on, z = W_x x + W_h h + b_x + b_h for the gates i, f, g, o one after the other; c =
 * sigmoid(f) c + sigmoid(i) tanh(g); h = sigmoid(o) tanh(c). Inputs: x [steps, width]; outputs: h
 * [steps, hidden]. Parameters, in the order and with the two biases that cuDNN and PyTorch have:
 * W_x [4 hidden, width], W_h [4 hidden, hidden], b_x [4 hidden], b_h [4 hidden].
 *
 * <p>Gradients by the parameters need {@link #inputGradient} before, which goes back through time:
 * a layer with parameters comes before this one.
 *
 * @param steps length of the sequence
 * @param width values per step that enter
 * @param hidden values per step that leave
 */
record Lstm(int steps, int width, int hidden) implements Layer {

  @Override
  public int inputs() {
    return Math.multiplyExact(steps, width);
  }

  @Override
  public int outputs() {
    return Math.multiplyExact(steps, hidden);
  }

  @Override
  public ParameterLayout addTo(ParameterLayout layout, int number) {
    String name = "lstm-" + number;
    return layout
        .with(name + "/input-weights", gates(), width)
        .with(name + "/recurrent-weights", gates(), hidden)
        .with(name + "/input-bias", gates())
        .with(name + "/recurrent-bias", gates());
  }

  /**
   * Weights Glorot uniform, as those of one matrix [width + hidden, 4 hidden]; biases zero, but for
   * the forget gate's of the input, which is 1 (Jozefowicz et al. 2015).
   */
  @Override
  public void initialise(RandomKey key, float[] parameters, int from) {
    int weights = gates() * (width + hidden);
    Initial.GLOROT_UNIFORM.fill(key, width + hidden, gates(), parameters, from, weights);
    Arrays.fill(parameters, from + weights + hidden, from + weights + 2 * hidden, 1);
  }

  @Override
  public long flops() {
    return 2L * steps * gates() * (width + hidden);
  }

  /**
   * For each row and step: the gates, then, after all of these, the h before the step, c and
   * tanh(c). The way back puts gradients in the gates' place. At the end one example's gradient.
   */
  @Override
  public int memory(int rows) {
    return Math.addExact(pass(rows), parameters());
  }

  private int pass(int rows) {
    return Math.multiplyExact(Math.multiplyExact(rows, steps), 7 * hidden);
  }

  private int parameters() {
    return Math.multiplyExact(gates(), width + hidden + 2);
  }

  @Override
  public void forward(Batch batch, Floats parameters, Floats inputs, Floats outputs) {
    int rows = batch.rows();
    LstmPass pass = new LstmPass(this, batch, parameters);
    pass.writeBiases();
    Blas.addProductWithTransposed(rows * steps, width, gates(), inputs, parameters, batch.memory());
    pass.forward(outputs);
  }

  @Override
  public void inputGradient(
      Batch batch,
      Floats parameters,
      Floats inputs,
      Floats outputs,
      Floats outputGradient,
      Floats inputGradient) {
    new LstmPass(this, batch, parameters).backward(outputGradient);
    Blas.product(batch.rows() * steps, width, gates(), batch.memory(), parameters, inputGradient);
  }

  @Override
  public void addGradient(
      Batch batch, Floats inputs, Floats outputGradient, float scale, Floats target) {
    Floats before = batch.memory().slice(before(batch), batch.rows() * steps * hidden);
    addGradient(batch.rows(), batch, batch.memory(), before, inputs, scale, target);
  }

  /** Of the first rows of what each {@code Floats} holds. */
  private void addGradient(
      int examples,
      Batch batch,
      Floats gates,
      Floats before,
      Floats inputs,
      float scale,
      Floats target) {
    int rows = examples * steps;
    Floats recurrent = target.slice(recurrentWeights(), gates() * hidden);
    Blas.addTransposedProduct(rows, width, gates(), scale, gates, inputs, target);
    Blas.addTransposedProduct(rows, hidden, gates(), scale, gates, before, recurrent);
    float[] sums = batch.scratch(2 * gates());
    Arrays.fill(sums, 0, gates(), 0);
    for (int row = 0; row < rows; row++) {
      gates.read(row * gates(), sums, gates(), gates());
      for (int i = 0; i < gates(); i++) {
        sums[i] += sums[gates() + i];
      }
    }
    for (int i = 0; i < 2 * gates(); i++) {
      int at = biases() + i;
      target.set(at, target.get(at) + scale * sums[i % gates()]);
    }
  }

  /** Gates share weights over steps, so that a sum over steps has no norm of its parts. */
  @Override
  public void addSquaredNorms(Batch batch, Floats inputs, Floats outputGradient, double[] squares) {
    Floats memory = batch.memory();
    Floats gradient = memory.slice(pass(batch.rows()), parameters());
    for (int row = 0; row < batch.rows(); row++) {
      int first = row * steps;
      gradient.fill(0);
      addGradient(
          1,
          batch,
          memory.slice(first * gates(), steps * gates()),
          memory.slice(before(batch) + first * hidden, steps * hidden),
          inputs.slice(first * width, steps * width),
          1,
          gradient);
      squares[row] += Blas.squaredNorm(gradient);
    }
  }

  /** The gradients that count are by the gates. */
  @Override
  public void scaleRows(Batch batch, Floats inputs, Floats outputGradient, float[] factors) {
    Floats memory = batch.memory();
    for (int row = 0; row < batch.rows(); row++) {
      int first = row * steps;
      if (factors[row] == 0) {
        inputs.fill(first * width, steps * width, 0);
        memory.fill(first * gates(), steps * gates(), 0);
        memory.fill(before(batch) + first * hidden, steps * hidden, 0);
      } else {
        Blas.scale(factors[row], memory, first * gates(), steps * gates());
      }
    }
  }

  /** Where in memory the h before each step start. */
  private int before(Batch batch) {
    return batch.rows() * steps * gates();
  }

  /** Values of the four gates. */
  int gates() {
    return Math.multiplyExact(4, hidden);
  }

  /** Where W_h starts. */
  int recurrentWeights() {
    return gates() * width;
  }

  /** Where b_x starts, which b_h follows. */
  int biases() {
    return gates() * (width + hidden);
  }
}
