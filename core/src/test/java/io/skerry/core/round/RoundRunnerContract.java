package io.skerry.core.round;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.data.Population;
import io.skerry.core.metrics.ClientRow;
import io.skerry.core.metrics.ClientStatus;
import io.skerry.core.metrics.DataPart;
import io.skerry.core.pipeline.Pipeline;
import io.skerry.core.random.RandomKey;
import io.skerry.core.round.ToyClients.ToyAlgorithm;
import io.skerry.core.round.ToyClients.ToyControlled;
import io.skerry.core.round.ToyClients.ToyPopulation;
import io.skerry.core.round.ToyClients.ToySum;
import io.skerry.core.schedule.RoundPlan;
import io.skerry.core.schedule.Sampling;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.RangeEncoding;
import io.skerry.core.sum.RingSum;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every runner owes, whatever it runs on. */
public abstract class RoundRunnerContract {
  private static final int SIZE = 37;
  private static final Population POPULATION = new ToyPopulation(200);
  private static final Pipeline<RingSum> PIPELINE =
      Pipeline.plain(new RangeEncoding(4, 40), new ToySum());

  /** A new runner with about {@code parallelism} tasks at once; the test closes it. */
  protected abstract RoundRunner runner(int parallelism);

  @Test
  void train_anyParallelism_equalsTheSumComputedOneByOne() {
    float[] model = new float[SIZE];
    model[3] = 0.5f;
    RoundPlan plan = plan(50);
    long[] expected = new long[SIZE];
    for (long ordinal : plan.cohort()) {
      var stream = plan.key().child("client").child(ordinal).stream();
      for (int i = 0; i < SIZE; i++) {
        float value = (float) stream.nextDouble() - 0.25f * model[i];
        expected[i] += (long) Math.rint(Math.scalb((double) value, 40));
      }
    }
    for (int parallelism : new int[] {1, 2, 7}) {
      try (RoundRunner runner = runner(parallelism)) {
        RoundPart<RingSum> part =
            runner.train(POPULATION, task(plan, ToyAlgorithm.of(SIZE)), model);
        assertArrayEquals(expected, part.sum().values());
        assertEquals(50, part.sum().weight());
        assertArrayEquals(plan.cohort(), ordinals(part.rows().inOrder()));
      }
    }
  }

  @Test
  void train_controlVariates_reachTheirClientsAndComeBack() {
    RoundPlan plan = plan(50);
    float[] server = new float[SIZE];
    Arrays.fill(server, 0.5f);
    MemoryControls before = new MemoryControls();
    ControlRows rows = new ControlRows();
    for (long ordinal : plan.cohort()) {
      if (ordinal % 3 > 0) {
        float[] own = new float[SIZE];
        Arrays.fill(own, ordinal);
        rows.add(ordinal, own);
      }
    }
    before.put(1, rows);
    for (int parallelism : new int[] {1, 2, 7}) {
      try (RoundRunner runner = runner(parallelism)) {
        RoundPart<RingSum> part =
            runner.train(
                POPULATION,
                new RoundTask<>(
                    plan,
                    new ToyControlled(SIZE),
                    Pipeline.plain(new RangeEncoding(400, 40), new ToySum()),
                    "toy",
                    new RoundControls(server, before.before(plan))),
                new float[SIZE]);
        ControlRows after = part.controls();
        int[] order = after.inOrder();
        assertArrayEquals(plan.cohort(), IntStream.of(order).mapToLong(after::ordinal).toArray());
        long sum = 0;
        for (int row : order) {
          long ordinal = after.ordinal(row);
          float own = ordinal % 3 > 0 ? ordinal : 0;
          float drawn = (float) plan.key().child("client").child(ordinal).stream().nextDouble();
          float change = drawn + 0.25f - 0.75f * own;
          assertEquals(own + change, after.values(row)[0]);
          sum += (long) Math.rint(Math.scalb((double) change, 40));
        }
        assertEquals(sum, part.sum().values()[SIZE]);
        assertEquals(2 * SIZE * Float.BYTES, part.rows().row(0).bytesUp());
        assertEquals(2 * SIZE * Float.BYTES, part.rows().row(0).bytesDown());
      }
    }
  }

  @Test
  void train_emptyCohort_yieldsZero() {
    Schedule schedule = new Schedule(Sampling.POISSON, 1, 200, RandomKey.of(5));
    RoundPlan empty =
        LongStream.rangeClosed(1, 100)
            .mapToObj(round -> schedule.plan((int) round))
            .filter(plan -> plan.cohortSize() == 0)
            .findFirst()
            .orElseThrow();
    try (RoundRunner runner = runner(2)) {
      RoundPart<RingSum> part =
          runner.train(POPULATION, task(empty, ToyAlgorithm.of(SIZE)), new float[SIZE]);
      assertArrayEquals(new long[SIZE], part.sum().values());
      assertEquals(0, part.rows().size());
    }
  }

  @Test
  void train_divergedClient_isCountedAndLeftOut() {
    RoundPlan plan = plan(20);
    long diverging = plan.cohort()[4];
    try (RoundRunner runner = runner(2)) {
      RoundPart<RingSum> part =
          runner.train(
              POPULATION,
              task(plan, new ToyAlgorithm(SIZE, -1, diverging, "toy")),
              new float[SIZE]);
      assertEquals(19, part.sum().weight());
      List<ClientRow> diverged =
          part.rows().inOrder().stream()
              .filter(row -> row.status() == ClientStatus.DIVERGED)
              .toList();
      assertArrayEquals(new long[] {diverging}, ordinals(diverged));
    }
  }

  @Test
  void train_droppedClients_areNamedAndNotSummed() {
    RoundPlan plan =
        new Schedule(Sampling.UNIFORM, 50, 200, RandomKey.of(7)).withDropout(0.3).plan(1);
    RoundPlan everybody = plan(50);
    assertArrayEquals(everybody.cohort(), plan.cohort());
    long[] expected = new long[SIZE];
    for (long ordinal : plan.cohort()) {
      var stream = plan.key().child("client").child(ordinal).stream();
      for (int i = 0; i < SIZE && !plan.dropout().loses(ordinal); i++) {
        expected[i] += (long) Math.rint(Math.scalb((double) (float) stream.nextDouble(), 40));
      }
    }
    for (int parallelism : new int[] {1, 7}) {
      try (RoundRunner runner = runner(parallelism)) {
        RoundPart<RingSum> part =
            runner.train(POPULATION, task(plan, ToyAlgorithm.of(SIZE)), new float[SIZE]);
        assertArrayEquals(expected, part.sum().values());
        assertEquals(50 - plan.lost().length, part.sum().weight());
        assertArrayEquals(plan.cohort(), ordinals(part.rows().inOrder()));
        assertArrayEquals(
            plan.lost(),
            ordinals(
                part.rows().inOrder().stream()
                    .filter(row -> row.status() == ClientStatus.DROPPED)
                    .toList()));
      }
    }
  }

  @Test
  void train_failingClient_isNamedWithItsRound() {
    RoundPlan plan = plan(20);
    ToyAlgorithm failing = new ToyAlgorithm(SIZE, plan.cohort()[4], -1, "toy");
    try (RoundRunner runner = runner(2)) {
      Exception e =
          assertThrows(
              Exception.class,
              () -> runner.train(POPULATION, task(plan, failing), new float[SIZE]));
      assertTrue(
          e.toString().contains("client toy-" + plan.cohort()[4] + " in round 1: "), e.toString());
    }
  }

  @Test
  void train_otherKernels_failsByName() {
    RoundPlan plan = plan(20);
    RoundTask<RingSum> task =
        new RoundTask<>(plan, ToyAlgorithm.of(SIZE), PIPELINE, "the driver's kernels", null);
    try (RoundRunner runner = runner(2)) {
      Exception e =
          assertThrows(Exception.class, () -> runner.train(POPULATION, task, new float[SIZE]));
      assertTrue(e.toString().contains("toy, the run with the driver's kernels"), e.toString());
    }
  }

  @Test
  void evaluate_allClients_givesARowToEachThatHasExamples() {
    try (RoundRunner runner = runner(3)) {
      EvaluationTask task =
          new EvaluationTask(1, DataPart.TEST, null, ToyAlgorithm.of(SIZE), "toy");
      List<ClientRow> rows = runner.evaluate(POPULATION, task, new float[SIZE]).inOrder();
      assertArrayEquals(
          LongStream.range(0, 200).filter(ordinal -> ordinal != 2).toArray(), ordinals(rows));
      assertEquals(1, rows.get(4).loss());
      assertEquals("odd", rows.get(4).cluster());
    }
  }

  @Test
  void evaluate_someClients_evaluatesNoOthers() {
    try (RoundRunner runner = runner(3)) {
      EvaluationTask task =
          new EvaluationTask(
              1, DataPart.TEST, new long[] {1, 2, 150}, ToyAlgorithm.of(SIZE), "toy");
      assertArrayEquals(
          new long[] {1, 150},
          ordinals(runner.evaluate(POPULATION, task, new float[SIZE]).inOrder()));
    }
  }

  private static RoundPlan plan(int size) {
    return new Schedule(Sampling.UNIFORM, size, 200, RandomKey.of(7)).plan(1);
  }

  private static RoundTask<RingSum> task(RoundPlan plan, ToyAlgorithm algorithm) {
    return new RoundTask<>(plan, algorithm, PIPELINE, "toy", null);
  }

  private static long[] ordinals(List<ClientRow> rows) {
    return rows.stream().mapToLong(ClientRow::ordinal).toArray();
  }
}
