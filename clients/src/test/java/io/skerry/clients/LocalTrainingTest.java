package io.skerry.clients;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.clients.model.Model;
import io.skerry.clients.model.Models;
import io.skerry.core.InvalidInputException;
import io.skerry.core.data.Examples;
import io.skerry.core.pipeline.ClientTask;
import io.skerry.core.pipeline.ClientUpdate;
import io.skerry.core.pipeline.ClientWorker;
import io.skerry.core.pipeline.ControlVariates;
import io.skerry.core.random.RandomKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class LocalTrainingTest {
  /** Parameters: [out, in] weights, then bias: w00 w01 w10 w11 b0 b1. */
  private static final Model TWO_BY_TWO = Models.logistic(Clients.spec(2, 2));

  private static final ControlVariates NO_CONTROLS =
      new ControlVariates(new float[6], new float[6]);

  @Test
  void train_oneExampleFromZero_movesByHalfTheFeatures() {
    // At zero both probabilities are 1/2: the gradient by the logits is (-1/2, 1/2) for class 0.
    ClientUpdate update =
        train(LocalTraining.fedAvg(TWO_BY_TWO, 1, 1, 0.5), new float[6], example(2, 4, 0));
    assertArrayEquals(new float[] {0.5f, 1, -0.5f, -1, 0.25f, -0.25f}, update.vector(), 1e-6f);
    assertEquals(StrictMath.log(2), update.loss(), 1e-12);
    assertEquals(1, update.accuracy());
    assertEquals(1, update.samples());
    assertEquals(1, update.localSteps());
    assertEquals(4 * 2 * 2, update.flops());
    assertEquals(7, update.ordinal());
  }

  @Test
  void train_wholeBatch_averagesGradients() {
    Examples examples = Clients.examples(new float[] {2, 4, 6, 0}, 0, 1);
    ClientUpdate update = train(LocalTraining.fedAvg(TWO_BY_TWO, 2, 1, 1), new float[6], examples);
    // Mean of (2, 4)/2 and -(6, 0)/2 for class 0.
    assertArrayEquals(new float[] {-1, 1, 1, -1, 0, 0}, update.vector(), 1e-6f);
    assertEquals(0.5, update.accuracy());
    assertEquals(1, update.localSteps());
  }

  @Test
  void train_partialBatch_isAStepOfItsOwn() {
    Examples same = Clients.examples(new float[] {1, 0, 1, 0, 1, 0}, 0, 0, 0);
    ClientUpdate update = train(LocalTraining.fedAvg(TWO_BY_TWO, 2, 2, 0.1), new float[6], same);
    assertEquals(4, update.localSteps());
    assertEquals(2 * 3 * 16, update.flops());
    // Equal examples: every batch has the same mean gradient, whatever its size.
    ClientUpdate single = train(LocalTraining.fedAvg(TWO_BY_TWO, 3, 4, 0.1), new float[6], same);
    assertArrayEquals(single.vector(), update.vector(), 1e-6f);
  }

  @Test
  void train_aSecondEpoch_usesAnotherOrder() {
    Examples examples = Clients.separable(1, 20, 2, 2);
    float[] one =
        train(LocalTraining.fedAvg(TWO_BY_TWO, 1, 1, 0.5), new float[6], examples).vector();
    float[] second = new float[6];
    // Were the order the same, a second client starting from the first's result would do the same.
    System.arraycopy(
        train(LocalTraining.fedAvg(TWO_BY_TWO, 1, 1, 0.5), one, examples).vector(),
        0,
        second,
        0,
        6);
    float[] two =
        train(LocalTraining.fedAvg(TWO_BY_TWO, 1, 2, 0.5), new float[6], examples).vector();
    boolean differs = false;
    for (int i = 0; i < 6; i++) {
      differs |= Math.abs(two[i] - one[i] - second[i]) > 1e-4;
    }
    assertTrue(differs);
  }

  @Test
  void train_inOrderOfRows_repeatsTheSamePass() {
    Examples examples = Clients.separable(1, 7, 2, 2);
    LocalTraining one = inOrderOfRows(1);
    float[] first = train(one, new float[6], examples).vector();
    float[] second = train(one, first.clone(), examples).vector();
    LocalTraining two = inOrderOfRows(2);
    float[] both = train(two, new float[6], examples).vector();
    for (int i = 0; i < 6; i++) {
      assertEquals(first[i] + second[i], both[i], 1e-6f);
    }
  }

  @Test
  void train_noExamples_sendsZeros() {
    ClientUpdate update =
        train(
            LocalTraining.fedAvg(TWO_BY_TWO, 10, 3, 0.5),
            new float[] {1, 2, 3, 4, 5, 6},
            Clients.examples(new float[0]));
    assertArrayEquals(new float[6], update.vector());
    assertEquals(0, update.samples());
    assertEquals(0, update.localSteps());
    assertEquals(0, update.loss());
    assertEquals(0, update.accuracy());
    assertEquals(0, update.flops());
  }

  @Test
  void train_divergingRate_givesANonFiniteUpdate() {
    Model mlp = Models.mlp(Clients.spec(5, 3), java.util.List.of(4));
    LocalTraining training = LocalTraining.fedAvg(mlp, 2, 20, 1e30);
    ClientUpdate update =
        train(
            training, training.initialParameters(RandomKey.of(1)), Clients.separable(1, 20, 5, 3));
    assertFalse(Double.isFinite(update.norm()));
  }

  @Test
  void fedProx_oneStepAwayFromTheReceivedModel_pullsBack() {
    // Two steps on one example. The first is FedAvg's, as w = w_received; the second adds
    // -rate mu (w - w_received) = -0.5 0.2 (w - w_received) to FedAvg's.
    Examples examples = example(2, 4, 0);
    float[] one =
        train(LocalTraining.fedAvg(TWO_BY_TWO, 1, 1, 0.5), new float[6], examples).vector().clone();
    float[] two =
        train(LocalTraining.fedAvg(TWO_BY_TWO, 1, 2, 0.5), new float[6], examples).vector().clone();
    float[] prox =
        train(LocalTraining.fedProx(TWO_BY_TWO, 1, 2, 0.5, 0.2), new float[6], examples).vector();
    for (int i = 0; i < 6; i++) {
      assertEquals(two[i] - 0.1f * one[i], prox[i], 1e-6f);
    }
  }

  @Test
  void fedProx_strongTerm_staysNearerToTheReceivedModel() {
    Examples examples = Clients.separable(1, 100, 2, 2);
    double free =
        train(LocalTraining.fedProx(TWO_BY_TWO, 10, 20, 0.1, 0.01), new float[6], examples).norm();
    double held =
        train(LocalTraining.fedProx(TWO_BY_TWO, 10, 20, 0.1, 5), new float[6], examples).norm();
    assertTrue(held < 0.5 * free, held + " against " + free);
  }

  @Test
  void fedProx_withoutTerm_isFedAvg() {
    assertEquals(
        LocalTraining.fedAvg(TWO_BY_TWO, 10, 2, 0.5),
        LocalTraining.fedProx(TWO_BY_TWO, 10, 2, 0.5, 0));
  }

  @Test
  void scaffold_firstStep_takesTheGradientAsItsControlVariate() {
    // No control variates yet: a step of FedAvg. Its gradient is -(2, 4, -2, -4, 1, -1) / 2.
    ClientUpdate update =
        train(
            LocalTraining.scaffold(TWO_BY_TWO, 1, 1, 0.5),
            new float[6],
            example(2, 4, 0),
            NO_CONTROLS);
    assertArrayEquals(
        new float[] {0.5f, 1, -0.5f, -1, 0.25f, -0.25f, -1, -2, 1, 2, -0.5f, 0.5f},
        update.vector(),
        1e-6f);
  }

  @Test
  void scaffold_severalSteps_followGradientPlusServerMinusOwn() {
    float[] server = {0.5f, 0, 0, 0, -1, 0};
    float[] own = {0, 0.25f, 0, 0, 0, 2};
    Examples examples = Clients.separable(1, 7, 2, 2);
    LocalTraining scaffold =
        LocalTraining.scaffold(TWO_BY_TWO, 3, 2, 0.5)
            .with(new Batches.Passes(3, 2, Batches.Order.ROWS));
    float[] vector =
        train(scaffold, new float[6], examples, new ControlVariates(server, own)).vector();

    // The same steps, one batch at a time, each corrected by hand.
    float[] model = new float[6];
    float[] gradients = new float[6];
    for (int epoch = 0; epoch < 2; epoch++) {
      for (int[] batch : new int[][] {{0, 1, 2}, {3, 4, 5}, {6}}) {
        LocalTraining step = inOrderOfRows(1);
        float[] moved = train(step, model.clone(), examples.pick(batch)).vector();
        for (int i = 0; i < 6; i++) {
          gradients[i] -= moved[i] / 0.5f;
          model[i] += moved[i] - 0.5f * (server[i] - own[i]);
        }
      }
    }
    for (int i = 0; i < 6; i++) {
      assertEquals(model[i], vector[i], 1e-5f);
      assertEquals(gradients[i] / 6 - own[i], vector[6 + i], 1e-5f);
    }
  }

  @Test
  void scaffold_noExamples_changesNothing() {
    ClientUpdate update =
        train(
            LocalTraining.scaffold(TWO_BY_TWO, 1, 1, 0.5),
            new float[6],
            Clients.examples(new float[0]),
            new ControlVariates(new float[] {1, 1, 1, 1, 1, 1}, new float[6]));
    assertArrayEquals(new float[12], update.vector());
  }

  @Test
  void scaffold_otherThanPlainSteps_isRefused() {
    LocalTraining scaffold = LocalTraining.scaffold(TWO_BY_TWO, 1, 1, 0.5);
    LocalOptimizer momentum =
        new LocalOptimizer(
            new UpdateRule.Momentum(0.9), 0.5, LocalOptimizer.StepDecay.NONE, 0, 1e9);
    assertRefused("clients.optimizer: scaffold takes", () -> scaffold.with(momentum));
    LocalOptimizer clipped =
        new LocalOptimizer(new UpdateRule.Sgd(), 0.5, LocalOptimizer.StepDecay.NONE, 0, 1);
    assertRefused("clients.optimizer: scaffold takes", () -> scaffold.with(clipped));
  }

  @Test
  void train_separableProblem_isLearnt() {
    Examples train = Clients.separable(1, 400, 8, 4);
    Examples test = Clients.separable(2, 400, 8, 4);
    for (Model model :
        new Model[] {
          Models.logistic(Clients.spec(8, 4)), Models.mlp(Clients.spec(8, 4), java.util.List.of(16))
        }) {
      LocalTraining training = LocalTraining.fedAvg(model, 10, 10, 0.2);
      float[] start = training.initialParameters(RandomKey.of(5));
      float[] update = train(training, start, train).vector().clone();
      for (int i = 0; i < update.length; i++) {
        update[i] += start[i];
      }
      try (ClientWorker worker = training.open(update)) {
        double correct = worker.evaluate(test).correct();
        assertTrue(correct > 0.95 * 400, correct + " of 400");
      }
    }
  }

  @Test
  void new_badValues_areRefusedByKey() {
    assertRefused("clients.batch: ", () -> LocalTraining.fedAvg(TWO_BY_TWO, 0, 1, 1));
    assertRefused("clients.epochs: ", () -> LocalTraining.fedAvg(TWO_BY_TWO, 1, 0, 1));
    for (double rate : new double[] {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertRefused("clients.rate: ", () -> LocalTraining.fedAvg(TWO_BY_TWO, 1, 1, rate));
    }
    for (double mu : new double[] {-0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertRefused("clients.mu: ", () -> LocalTraining.fedProx(TWO_BY_TWO, 1, 1, 1, mu));
    }
  }

  @Test
  void serialisation_ofAnAlgorithm_keepsItEqual() throws Exception {
    LocalTraining training =
        LocalTraining.fedProx(
            Models.mlp(Clients.spec(5, 3), java.util.List.of(4)), 10, 2, 0.5, 0.1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(training);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertEquals(training, in.readObject());
    }
  }

  private static LocalTraining inOrderOfRows(int epochs) {
    return LocalTraining.fedAvg(TWO_BY_TWO, 3, epochs, 0.5)
        .with(new Batches.Passes(3, epochs, Batches.Order.ROWS));
  }

  private static ClientUpdate train(LocalTraining training, float[] model, Examples examples) {
    return train(training, model, examples, null);
  }

  private static ClientUpdate train(
      LocalTraining training,
      float[] model,
      Examples examples,
      @Nullable ControlVariates controls) {
    ClientTask task = Clients.task(7, examples);
    try (ClientWorker worker = training.open(model)) {
      return worker.train(new ClientTask(task.round(), task.data(), task.key(), controls));
    }
  }

  private static Examples example(float a, float b, float label) {
    return Clients.examples(new float[] {a, b}, label);
  }

  private static void assertRefused(String start, Executable work) {
    String message = assertThrows(InvalidInputException.class, work).getMessage();
    assertTrue(message.startsWith(start), message);
  }
}
