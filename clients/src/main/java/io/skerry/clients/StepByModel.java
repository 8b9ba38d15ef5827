package io.skerry.clients;

import io.skerry.clients.kernels.Blas;
import io.skerry.clients.kernels.Floats;
import io.skerry.clients.model.LayerGradient;
import io.skerry.clients.model.Parameters;

/** Gathers the gradient of the whole model first: for rules that remember, and for its norm. */
final class StepByModel implements LocalStep {
  private final LocalOptimizer optimizer;
  private final GradientCorrection correction;
  private final ClientVectors vectors;
  private final Parameters gradient;
  private final Floats[] memory;
  private double rate;
  private double examples;
  private int step;

  /**
   * @param gradient memory for the gradient
   * @param memory what the rule remembers
   */
  StepByModel(LocalTraining training, ClientVectors vectors, Parameters gradient, Floats[] memory) {
    this.optimizer = training.optimizer();
    this.correction = training.correction();
    this.vectors = vectors;
    this.gradient = gradient;
    this.memory = memory;
  }

  @Override
  public void start(int round) {
    rate = optimizer.rate(round);
    step = 0;
    for (Floats vector : memory) {
      vector.fill(0);
    }
  }

  @Override
  public void begin(double examples) {
    this.examples = examples;
  }

  @Override
  public void accept(int index, LayerGradient gradient) {
    Floats target = this.gradient.layer(index);
    target.fill(0);
    correction.addTo(target, 1, index, vectors);
    gradient.addTo(target, (float) (1 / examples));
  }

  @Override
  public void end() {
    Floats all = gradient.all();
    if (optimizer.clip() != Double.POSITIVE_INFINITY) {
      double norm = Math.sqrt(Blas.squaredNorm(all));
      if (norm > optimizer.clip()) {
        Blas.scale((float) (optimizer.clip() / norm), all);
      }
    }
    if (optimizer.weightDecay() != 0) {
      Blas.add((float) optimizer.weightDecay(), vectors.local().all(), all);
    }
    step++;
    optimizer.rule().step(step, rate, all, memory, vectors.local().all());
  }
}
