package io.skerry.core.data;

import io.skerry.core.InvalidInputException;
import java.util.Optional;
import java.util.function.Consumer;

/** A population of which each client holds out some of its examples. */
public final class HeldOutPopulation implements Population {
  private static final long serialVersionUID = 1L;

  private final Population whole;
  private final HoldOut holdOut;

  /**
   * @param whole a population without test examples
   */
  public HeldOutPopulation(Population whole, HoldOut holdOut) {
    if (whole.spec().heldOut()) {
      throw new InvalidInputException(
          "data.holdout: the data comes with a test part, nothing more can be held out");
    }
    this.whole = whole;
    this.holdOut = holdOut;
  }

  @Override
  public PopulationSpec spec() {
    PopulationSpec s = whole.spec();
    return new PopulationSpec(
        s.clients(), s.samples(), s.maxSamples(), s.data(), true, s.clusterColumn(), s.digest());
  }

  @Override
  public ClientBlock open(long from, long until) {
    return new Block(whole.open(from, until), holdOut);
  }

  @Override
  public long[] bounds(int parts) {
    return whole.bounds(parts);
  }

  @Override
  public Optional<Population> centralTest() {
    return whole.centralTest();
  }

  private record Block(ClientBlock whole, HoldOut holdOut) implements ClientBlock {

    @Override
    public long from() {
      return whole.from();
    }

    @Override
    public long until() {
      return whole.until();
    }

    @Override
    public ClientData client(long ordinal) {
      return split(whole.client(ordinal));
    }

    @Override
    public ClientData client(long ordinal, int round) {
      return split(whole.client(ordinal, round));
    }

    @Override
    public void forEach(long[] ordinals, int round, Consumer<ClientData> visitor) {
      whole.forEach(ordinals, round, client -> visitor.accept(split(client)));
    }

    private ClientData split(ClientData client) {
      HoldOut.Split split = holdOut.split(client.ordinal(), client.train().size());
      return new ClientData(
          client.ordinal(),
          client.id(),
          client.cluster(),
          client.train().pick(split.train()),
          client.train().pick(split.test()));
    }
  }
}
