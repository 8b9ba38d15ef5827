package io.skerry.partitioners.shift;

import io.skerry.core.data.ClientData;
import io.skerry.core.data.ClientwisePopulation;
import io.skerry.core.data.Examples;
import io.skerry.core.data.Population;
import io.skerry.core.data.PopulationSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A population whose clients are shifted, training and held-out examples alike, by the shifts in
 * their order; examples of the central test belong to no client and stay as they are. Only the
 * clients that are asked for are computed.
 */
public final class ShiftedPopulation extends ClientwisePopulation {
  private static final long serialVersionUID = 1L;

  private final List<Shift> shifts;
  private final @Nullable Drift drift;

  /**
   * @param drift how the shifts grow over rounds, or null where clients are shifted from the start
   * @throws InvalidInputException where these examples cannot be shifted so
   */
  public ShiftedPopulation(Population whole, List<Shift> shifts, @Nullable Drift drift) {
    super(whole);
    shifts.forEach(shift -> shift.check(whole.spec().data()));
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
        PopulationSpec.digest("shifted", new Identity(s.digest(), shifts, drift)));
  }

  @Override
  protected ClientData changed(ClientData client, int round) {
    double strength = drift == null ? 1 : drift.strength(round);
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
}
