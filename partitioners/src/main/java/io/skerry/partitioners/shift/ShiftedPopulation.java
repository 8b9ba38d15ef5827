package io.skerry.partitioners.shift;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.ClientBlock;
import io.skerry.core.data.ClientData;
import io.skerry.core.data.Examples;
import io.skerry.core.data.Population;
import io.skerry.core.data.PopulationSpec;
import io.skerry.partitioners.generated.GeneratorInput;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A population whose clients are shifted, training and held-out examples alike, by the shifts in
 * their order; examples of the central test belong to no client and stay as they are. Only the
 * clients that are asked for are computed.
 */
public final class ShiftedPopulation implements Population {
  private static final long serialVersionUID = 1L;

  private final Population whole;
  private final List<Shift> shifts;
  private final @Nullable Drift drift;

  /**
   * @param drift how the shifts grow over rounds, or null where clients are shifted from the start
   * @throws InvalidInputException where these examples cannot be shifted so
   */
  public ShiftedPopulation(Population whole, List<Shift> shifts, @Nullable Drift drift) {
    shifts.forEach(shift -> shift.check(whole.spec().data()));
    this.whole = whole;
    this.shifts = List.copyOf(shifts);
    this.drift = drift;
  }

  private record Identity(String digest, List<Shift> shifts, @Nullable Drift drift) {}

  @Override
  public PopulationSpec spec() {
    PopulationSpec s = whole.spec();
    return new PopulationSpec(
        s.clients(),
        s.samples(),
        s.maxSamples(),
        s.data(),
        s.heldOut(),
        s.clusterColumn(),
        GeneratorInput.digest("shifted", new Identity(s.digest(), shifts, drift)));
  }

  @Override
  public ClientBlock open(long from, long until) {
    return new Block(whole.open(from, until), this);
  }

  @Override
  public long[] bounds(int parts) {
    return whole.bounds(parts);
  }

  @Override
  public Optional<Population> centralTest() {
    return whole.centralTest();
  }

  private ClientData shifted(ClientData client, double strength) {
    return new ClientData(
        client.ordinal(),
        client.id(),
        client.cluster(),
        shifted(client.train(), client.ordinal(), false, strength),
        shifted(client.test(), client.ordinal(), true, strength));
  }

  private Examples shifted(Examples examples, long client, boolean test, double strength) {
    ShiftedRows rows = new ShiftedRows(examples, whole.spec().data());
    Shift.Whose whose = new Shift.Whose(client, whole.spec().clients(), test, strength);
    shifts.forEach(shift -> shift.apply(rows, whose));
    return rows.examples();
  }

  private record Block(ClientBlock whole, ShiftedPopulation population) implements ClientBlock {

    @Override
    public long from() {
      return whole.from();
    }

    @Override
    public long until() {
      return whole.until();
    }

    /** The client with all of its shifts, as it is once drift has ended. */
    @Override
    public ClientData client(long ordinal) {
      return population.shifted(whole.client(ordinal), 1);
    }

    @Override
    public ClientData client(long ordinal, int round) {
      return population.shifted(whole.client(ordinal, round), strength(round));
    }

    @Override
    public void forEach(long[] ordinals, int round, Consumer<ClientData> visitor) {
      double strength = strength(round);
      whole.forEach(
          ordinals, round, client -> visitor.accept(population.shifted(client, strength)));
    }

    private double strength(int round) {
      Drift drift = population.drift;
      return drift == null ? 1 : drift.strength(round);
    }
  }
}
