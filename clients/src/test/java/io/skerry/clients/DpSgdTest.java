package io.skerry.clients;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.clients.Batches.Order;
import io.skerry.clients.Batches.Passes;
import io.skerry.clients.Batches.Poisson;
import io.skerry.clients.LocalOptimizer.StepDecay;
import io.skerry.clients.model.Model;
import io.skerry.clients.model.Models;
import io.skerry.core.InvalidInputException;
import io.skerry.core.data.DataSpec;
import io.skerry.core.data.Examples;
import io.skerry.core.data.FloatFeatures;
import io.skerry.core.pipeline.ClientTask;
import io.skerry.core.pipeline.ClientUpdate;
import io.skerry.core.pipeline.ClientWorker;
import io.skerry.core.pipeline.NoisySteps;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DpSgdTest {
  private static final DpSgd LOOSE = new DpSgd(1e6, 0);
  private static final Model TWO_BY_TWO = Models.logistic(Clients.spec(2, 2));

  /** One model for each kind of layer that has parameters. */
  static List<Model> models() {
    return List.of(
        Models.logistic(Clients.spec(64, 3)),
        Models.mlp(Clients.spec(64, 3), List.of(7, 5)),
        Models.cnnMcMahan(new DataSpec(List.of(8, 8), 3)),
        Models.cnnEmnist(new DataSpec(List.of(8, 8), 3)),
        Models.lstm(new DataSpec(List.of(64), 3, 3), 2, List.of(4, 3), List.of()));
  }

  @ParameterizedTest
  @MethodSource("models")
  void train_looseClipNoNoiseAllExamples_isFullBatchDescentToTheBit(Model model) {
    Examples examples = examples(model, 9);
    LocalTraining plain = LocalTraining.fedAvg(model, 9, 3, 0.1).with(rows(9, 3));
    float[] start = plain.initialParameters(RandomKey.of(1));
    float[] expected = train(plain, start, examples).vector();
    LocalTraining dpSgd = plain.with(new Poisson(1, 3)).with(LOOSE);
    assertArrayEquals(expected, train(dpSgd, start, examples).vector());
  }

  @Test
  void train_withAnyRule_getsTheSameGradient() {
    Examples examples = Clients.separable(1, 30, 2, 2);
    LocalTraining sgd =
        LocalTraining.fedAvg(TWO_BY_TWO, 1, 1, 0.1)
            .with(new Poisson(0.3, 8))
            .with(new DpSgd(0.4, 0.5));
    LocalOptimizer momentum =
        new LocalOptimizer(
            new UpdateRule.Momentum(0), 0.1, StepDecay.NONE, 0, Double.POSITIVE_INFINITY);
    assertArrayEquals(
        train(sgd, new float[6], examples).vector(),
        train(sgd.with(momentum), new float[6], examples).vector(),
        1e-6f);
  }

  @Test
  void train_tightClip_shortensEachExampleByItself() {
    // At zero both probabilities are 1/2. Of class 0 and (2, 4) the gradient is (-1, -2, 1, 2,
    // -1/2,
    // 1/2) of norm sqrt(10.5); of class 1 and (0.1, 0) it is (0.05, 0, -0.05, 0, 1/2, -1/2) of norm
    // sqrt(0.505), which C = 0.8 leaves alone.
    Examples examples = Clients.examples(new float[] {2, 4, 0.1f, 0}, 0, 1);
    LocalTraining training =
        LocalTraining.fedAvg(TWO_BY_TWO, 1, 1, 1).with(new Poisson(1, 1)).with(new DpSgd(0.8, 0));
    float[] update = train(training, new float[6], examples).vector();
    double[] large = {-1, -2, 1, 2, -0.5, 0.5};
    double[] small = {0.05, 0, -0.05, 0, 0.5, -0.5};
    for (int i = 0; i < 6; i++) {
      double sum = large[i] * 0.8 / Math.sqrt(10.5) + small[i];
      assertEquals(-sum / 2, update[i], 1e-6);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void train_oneExample_movesNoFurtherThanTheClip(Model model) {
    double clip = 0.01;
    LocalTraining training =
        LocalTraining.fedAvg(model, 1, 1, 1).with(new Poisson(1, 1)).with(new DpSgd(clip, 0));
    float[] start = training.initialParameters(RandomKey.of(1));
    double norm = train(training, start, examples(model, 1)).norm();
    // The update is a difference of rounded parameters of at most 2.
    assertEquals(clip, norm, 0x1p-23 * Math.sqrt(start.length));
  }

  @Test
  void train_anExampleThatIsNoNumber_countsForNothing() {
    LocalTraining training =
        LocalTraining.fedAvg(TWO_BY_TWO, 1, 1, 1).with(new Poisson(1, 1)).with(new DpSgd(0.5, 0));
    float infinite = Float.POSITIVE_INFINITY;
    Examples broken = Clients.examples(new float[] {2, 4, infinite, 1}, 0, 1);
    Examples none = Clients.examples(new float[] {2, 4}, 0);
    float[] update = train(training, new float[6], broken).vector();
    float[] alone = train(training, new float[6], none).vector();
    for (int i = 0; i < 6; i++) {
      assertEquals(alone[i] / 2, update[i], 1e-7);
    }
  }

  @Test
  void train_withNoise_addsItsVarianceInEveryStepAlsoToEmptyBatches() {
    // 20,000 weights, whose gradient is 0 as all features are. In each of 2 steps noise of
    // deviation
    // z C is divided by q n = 0.2 and multiplied by the rate. The sample variance of n normal draws
    // has relative deviation sqrt(2 / n) = 0.01.
    int width = 10_000;
    Model model = Models.logistic(Clients.spec(width, 2));
    LocalTraining training =
        LocalTraining.fedAvg(model, 1, 1, 0.1).with(new Poisson(0.05, 2)).with(new DpSgd(0.5, 3));
    Examples examples = Clients.examples(new float[4 * width], 0, 1, 0, 1);
    ClientUpdate update = train(training, new float[2 * width + 2], examples);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 2 * width; i++) {
      sum += update.vector()[i];
      squares += (double) update.vector()[i] * update.vector()[i];
    }
    double variance = 2 * Math.pow(0.1 * 3 * 0.5 / (0.05 * 4), 2);
    assertEquals(1, squares / (2 * width) / variance, 5 * 0.01);
    assertEquals(0, sum / (2 * width), 5 * Math.sqrt(variance / (2 * width)));
    assertEquals(2, update.localSteps());
  }

  @Test
  void train_anotherClientOrRound_drawsOtherNoise() {
    LocalTraining training =
        LocalTraining.fedAvg(TWO_BY_TWO, 1, 1, 1).with(new Poisson(1, 1)).with(new DpSgd(1, 1));
    Examples examples = Clients.separable(1, 5, 2, 2);
    ClientTask task = Clients.task(7, examples);
    try (ClientWorker worker = training.open(new float[6])) {
      float[] first = worker.train(task).vector().clone();
      float[] other =
          worker.train(new ClientTask(1, task.data(), RandomKey.of(9))).vector().clone();
      for (int i = 0; i < 6; i++) {
        assertTrue(Math.abs(first[i] - other[i]) > 1e-4);
      }
      assertArrayEquals(first, worker.train(task).vector());
    }
  }

  @Test
  void train_withoutAnExampleDrawn_hasNoLoss() {
    LocalTraining training =
        LocalTraining.fedAvg(TWO_BY_TWO, 1, 1, 1).with(new Poisson(1e-9, 4)).with(new DpSgd(1, 0));
    ClientUpdate update = train(training, new float[6], Clients.separable(1, 5, 2, 2));
    assertTrue(Double.isNaN(update.loss()));
    assertEquals(0, update.flops());
    assertEquals(4, update.localSteps());
    assertArrayEquals(new float[6], update.vector());
  }

  @Test
  void poissonBatches_haveTheSizesOfIndependentDraws() {
    // Sizes are binomial(1000, 0.1): mean 100, variance 90. Over 400 batches the mean has deviation
    // sqrt(90 / 400), the variance about 90 sqrt(2 / 400).
    BatchStream batches = new Poisson(0.1, 400).open();
    RandomStream draws = RandomKey.of(3).stream();
    batches.start(1000, RandomKey.of(1));
    double sum = 0;
    double squares = 0;
    int[] drawn = new int[1000];
    while (batches.next(draws)) {
      sum += batches.size();
      squares += Math.pow(batches.size() - 100, 2);
      for (int row = 0; row < batches.size(); row++) {
        drawn[batches.example(row)]++;
      }
      assertEquals(100, batches.denominator(), 1e-12);
    }
    assertEquals(100, sum / 400, 5 * Math.sqrt(90.0 / 400));
    assertEquals(90, squares / 400, 5 * 90 * Math.sqrt(2.0 / 400));
    for (int count : drawn) {
      // Binomial(400, 0.1): 40 with deviation 6; six of these over 1,000 examples.
      assertEquals(40, count, 36);
    }
  }

  @Test
  void events_sayHowOftenAnExampleIsUsed() {
    LocalTraining plain = LocalTraining.fedAvg(TWO_BY_TWO, 10, 5, 1);
    assertEquals(List.of(), plain.events());
    LocalTraining inPasses = plain.with(new DpSgd(0.5, 1.5));
    assertEquals(List.of(new NoisySteps(5, 1, 1.5)), inPasses.events());
    assertEquals(
        List.of(new NoisySteps(50, 0.1, 1.5)), inPasses.with(new Poisson(0.1, 50)).events());
  }

  @Test
  void new_badValues_areRefusedByKey() {
    for (double clip : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertRefused("clients.privacy.clip: ", () -> new DpSgd(clip, 1));
    }
    for (double z : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertRefused("clients.privacy.noise-multiplier: ", () -> new DpSgd(1, z));
    }
    for (double rate : new double[] {0, -0.1, 1.1, Double.NaN}) {
      assertRefused("clients.privacy.sampling-rate: ", () -> new Poisson(rate, 1));
    }
    assertRefused("clients.epochs: ", () -> new Poisson(0.5, 0));
  }

  private static Passes rows(int size, int epochs) {
    return new Passes(size, epochs, Order.ROWS);
  }

  /** Of 64 features in [0, 3), whole numbers where the model takes tokens. */
  private static Examples examples(Model model, int size) {
    RandomStream stream = RandomKey.of(5).stream();
    float[] values = new float[64 * size];
    float[] labels = new float[size];
    for (int i = 0; i < values.length; i++) {
      values[i] = model.data().vocabulary() > 0 ? stream.nextInt(3) : (float) stream.nextDouble();
    }
    for (int row = 0; row < size; row++) {
      labels[row] = stream.nextInt(3);
    }
    return Examples.range(new FloatFeatures(values, 64), labels, 0, size);
  }

  private static ClientUpdate train(LocalTraining training, float[] model, Examples examples) {
    try (ClientWorker worker = training.open(model)) {
      return worker.train(Clients.task(7, examples));
    }
  }

  private static void assertRefused(String start, Executable work) {
    String message = assertThrows(InvalidInputException.class, work).getMessage();
    assertTrue(message.startsWith(start), message);
  }
}
