package io.skerry.jobs.results;

import io.skerry.core.data.ClientBlock;
import io.skerry.core.data.Population;
import io.skerry.core.data.PopulationSpec;
import io.skerry.core.pipeline.Ledger;
import io.skerry.core.pipeline.Pipeline;
import io.skerry.core.pipeline.RoundEvent;
import io.skerry.core.random.RandomKey;
import io.skerry.core.round.LocalRoundRunner;
import io.skerry.core.round.RoundObserver;
import io.skerry.core.round.RoundReport;
import io.skerry.core.round.RunResult;
import io.skerry.core.round.ServerState;
import io.skerry.core.round.Simulation;
import io.skerry.core.round.SimulationBuilder;
import io.skerry.core.round.ToyClients.ToyAlgorithm;
import io.skerry.core.round.ToyClients.ToyPopulation;
import io.skerry.core.round.ToyClients.ToySum;
import io.skerry.core.schedule.RoundPlan;
import io.skerry.core.schedule.Sampling;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.RangeEncoding;
import io.skerry.core.sum.RingSum;
import io.skerry.privacy.LedgerEntry;
import io.skerry.privacy.LedgerRow;
import java.util.List;
import java.util.Optional;

/**
 * A run of six rounds over ten toy clients, four a round, evaluated every second round; client 5
 * diverges, and a round costs epsilon 0.5.
 */
final class ToyRun {
  private static final Population POPULATION = new WithCentralTest(new ToyPopulation(10));

  private ToyRun() {}

  static RunResult run(Optional<ServerState> from, List<RoundObserver> observers) {
    Schedule schedule = new Schedule(Sampling.UNIFORM, 4, 10, RandomKey.of(8));
    SimulationBuilder<RingSum> builder =
        Simulation.of(
                POPULATION,
                schedule,
                new ToyAlgorithm(3, -1, 5, "toy"),
                Pipeline.plain(RangeEncoding.forSum(100, 4), new ToySum()),
                ToyRun::add)
            .rounds(6)
            .evaluateEvery(2)
            .ledger(new ToyLedger(0));
    from.ifPresent(builder::resume);
    observers.forEach(builder::observe);
    try (LocalRoundRunner runner = new LocalRoundRunner(1)) {
      return builder.build().run(runner);
    }
  }

  /** The rows that a private run would have in its ledger. */
  static List<LedgerEntry> ledger(RoundReport report) {
    int round = report.plan().round();
    LedgerRow row = new LedgerRow(round, "toy noise", "add-or-remove", 1.5, 0.4, round * 0.5);
    return List.of(
        new LedgerEntry(row, "Toy[]", "central", 4, "c", "m", "config", "toy", "before", "now"));
  }

  private static float[] add(float[] parameters, float[] update) {
    float[] sum = parameters.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += update[i] / 4;
    }
    return sum;
  }

  private record ToyLedger(int rounds) implements Ledger {
    @Override
    public boolean affords(RoundPlan plan) {
      return true;
    }

    @Override
    public Ledger append(RoundPlan plan, List<RoundEvent> events) {
      return new ToyLedger(rounds + 1);
    }

    @Override
    public double epsilon() {
      return rounds * 0.5;
    }
  }

  private record WithCentralTest(Population clients) implements Population {
    @Override
    public PopulationSpec spec() {
      return clients.spec();
    }

    @Override
    public ClientBlock open(long from, long until) {
      return clients.open(from, until);
    }

    @Override
    public Optional<Population> centralTest() {
      return Optional.of(new ToyPopulation(3));
    }
  }
}
