package io.skerry.clients;

import io.skerry.clients.kernels.Blas;
import io.skerry.clients.kernels.Floats;
import io.skerry.clients.model.LayerGradient;

/**
 * Gradient descent whose step is part of the product that computes a layer's gradient: there is no
 * vector of gradients.
 */
final class StepByLayer implements LocalStep {
  private final LocalOptimizer optimizer;
  private final GradientCorrection correction;
  private final ClientVectors vectors;
  private double rate;
  private double examples;

  StepByLayer(LocalTraining training, ClientVectors vectors) {
    this.optimizer = training.optimizer();
    this.correction = training.correction();
    this.vectors = vectors;
  }

  @Override
  public void start(int round) {
    rate = optimizer.rate(round);
  }

  @Override
  public void begin(double examples) {
    this.examples = examples;
  }

  @Override
  public void accept(int index, LayerGradient gradient) {
    Floats parameters = vectors.local().layer(index);
    correction.addTo(parameters, (float) -rate, index, vectors);
    if (optimizer.weightDecay() != 0) {
      Blas.scale((float) (1 - rate * optimizer.weightDecay()), parameters);
    }
    gradient.addTo(parameters, (float) (-rate / examples));
  }

  @Override
  public void end() {}
}
