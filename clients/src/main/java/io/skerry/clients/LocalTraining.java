package io.skerry.clients;

import io.skerry.clients.kernels.Blas;
import io.skerry.clients.model.Model;
import io.skerry.core.InvalidInputException;
import io.skerry.core.model.ParameterLayout;
import io.skerry.core.pipeline.ClientAlgorithm;
import io.skerry.core.pipeline.ClientWorker;
import io.skerry.core.random.RandomKey;

/**
 * Clients that train the model they receive on their own examples in batches, and send the
 * difference.
 *
 * @param batch examples a step, at least 1; the last batch of an epoch may be smaller
 * @param epochs passes over the examples, at least 1
 * @param optimizer turns a batch's gradient into a step
 * @param correction added to each gradient
 * @param order in which a pass takes the examples
 */
public record LocalTraining(
    Model model,
    int batch,
    int epochs,
    LocalOptimizer optimizer,
    GradientCorrection correction,
    Order order)
    implements ClientAlgorithm {

  /** How a pass over the examples orders them. */
  public enum Order {
    /** At random, each pass anew. */
    SHUFFLED,
    /** As the data has them, to do what another program did. */
    ROWS
  }

  public LocalTraining {
    if (batch < 1) {
      throw new InvalidInputException(
          "clients.batch: expected a number of at least 1, not " + batch);
    }
    if (epochs < 1) {
      throw new InvalidInputException(
          "clients.epochs: expected a number of at least 1, not " + epochs);
    }
  }

  /** FedAvg (McMahan et al. 2017, algorithm 1). */
  public static LocalTraining fedAvg(Model model, int batch, int epochs, double rate) {
    return new LocalTraining(
        model,
        batch,
        epochs,
        LocalOptimizer.sgd(rate),
        new GradientCorrection.None(),
        Order.SHUFFLED);
  }

  /**
   * FedProx (Li et al. 2020, algorithm 2) with a fixed number of epochs; FedAvg where mu is 0.
   *
   * @param mu weight of the proximal term, not negative
   */
  public static LocalTraining fedProx(Model model, int batch, int epochs, double rate, double mu) {
    LocalTraining fedAvg = fedAvg(model, batch, epochs, rate);
    return mu == 0 ? fedAvg : fedAvg.with(new GradientCorrection.Proximal(mu));
  }

  /** The same training with another optimizer. */
  public LocalTraining with(LocalOptimizer other) {
    return new LocalTraining(model, batch, epochs, other, correction, order);
  }

  /** The same training with another correction. */
  public LocalTraining with(GradientCorrection other) {
    return new LocalTraining(model, batch, epochs, optimizer, other, order);
  }

  /** The same training, each pass in the order of the rows. */
  public LocalTraining inOrderOfRows() {
    return new LocalTraining(model, batch, epochs, optimizer, correction, Order.ROWS);
  }

  @Override
  public ParameterLayout layout() {
    return model.layout();
  }

  @Override
  public float[] initialParameters(RandomKey key) {
    return model.initialParameters(key);
  }

  @Override
  public String kernels() {
    return Blas.name();
  }

  @Override
  public ClientWorker open(float[] model) {
    Blas.start();
    return new LocalWorker(this, model);
  }
}
