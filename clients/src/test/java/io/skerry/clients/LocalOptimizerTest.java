package io.skerry.clients;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.clients.LocalOptimizer.StepDecay;
import io.skerry.clients.model.Model;
import io.skerry.clients.model.Models;
import io.skerry.core.InvalidInputException;
import io.skerry.core.data.Examples;
import io.skerry.core.pipeline.ClientTask;
import io.skerry.core.pipeline.ClientWorker;
import io.skerry.core.random.RandomKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LocalOptimizerTest {
  private static final UpdateRule SGD = new UpdateRule.Sgd();
  private static final double UNBOUNDED = Double.POSITIVE_INFINITY;

  /** Two features and two classes: w00 w01 w10 w11 b0 b1. */
  private static final Model MODEL = Models.logistic(Clients.spec(2, 2));

  private static final Examples ONE = Clients.examples(new float[] {2, 4}, 0);

  /** The gradient at zero parameters: both probabilities are 1/2. */
  private static final float[] GRADIENT = {-1, -2, 1, 2, -0.5f, 0.5f};

  static List<UpdateRule> rules() {
    return List.of(SGD, new UpdateRule.Momentum(0.9), new UpdateRule.Adam(0.9, 0.999, 1e-8));
  }

  @Test
  void momentumOfZero_isGradientDescent() {
    Examples examples = Clients.separable(1, 30, 2, 2);
    assertArrayEquals(
        update(SGD, 4, 3, examples), update(new UpdateRule.Momentum(0), 4, 3, examples), 1e-6f);
  }

  @Test
  void gradientClip_beyondEveryNorm_isGradientDescent() {
    Examples examples = Clients.separable(1, 30, 2, 2);
    LocalOptimizer clipped = new LocalOptimizer(SGD, 0.1, StepDecay.NONE, 0.01, 1e6);
    LocalOptimizer free = new LocalOptimizer(SGD, 0.1, StepDecay.NONE, 0.01, UNBOUNDED);
    assertArrayEquals(update(free, 4, 3, examples), update(clipped, 4, 3, examples), 1e-6f);
  }

  @Test
  void gradientClip_belowTheNorm_shortensTheWholeGradient() {
    // The gradient's norm is sqrt(10.5).
    LocalOptimizer clipped = new LocalOptimizer(SGD, 1, StepDecay.NONE, 0, 0.5);
    float[] update = update(clipped, 1, 1, ONE);
    for (int i = 0; i < update.length; i++) {
      assertEquals(-GRADIENT[i] * 0.5 / Math.sqrt(10.5), update[i], 1e-6);
    }
  }

  @Test
  void momentum_secondStep_addsTheFirstOnesVelocity() {
    // Step 1: v = g1, w = -eta g1. Step 2: v = beta g1 + g2, where g2 is SGD's second gradient.
    float[] one = update(SGD, 1, 1, ONE);
    float[] two = update(SGD, 1, 2, ONE);
    float[] withMomentum = update(new UpdateRule.Momentum(0.9), 1, 2, ONE);
    for (int i = 0; i < one.length; i++) {
      assertEquals(two[i] + 0.9f * one[i], withMomentum[i], 1e-6f);
    }
  }

  @Test
  void adam_firstStep_movesEachParameterByTheRate() {
    // Unbiased moments are g and g^2: the step is eta g / (|g| + epsilon).
    float[] update = update(new UpdateRule.Adam(0.9, 0.999, 1e-8), 1, 1, ONE);
    for (int i = 0; i < update.length; i++) {
      assertEquals(-0.1 * Math.signum(GRADIENT[i]), update[i], 1e-6);
    }
  }

  @Test
  void adam_secondStepOnTheSameGradientSign_followsTheMoments() {
    // At epsilon 1e8 the step is eta m_hat / epsilon: small, so that the gradient stays g.
    float[] update = update(new UpdateRule.Adam(0.5, 0.5, 1e8), 1, 2, ONE);
    for (int i = 0; i < update.length; i++) {
      assertEquals(-2 * 0.1 * GRADIENT[i] / 1e8, update[i], 1e-14);
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void weightDecay_alone_shrinksTheModel(UpdateRule rule) {
    // Two examples with zero features, one of each class, have no gradient by weights.
    float[] model = {1, -1, 0.5f, 2, 0, 0};
    Examples none = Clients.examples(new float[4], 0, 1);
    LocalOptimizer decaying = new LocalOptimizer(rule, 0.1, StepDecay.NONE, 0.5, UNBOUNDED);
    float[] update = update(decaying, 2, 1, none, 1, model);
    float[] expected = update(decaying, 2, 1, none, 1, new float[6]);
    assertArrayEquals(new float[6], expected);
    for (int i = 0; i < 4; i++) {
      double step = rule instanceof UpdateRule.Adam ? Math.signum(model[i]) : 0.5 * model[i];
      assertEquals(-0.1 * step, update[i], 1e-6);
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void fedProx_withAnyRule_addsItsTermToTheGradient(UpdateRule rule) {
    // A term far stronger than the loss holds the model where it was received.
    Examples examples = Clients.separable(1, 50, 2, 2);
    LocalTraining free = LocalTraining.fedProx(MODEL, 10, 20, 0.001, 0);
    LocalTraining held = LocalTraining.fedProx(MODEL, 10, 20, 0.001, 100);
    LocalOptimizer optimizer = new LocalOptimizer(rule, 0.001, StepDecay.NONE, 0, UNBOUNDED);
    float[] model = {0.3f, -0.2f, 0.1f, 0.2f, 0, 0};
    double far = norm(train(free.with(optimizer), examples, 1, model));
    double near = norm(train(held.with(optimizer), examples, 1, model));
    assertTrue(near < 0.5 * far, near + " against " + far);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void train_afterAnotherClient_remembersNothing(UpdateRule rule) {
    Examples examples = Clients.separable(1, 30, 2, 2);
    LocalTraining training =
        LocalTraining.fedAvg(MODEL, 4, 2, 0.1)
            .with(new LocalOptimizer(rule, 0.1, StepDecay.NONE, 0, UNBOUNDED));
    try (ClientWorker worker = training.open(new float[6])) {
      float[] first = worker.train(Clients.task(7, examples)).vector().clone();
      worker.train(Clients.task(8, Clients.separable(2, 50, 2, 2)));
      assertArrayEquals(first, worker.train(Clients.task(7, examples)).vector());
    }
  }

  @Test
  void stepDecay_afterEveryTwoRounds_halvesTheRate() {
    LocalOptimizer decaying = new LocalOptimizer(SGD, 0.8, new StepDecay(0.5, 2), 0, UNBOUNDED);
    double[] rates = {0.8, 0.8, 0.4, 0.4, 0.2};
    for (int round = 1; round <= rates.length; round++) {
      assertEquals(rates[round - 1], decaying.rate(round));
      assertArrayEquals(
          update(LocalOptimizer.sgd(rates[round - 1]), 1, 1, ONE),
          update(decaying, 1, 1, ONE, round, new float[6]));
    }
  }

  @Test
  void new_badValues_areRefusedByKey() {
    assertRefused("clients.rate: ", () -> LocalOptimizer.sgd(0));
    assertRefused(
        "clients.weight-decay: ", () -> new LocalOptimizer(SGD, 1, StepDecay.NONE, -1, 1));
    assertRefused(
        "clients.gradient-clip: ", () -> new LocalOptimizer(SGD, 1, StepDecay.NONE, 0, 0));
    assertRefused("clients.rate-decay.factor: ", () -> new StepDecay(1.5, 1));
    assertRefused("clients.rate-decay.every: ", () -> new StepDecay(0.5, 0));
    assertRefused("clients.optimizer.momentum: ", () -> new UpdateRule.Momentum(1));
    assertRefused("clients.optimizer.beta1: ", () -> new UpdateRule.Adam(-0.1, 0.9, 1));
    assertRefused("clients.optimizer.beta2: ", () -> new UpdateRule.Adam(0.9, 1, 1));
    assertRefused("clients.optimizer.epsilon: ", () -> new UpdateRule.Adam(0.9, 0.9, 0));
  }

  private static float[] update(UpdateRule rule, int batch, int epochs, Examples examples) {
    return update(
        new LocalOptimizer(rule, 0.1, StepDecay.NONE, 0, UNBOUNDED), batch, epochs, examples);
  }

  private static float[] update(
      LocalOptimizer optimizer, int batch, int epochs, Examples examples) {
    return update(optimizer, batch, epochs, examples, 1, new float[6]);
  }

  private static float[] update(
      LocalOptimizer optimizer,
      int batch,
      int epochs,
      Examples examples,
      int round,
      float[] model) {
    LocalTraining training = LocalTraining.fedAvg(MODEL, batch, epochs, 1).with(optimizer);
    return train(training, examples, round, model);
  }

  private static float[] train(
      LocalTraining training, Examples examples, int round, float[] model) {
    ClientTask task = Clients.task(7, examples);
    try (ClientWorker worker = training.open(model)) {
      return worker.train(new ClientTask(round, task.data(), RandomKey.of(42))).vector().clone();
    }
  }

  private static double norm(float[] vector) {
    double sum = 0;
    for (float value : vector) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }

  private static void assertRefused(String start, Executable work) {
    String message = assertThrows(InvalidInputException.class, work).getMessage();
    assertTrue(message.startsWith(start), message);
  }
}
