package io.skerry.core.data;

import io.skerry.core.InvalidInputException;

/** A population of which each client holds out some of its examples. */
public final class HeldOutPopulation extends ClientwisePopulation {
  private static final long serialVersionUID = 1L;

  private final HoldOut holdOut;

  /**
   * @param whole a population without test examples
   */
  public HeldOutPopulation(Population whole, HoldOut holdOut) {
    super(whole);
    if (whole.spec().heldOut()) {
      throw new InvalidInputException(
          "data.holdout: the data comes with a test part, nothing more can be held out");
    }
    this.holdOut = holdOut;
  }

  @Override
  public PopulationSpec spec() {
    PopulationSpec s = whole.spec();
    return new PopulationSpec(
        s.clients(), s.samples(), s.maxSamples(), s.data(), true, s.clusterColumn(), s.digest());
  }

  @Override
  protected ClientData changed(ClientData client, int round) {
    HoldOut.Split split = holdOut.split(client.ordinal(), client.train().size());
    return new ClientData(
        client.ordinal(),
        client.id(),
        client.cluster(),
        client.train().pick(split.train()),
        client.train().pick(split.test()));
  }
}
