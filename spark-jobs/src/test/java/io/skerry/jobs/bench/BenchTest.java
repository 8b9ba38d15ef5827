package io.skerry.jobs.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.Packing;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import io.skerry.core.round.LocalRoundRunner;
import io.skerry.core.round.RoundRunner;
import io.skerry.jobs.LocalSpark;
import io.skerry.jobs.runner.SparkRoundRunner;
import io.skerry.jobs.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchTest {
  private static final int WIDTH = 3;
  private static final int CLASSES = 2;
  private static final int ROUNDS = 3;
  private static final long[] OFFSETS = {0, 3, 5, 9, 10};
  private static final int[] COHORTS = {2, 0, 3, 1, 0, 2};
  private static final String META =
      """
      {"model": "mlp", "dims": [3, 2], "clients": 4, "cohort": 2, "batch": 2, "epochs": 2,
       "rounds": 3, "lr": 0.1, "flops_per_sample": 24}
      """;

  @TempDir private Path folder;
  private final float[] x = new float[10 * WIDTH];
  private final int[] y = new int[10];
  private final float[] w0 = new float[CLASSES * WIDTH + CLASSES];

  @BeforeEach
  void write() throws IOException {
    RandomStream stream = RandomKey.of(3).stream();
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) stream.nextGaussian();
    }
    for (int i = 0; i < y.length; i++) {
      y[i] = stream.nextInt(CLASSES);
    }
    for (int i = 0; i < w0.length; i++) {
      w0[i] = (float) stream.nextGaussian();
    }
    Files.writeString(folder.resolve("meta.json"), META);
    ByteBuffer bytes = buffer(x.length * 4);
    bytes.asFloatBuffer().put(x);
    Files.write(folder.resolve("x.bin"), bytes.array());
    bytes = buffer(w0.length * 4);
    bytes.asFloatBuffer().put(w0);
    Files.write(folder.resolve("w0.bin"), bytes.array());
    bytes = buffer(y.length * 4);
    bytes.asIntBuffer().put(y);
    Files.write(folder.resolve("y.bin"), bytes.array());
    bytes = buffer(COHORTS.length * 4);
    bytes.asIntBuffer().put(COHORTS);
    Files.write(folder.resolve("cohorts.bin"), bytes.array());
    bytes = buffer(OFFSETS.length * 8);
    bytes.asLongBuffer().put(OFFSETS);
    Files.write(folder.resolve("off.bin"), bytes.array());
  }

  @Test
  void run_onEitherEngine_doesTheWorkOfThePlainLoop() {
    double[] last = plainLoop();
    double squares = 0;
    double sum = 0;
    for (int i = 0; i < last.length; i++) {
      squares += (last[i] - w0[i]) * (last[i] - w0[i]);
      sum += last[i];
    }
    for (RoundRunner runner :
        new RoundRunner[] {
          new LocalRoundRunner(2), new SparkRoundRunner(LocalSpark.session(), 2)
        }) {
      try (runner) {
        Map<String, @Nullable Object> figures = new Bench(workload(), ROUNDS, runner).run(0);
        assertEquals(Math.sqrt(squares), number(figures, "dnorm"), 1e-6);
        assertEquals(sum, number(figures, "gsum"), 1e-6);
        assertEquals(6, number(figures, "client_updates"));
        assertEquals(2 * (4 + 3 + 1 + 2 + 3 + 4), number(figures, "samples"));
        assertEquals(2 * (2 + 2 + 1 + 1 + 2 + 2), number(figures, "sgd_steps"));
        assertEquals(
            number(figures, "client_updates") / number(figures, "seconds"),
            number(figures, "client_updates_per_s"),
            1e-9);
        assertTrue(number(figures, "loss") < number(figures, "loss0"));
      }
    }
  }

  @Test
  void run_clippedAndNoisy_stillPrintsFigures() throws IOException {
    meta("\"lr\": 0.1", "\"lr\": 0.1, \"dp\": true, \"clip\": 0.5, \"z\": 1.0");
    try (RoundRunner runner = new LocalRoundRunner(2)) {
      Map<String, @Nullable Object> figures = new Bench(workload(), 2, runner).run(0);
      assertEquals(4, number(figures, "client_updates"));
      assertTrue(number(figures, "dnorm") > 0);
    }
  }

  @Test
  void run_examplesClippedAndNoisy_startsFromThePlainLoop() throws IOException {
    double[] last = plainLoop();
    double squares = 0;
    for (int i = 0; i < last.length; i++) {
      squares += (last[i] - w0[i]) * (last[i] - w0[i]);
    }
    double plain = Math.sqrt(squares);
    try (RoundRunner runner = new LocalRoundRunner(2)) {
      meta("\"lr\": 0.1", "\"lr\": 0.1, \"exdp\": true, \"clip\": 1000, \"z\": 0");
      assertEquals(plain, number(new Bench(workload(), ROUNDS, runner).run(0), "dnorm"), 1e-6);
      Files.writeString(
          folder.resolve("meta.json"),
          META.replace("24}", "24, \"exdp\": true, \"clip\": 0.1, \"z\": 0}"));
      assertTrue(number(new Bench(workload(), ROUNDS, runner).run(0), "dnorm") < 0.9 * plain);
      Files.writeString(
          folder.resolve("meta.json"),
          META.replace("24}", "24, \"exdp\": true, \"clip\": 100, \"z\": 1}"));
      assertTrue(number(new Bench(workload(), ROUNDS, runner).run(0), "dnorm") > 10 * plain);
    }
  }

  @Test
  void run_examplesClippedAndNoisy_hasTheSameBitsOnEitherEngine() throws IOException {
    meta("\"lr\": 0.1", "\"lr\": 0.1, \"exdp\": true, \"clip\": 0.5, \"z\": 1");
    try (RoundRunner threads = new LocalRoundRunner(2);
        RoundRunner spark = new SparkRoundRunner(LocalSpark.session(), 3)) {
      Map<String, @Nullable Object> one = new Bench(workload(), ROUNDS, threads).run(0);
      Map<String, @Nullable Object> other = new Bench(workload(), ROUNDS, spark).run(0);
      assertEquals(number(one, "dnorm"), number(other, "dnorm"));
      assertEquals(number(one, "gsum"), number(other, "gsum"));
    }
  }

  @Test
  void bounds_ofUnequalClients_balanceExamples() {
    assertArrayEquals(new long[] {0, 2, 4}, Packing.of(workload().clients(), 2).bounds());
    assertArrayEquals(new long[] {0, 1, 1, 2, 3, 4}, Packing.of(workload().clients(), 5).bounds());
  }

  @Test
  void new_whatThereIsNoModelFor_isRefusedByName() throws IOException {
    meta("\"mlp\"", "\"gru\"");
    assertRefused("model: expected mlp, cnn or lstm, not gru");
    Files.writeString(folder.resolve("meta.json"), META.replace("24}", "24, \"exdp\": true}"));
    assertRefused("clip: missing");
    Files.writeString(folder.resolve("meta.json"), META.replace("[3, 2]", "[3, 4, 2]"));
    assertRefused("model: one of 26 parameters, but w0.bin has 8");
    Files.writeString(folder.resolve("meta.json"), "{}");
    assertRefused("model: missing");
    Files.delete(folder.resolve("meta.json"));
    assertRefused("does not exist, expected a workload's description");
  }

  private void assertRefused(String sentence) {
    String message = assertThrows(InvalidInputException.class, this::workload).getMessage();
    assertTrue(message.contains(sentence), message);
  }

  private Workload workload() {
    return new Workload(Storage.local(), folder.toString());
  }

  private void meta(String key, String changed) throws IOException {
    Files.writeString(folder.resolve("meta.json"), META.replace(key, changed));
  }

  /** Federated averaging of logistic regression, one example after the other, in double. */
  private double[] plainLoop() {
    double[] global = new double[w0.length];
    for (int i = 0; i < w0.length; i++) {
      global[i] = w0[i];
    }
    for (int round = 0; round < ROUNDS; round++) {
      double[] sum = new double[w0.length];
      double weights = 0;
      for (int k : new int[] {COHORTS[2 * round], COHORTS[2 * round + 1]}) {
        double[] local = train(global.clone(), (int) OFFSETS[k], (int) OFFSETS[k + 1]);
        double samples = OFFSETS[k + 1] - OFFSETS[k];
        for (int i = 0; i < sum.length; i++) {
          sum[i] += samples * (local[i] - global[i]);
        }
        weights += samples;
      }
      for (int i = 0; i < sum.length; i++) {
        global[i] += sum[i] / weights;
      }
    }
    return global;
  }

  private double[] train(double[] w, int from, int until) {
    for (int epoch = 0; epoch < 2; epoch++) {
      for (int start = from; start < until; start += 2) {
        int end = Math.min(until, start + 2);
        double[] gradient = new double[w.length];
        for (int row = start; row < end; row++) {
          addGradient(w, row, gradient);
        }
        for (int i = 0; i < w.length; i++) {
          w[i] -= 0.1 * gradient[i] / (end - start);
        }
      }
    }
    return w;
  }

  private void addGradient(double[] w, int row, double[] gradient) {
    double[] exp = new double[CLASSES];
    double total = 0;
    for (int c = 0; c < CLASSES; c++) {
      double logit = w[CLASSES * WIDTH + c];
      for (int i = 0; i < WIDTH; i++) {
        logit += w[c * WIDTH + i] * x[row * WIDTH + i];
      }
      exp[c] = Math.exp(logit);
      total += exp[c];
    }
    for (int c = 0; c < CLASSES; c++) {
      double error = exp[c] / total - (y[row] == c ? 1 : 0);
      for (int i = 0; i < WIDTH; i++) {
        gradient[c * WIDTH + i] += error * x[row * WIDTH + i];
      }
      gradient[CLASSES * WIDTH + c] += error;
    }
  }

  private static double number(Map<String, @Nullable Object> figures, String name) {
    return ((Number) figures.get(name)).doubleValue();
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
