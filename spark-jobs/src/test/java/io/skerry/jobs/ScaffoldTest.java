package io.skerry.jobs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.aggregators.ServerSgd;
import io.skerry.aggregators.WeightedMean;
import io.skerry.aggregators.WeightedMean.Weights;
import io.skerry.clients.LocalTraining;
import io.skerry.clients.model.Model;
import io.skerry.clients.model.Models;
import io.skerry.core.InvalidInputException;
import io.skerry.core.data.ClientBlock;
import io.skerry.core.data.ClientData;
import io.skerry.core.data.DataSpec;
import io.skerry.core.data.Examples;
import io.skerry.core.data.FloatFeatures;
import io.skerry.core.data.Population;
import io.skerry.core.data.PopulationSpec;
import io.skerry.core.pipeline.Pipeline;
import io.skerry.core.random.RandomKey;
import io.skerry.core.round.LocalRoundRunner;
import io.skerry.core.round.MemoryControls;
import io.skerry.core.round.RoundRunner;
import io.skerry.core.round.ServerState;
import io.skerry.core.round.Simulation;
import io.skerry.core.schedule.Sampling;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.RangeEncoding;
import io.skerry.jobs.runner.SparkRoundRunner;
import io.skerry.partitioners.generated.SyntheticClients;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** SCAFFOLD as a whole: clients, sum, server and what is kept between rounds. */
final class ScaffoldTest {
  private static final DataSpec DATA = new DataSpec(List.of(1), 2);
  private static final Model MODEL = Models.logistic(DATA);
  private static final double RATE = 0.5;

  private record Given(DataSpec data, List<Examples> examples) implements Population {
    /** Client k has one example: feature k + 1 of class k mod 2. */
    static Given oneExampleEach(int clients) {
      return new Given(
          DATA,
          IntStream.range(0, clients).mapToObj(k -> points(new float[] {k + 1}, k % 2)).toList());
    }

    static Examples points(float[] features, float... labels) {
      return Examples.range(new FloatFeatures(features, 1), labels, 0, labels.length);
    }

    @Override
    public PopulationSpec spec() {
      return new PopulationSpec(examples.size(), -1, 2, data, false, null, "given");
    }

    @Override
    public ClientBlock open(long from, long until) {
      return new Block(examples, from, until);
    }
  }

  private record Block(List<Examples> examples, long from, long until) implements ClientBlock {
    @Override
    public ClientData client(long k) {
      Examples train = examples.get((int) k);
      return new ClientData(k, "c" + k, null, train, train.pick(new int[0]));
    }
  }

  @Test
  void twoClientsInTurn_followAlgorithm1ByHand() {
    // Parameters are w0, w1, b0, b1. Only client 0 takes part in round 1, only client 1 in round 2.
    Schedule turns = Schedule.given(List.of(new long[] {0}, new long[] {1}), 2, RandomKey.of(1));
    MemoryControls controls = new MemoryControls();
    ServerState state =
        run(Given.oneExampleEach(2), turns, LocalTraining.scaffold(MODEL, 1, 2, RATE), 2, controls);

    double[] x = new double[4];
    double[] c = new double[4];
    double[][] own = new double[2][4];
    for (int k = 0; k < 2; k++) {
      double[] y = x.clone();
      for (int step = 0; step < 2; step++) {
        double[] g = gradient(y, k + 1, k);
        for (int i = 0; i < 4; i++) {
          y[i] -= RATE * (g[i] - own[k][i] + c[i]);
        }
      }
      double[] before = own[k].clone();
      double[] server = c.clone();
      for (int i = 0; i < 4; i++) {
        own[k][i] = own[k][i] - server[i] + (x[i] - y[i]) / (2 * RATE);
        c[i] += 0.5 * (own[k][i] - before[i]);
        x[i] = y[i];
      }
    }
    assertClose(x, state.parameters());
    assertClose(c, Objects.requireNonNull(state.control()));
    for (int k = 0; k < 2; k++) {
      assertClose(own[k], Objects.requireNonNull(controls.all().get((long) k)));
    }
  }

  @Test
  void oneClient_isFedAvg() {
    Schedule alone = new Schedule(Sampling.UNIFORM, 1, 1, RandomKey.of(1));
    assertSameModel(alone, Given.oneExampleEach(1), 5);
  }

  @Test
  void oneStepOfEverybody_isFedAvg() {
    // All c_i are of the same round, so that their mean c and the mean of c_i cancel.
    Schedule everybody = new Schedule(Sampling.UNIFORM, 6, 6, RandomKey.of(1));
    assertSameModel(everybody, Given.oneExampleEach(6), 1);
  }

  @Test
  void serverControl_isTheMeanOfTheClientsAfterAnyRounds() {
    Schedule some = new Schedule(Sampling.POISSON, 3, 8, RandomKey.of(3));
    MemoryControls controls = new MemoryControls();
    ServerState state =
        run(Given.oneExampleEach(8), some, LocalTraining.scaffold(MODEL, 1, 3, RATE), 12, controls);
    double[] mean = new double[4];
    controls.all().values().forEach(own -> addEighth(own, mean));
    assertClose(mean, Objects.requireNonNull(state.control()));
  }

  @Test
  void twoQuadratics_meetInTheOptimumOfBoth() {
    // Lines through (0, 0), (1, 2) and through (0, 1), (2, 0); through all four points goes the
    // line 9/11 - x/11. FedAvg with many steps ends between the clients' own lines.
    DataSpec numbers = new DataSpec(List.of(1), 0);
    Given two =
        new Given(
            numbers,
            List.of(
                Given.points(new float[] {0, 1}, 0, 2), Given.points(new float[] {0, 2}, 1, 0)));
    Model line = Models.linear(numbers);
    Schedule both = new Schedule(Sampling.UNIFORM, 2, 2, RandomKey.of(1));
    float[] scaffold =
        run(two, both, LocalTraining.scaffold(line, 2, 10, 0.1), 300, new MemoryControls())
            .parameters();
    assertArrayEquals(new float[] {-1 / 11f, 9 / 11f}, scaffold, 1e-4f);
    float[] fedAvg =
        run(two, both, LocalTraining.fedAvg(line, 2, 10, 0.1), 300, new MemoryControls())
            .parameters();
    assertTrue(Math.abs(fedAvg[0] + 1 / 11f) > 0.1, "FedAvg's slope " + fedAvg[0]);
  }

  @Test
  void spark_anyPartitions_givesTheBitsOfThreads() {
    Population population = new SyntheticClients(new SyntheticClients.Parameters(1, 1, 40, 7));
    Model model = Models.logistic(population.spec().data());
    LocalTraining scaffold = LocalTraining.scaffold(model, 10, 2, 0.05);
    Schedule schedule = new Schedule(Sampling.UNIFORM, 12, 40, RandomKey.of(3));
    ServerState expected;
    try (RoundRunner threads = new LocalRoundRunner(2)) {
      expected = run(threads, population, schedule, scaffold, 4, new MemoryControls());
    }
    assertNotNull(expected.control());
    for (int partitions : new int[] {1, 3, 17}) {
      try (RoundRunner spark = new SparkRoundRunner(LocalSpark.session(), partitions)) {
        ServerState state = run(spark, population, schedule, scaffold, 4, new MemoryControls());
        assertArrayEquals(expected.parameters(), state.parameters());
        assertArrayEquals(expected.control(), state.control());
      }
    }
  }

  @Test
  void meanByExamples_isRefused() {
    InvalidInputException e =
        assertThrows(
            InvalidInputException.class,
            () ->
                Simulation.of(
                    Given.oneExampleEach(2),
                    new Schedule(Sampling.UNIFORM, 1, 2, RandomKey.of(1)),
                    LocalTraining.scaffold(MODEL, 1, 1, RATE),
                    Pipeline.plain(new RangeEncoding(64, 40), WeightedMean.by(Weights.EXAMPLES)),
                    new ServerSgd(1)));
    assertTrue(e.getMessage().startsWith("aggregator: the server's control"), e.getMessage());
  }

  private static void assertSameModel(Schedule schedule, Population population, int epochs) {
    float[] scaffold =
        run(
                population,
                schedule,
                LocalTraining.scaffold(MODEL, 1, epochs, RATE),
                6,
                new MemoryControls())
            .parameters();
    float[] fedAvg =
        run(
                population,
                schedule,
                LocalTraining.fedAvg(MODEL, 1, epochs, RATE),
                6,
                new MemoryControls())
            .parameters();
    assertArrayEquals(fedAvg, scaffold, 1e-5f);
    assertTrue(Math.abs(fedAvg[0]) > 0.1, "no training to compare");
  }

  private static ServerState run(
      Population population,
      Schedule schedule,
      LocalTraining training,
      int rounds,
      MemoryControls controls) {
    try (RoundRunner runner = new LocalRoundRunner(2)) {
      return run(runner, population, schedule, training, rounds, controls);
    }
  }

  private static ServerState run(
      RoundRunner runner,
      Population population,
      Schedule schedule,
      LocalTraining training,
      int rounds,
      MemoryControls controls) {
    return Simulation.of(
            population,
            schedule,
            training,
            Pipeline.plain(new RangeEncoding(64, 40), WeightedMean.by(Weights.UNIFORM)),
            new ServerSgd(1))
        .rounds(rounds)
        .evaluateEvery(rounds)
        .controls(controls)
        .build()
        .run(runner)
        .state();
  }

  /** Of the cross-entropy of softmax(w x + b). */
  private static double[] gradient(double[] parameters, double feature, int label) {
    double first = 1 / (1 + Math.exp(margin(parameters, feature)));
    double g = first - (label == 0 ? 1 : 0);
    return new double[] {g * feature, -g * feature, g, -g};
  }

  private static double margin(double[] p, double feature) {
    return (p[1] - p[0]) * feature + p[3] - p[2];
  }

  private static void addEighth(float[] own, double[] mean) {
    for (int i = 0; i < mean.length; i++) {
      mean[i] += own[i] / 8;
    }
  }

  private static void assertClose(double[] expected, float[] actual) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 1e-5);
    }
  }
}
