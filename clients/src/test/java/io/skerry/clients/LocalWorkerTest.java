package io.skerry.clients;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.skerry.clients.model.Model;
import io.skerry.clients.model.Models;
import io.skerry.core.data.DataSpec;
import io.skerry.core.data.Examples;
import io.skerry.core.pipeline.ClientTask;
import io.skerry.core.pipeline.ClientUpdate;
import io.skerry.core.pipeline.ClientWorker;
import io.skerry.core.pipeline.Evaluation;
import io.skerry.core.random.RandomKey;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LocalWorkerTest {
  private static final Model LOGISTIC = Models.logistic(Clients.spec(49, 3));
  private static final Model MLP = Models.mlp(Clients.spec(49, 3), List.of(20, 9));

  /** Convolutions, pooling and dropout. */
  private static final Model CNN = Models.cnnEmnist(new DataSpec(List.of(7, 7), 3));

  static Stream<LocalTraining> algorithms() {
    return Stream.of(
        LocalTraining.fedAvg(LOGISTIC, 10, 2, 0.1),
        LocalTraining.fedAvg(MLP, 10, 2, 0.1),
        LocalTraining.fedAvg(CNN, 20, 1, 0.01),
        LocalTraining.fedProx(MLP, 4, 2, 0.1, 0.3),
        LocalTraining.fedProx(MLP, 4, 2, 0.1, 0.3)
            .with(
                new LocalOptimizer(
                    new UpdateRule.Adam(0.9, 0.999, 1e-8),
                    0.01,
                    LocalOptimizer.StepDecay.NONE,
                    1e-4,
                    1)));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void train_whateverCameBefore_givesTheSameBits(LocalTraining algorithm) {
    float[] model = algorithm.initialParameters(RandomKey.of(1));
    ClientTask small = Clients.task(1, Clients.separable(1, 3, 49, 3));
    ClientTask large = Clients.task(2, Clients.separable(2, 137, 49, 3));
    float[] freshSmall = fresh(algorithm, model, small);
    float[] freshLarge = fresh(algorithm, model, large);
    try (ClientWorker worker = algorithm.open(model)) {
      assertArrayEquals(freshLarge, worker.train(large).vector());
      assertArrayEquals(freshSmall, worker.train(small).vector());
      assertEquals(worker.evaluate(large.data().train()), worker.evaluate(large.data().train()));
      assertArrayEquals(freshLarge, worker.train(large).vector());
    }
  }

  @Test
  void train_afterADivergedClientInTheSameMemory_givesTheSameBits() {
    LocalTraining algorithm = LocalTraining.fedProx(MLP, 10, 2, 0.1, 0.1);
    LocalTraining diverging = LocalTraining.fedAvg(MLP, 10, 20, 1e30);
    float[] model = algorithm.initialParameters(RandomKey.of(1));
    ClientTask task = Clients.task(2, Clients.separable(2, 35, 49, 3));
    float[] expected = fresh(algorithm, model, task);
    fresh(diverging, model, task);
    assertArrayEquals(expected, fresh(algorithm, model, task));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void train_onManyThreads_givesTheSameBits(LocalTraining algorithm) throws Exception {
    float[] model = algorithm.initialParameters(RandomKey.of(1));
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<float[]>> futures = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        ClientTask task = Clients.task(i % 5, Clients.separable(i % 5, 10 + i % 5, 49, 3));
        futures.add(pool.submit(() -> fresh(algorithm, model, task)));
      }
      for (int i = 5; i < 40; i++) {
        assertArrayEquals(futures.get(i % 5).get(), futures.get(i).get());
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void workers_openAtOnceOnOneThread_doNotDisturbEachOther() {
    LocalTraining algorithm = LocalTraining.fedAvg(MLP, 10, 2, 0.1);
    float[] model = algorithm.initialParameters(RandomKey.of(1));
    float[] other = algorithm.initialParameters(RandomKey.of(2));
    ClientTask task = Clients.task(2, Clients.separable(2, 35, 49, 3));
    float[] expected = fresh(algorithm, model, task);
    try (ClientWorker first = algorithm.open(model);
        ClientWorker second = algorithm.open(other)) {
      second.train(task);
      assertArrayEquals(expected, first.train(task).vector());
    }
  }

  @Test
  void close_twice_handsTheMemoryOnOnce() {
    LocalTraining algorithm = LocalTraining.fedAvg(LOGISTIC, 10, 1, 0.1);
    float[] model = new float[algorithm.layout().size()];
    model[0] = 1;
    ClientWorker closed = algorithm.open(model);
    closed.close();
    closed.close();
    Examples examples = Clients.separable(1, 9, 49, 3);
    try (ClientWorker first = algorithm.open(model)) {
      Evaluation before = first.evaluate(examples);
      try (ClientWorker second = algorithm.open(new float[model.length])) {
        assertEquals(9, second.evaluate(examples).samples());
        assertEquals(before, first.evaluate(examples));
      }
    }
  }

  @Test
  void evaluate_severalChunks_equalsTheDefinition() {
    float[] model = new float[LOGISTIC.layout().size()];
    for (int i = 0; i < model.length; i++) {
      model[i] = (i % 5 - 2) * 0.3f;
    }
    Examples examples = Clients.separable(3, 150, 49, 3);
    double loss = 0;
    int correct = 0;
    float[] x = new float[49];
    for (int row = 0; row < 150; row++) {
      examples.gather(row, x, 0);
      double[] logits = new double[3];
      for (int c = 0; c < 3; c++) {
        logits[c] = model[147 + c];
        for (int i = 0; i < 49; i++) {
          logits[c] += (double) model[c * 49 + i] * x[i];
        }
      }
      int label = (int) examples.label(row);
      double sum = 0;
      for (double logit : logits) {
        sum += Math.exp(logit);
      }
      loss += Math.log(sum) - logits[label];
      int best = logits[0] >= logits[1] ? 0 : 1;
      correct += (logits[2] > logits[best] ? 2 : best) == label ? 1 : 0;
    }
    try (ClientWorker worker = LocalTraining.fedAvg(LOGISTIC, 10, 1, 0.1).open(model)) {
      Evaluation evaluation = worker.evaluate(examples);
      assertEquals(150, evaluation.samples());
      assertEquals(loss, evaluation.lossSum(), 1e-3);
      assertEquals(correct, evaluation.correct(), 0);
    }
  }

  @Test
  void evaluate_noExamples_isZero() {
    float[] model = new float[LOGISTIC.layout().size()];
    try (ClientWorker worker = LocalTraining.fedAvg(LOGISTIC, 10, 1, 0.1).open(model)) {
      assertEquals(new Evaluation(0, 0, 0), worker.evaluate(Clients.examples(new float[0])));
    }
  }

  @Test
  void open_otherLength_isRefused() {
    LocalTraining training = LocalTraining.fedAvg(LOGISTIC, 10, 1, 0.1);
    assertThrows(IllegalArgumentException.class, () -> training.open(new float[5]));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void train_manySteps_allocatesNothingPerStep(LocalTraining algorithm) {
    ClientTask few = Clients.task(1, Clients.separable(1, 20, 49, 3));
    ClientTask many = Clients.task(1, Clients.separable(1, 20_000, 49, 3));
    try (ClientWorker worker = algorithm.open(algorithm.initialParameters(RandomKey.of(1)))) {
      worker.train(few);
      Batches.Passes passes = (Batches.Passes) algorithm.batches();
      long steps = 20_000 / passes.size() * passes.epochs();
      // The smallest object has 16 bytes; what a client allocates varies a little with compilation,
      // before which vectors are objects, too.
      long more = Long.MAX_VALUE;
      for (int i = 0; i < 100 && more >= steps; i++) {
        more = allocated(worker, many) - allocated(worker, few);
      }
      assertTrue(more < steps, more + " bytes in " + steps + " steps");
    }
  }

  private static long allocated(ClientWorker worker, ClientTask task) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    ClientUpdate update = worker.train(task);
    long after = threads.getCurrentThreadAllocatedBytes();
    assertEquals(task.data().train().size(), update.samples());
    return after - before;
  }

  private static float[] fresh(LocalTraining algorithm, float[] model, ClientTask task) {
    try (ClientWorker worker = algorithm.open(model)) {
      return worker.train(task).vector();
    }
  }
}
