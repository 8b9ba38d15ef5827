package io.skerry.clients;

import io.skerry.clients.Batches.Order;
import io.skerry.clients.Batches.Passes;
import io.skerry.clients.Batches.Poisson;
import io.skerry.clients.kernels.Blas;
import io.skerry.clients.model.Model;
import io.skerry.core.InvalidInputException;
import io.skerry.core.model.ParameterLayout;
import io.skerry.core.pipeline.ClientAlgorithm;
import io.skerry.core.pipeline.ClientWorker;
import io.skerry.core.pipeline.NoisySteps;
import io.skerry.core.pipeline.RoundEvent;
import io.skerry.core.random.RandomKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Clients that train the model they receive on their own examples in batches, and send the
 * difference.
 *
 * @param batches which examples each step takes
 * @param optimizer turns a batch's gradient into a step
 * @param correction added to each gradient
 * @param privacy protects each example within its client; null for none
 */
public record LocalTraining(
    Model model,
    Batches batches,
    LocalOptimizer optimizer,
    GradientCorrection correction,
    @Nullable DpSgd privacy)
    implements ClientAlgorithm {

  public LocalTraining {
    if (correction instanceof GradientCorrection.ControlVariate && !optimizer.stepsByLayer()) {
      throw new InvalidInputException(
          "clients.optimizer: scaffold takes a client's control variate from its way under plain"
              + " gradient descent; expected the type sgd and no clients.gradient-clip");
    }
  }

  /** FedAvg (McMahan et al. 2017, algorithm 1). */
  public static LocalTraining fedAvg(Model model, int batch, int epochs, double rate) {
    return new LocalTraining(
        model,
        new Passes(batch, epochs, Order.SHUFFLED),
        LocalOptimizer.sgd(rate),
        new GradientCorrection.None(),
        null);
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

  /** SCAFFOLD (Karimireddy et al. 2020, algorithm 1) with its option II. */
  public static LocalTraining scaffold(Model model, int batch, int epochs, double rate) {
    return fedAvg(model, batch, epochs, rate).with(new GradientCorrection.ControlVariate());
  }

  /** The same training with another optimizer. */
  public LocalTraining with(LocalOptimizer other) {
    return new LocalTraining(model, batches, other, correction, privacy);
  }

  private LocalTraining with(GradientCorrection other) {
    return new LocalTraining(model, batches, optimizer, other, privacy);
  }

  /** The same training on other batches. */
  public LocalTraining with(Batches other) {
    return new LocalTraining(model, other, optimizer, correction, privacy);
  }

  /** The same training with each example protected. */
  public LocalTraining with(DpSgd mechanism) {
    return new LocalTraining(model, batches, optimizer, correction, mechanism);
  }

  @Override
  public ParameterLayout layout() {
    return model.layout();
  }

  @Override
  public boolean controlled() {
    return correction instanceof GradientCorrection.ControlVariate;
  }

  @Override
  public float[] initialParameters(RandomKey key) {
    return model.initialParameters(key);
  }

  @Override
  public List<RoundEvent> events() {
    if (privacy == null) {
      return List.of();
    }
    double z = privacy.noiseMultiplier();
    NoisySteps steps =
        batches instanceof Poisson poisson
            ? new NoisySteps(poisson.steps(), poisson.rate(), z)
            // Of the steps of a pass each example is in one.
            : new NoisySteps(((Passes) batches).epochs(), 1, z);
    return List.of(steps);
  }

  @Override
  public String kernels() {
    return Blas.name();
  }

  @Override
  public ClientWorker open(float[] model) {
    return new LocalWorker(this, model);
  }
}
