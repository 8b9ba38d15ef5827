package io.skerry.core.data;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * A population of which each client is made from the same client of another one, when it is asked
 * for. A central test stays as it is.
 */
public abstract class ClientwisePopulation implements Population {
  private static final long serialVersionUID = 1L;

  protected final Population whole;

  protected ClientwisePopulation(Population whole) {
    this.whole = whole;
  }

  /** What becomes of a client of the other population in a round. */
  protected abstract ClientData changed(ClientData client, int round);

  @Override
  public final ClientBlock open(long from, long until) {
    return new Block(whole.open(from, until), this);
  }

  @Override
  public final double costBefore(long ordinal) {
    return whole.costBefore(ordinal);
  }

  @Override
  public final boolean onDemand() {
    return whole.onDemand();
  }

  @Override
  public final Optional<Population> centralTest() {
    return whole.centralTest();
  }

  private record Block(ClientBlock whole, ClientwisePopulation population) implements ClientBlock {

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
      return client(ordinal, LAST_ROUND);
    }

    @Override
    public ClientData client(long ordinal, int round) {
      return population.changed(whole.client(ordinal, round), round);
    }

    @Override
    public void forEach(long[] ordinals, int round, Consumer<ClientData> visitor) {
      whole.forEach(ordinals, round, client -> visitor.accept(population.changed(client, round)));
    }
  }
}
