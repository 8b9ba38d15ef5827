package io.skerry.core.data;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * A population of which each client holds out max(1, floor(fraction n)) of its n examples, drawn by
 * a key of its own. A client with one example only trains.
 */
public final class HeldOutPopulation implements Population {
  private static final long serialVersionUID = 1L;

  private final Population whole;
  private final double fraction;
  private final RandomKey key;

  /**
   * @param whole a population without test examples
   * @param fraction in (0, 1)
   * @param key from which each client's key derives
   */
  public HeldOutPopulation(Population whole, double fraction, RandomKey key) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new InvalidInputException(
          "data.holdout: expected a fraction between 0 and 1, not " + fraction);
    }
    if (whole.spec().heldOut()) {
      throw new InvalidInputException(
          "data.holdout: the data comes with a test part, nothing more can be held out");
    }
    this.whole = whole;
    this.fraction = fraction;
    this.key = key;
  }

  @Override
  public PopulationSpec spec() {
    PopulationSpec s = whole.spec();
    return new PopulationSpec(
        s.clients(), s.samples(), s.maxSamples(), s.data(), true, s.clusterColumn(), s.digest());
  }

  @Override
  public ClientBlock open(long from, long until) {
    return new Block(whole.open(from, until), fraction, key);
  }

  @Override
  public long[] bounds(int parts) {
    return whole.bounds(parts);
  }

  @Override
  public Optional<Population> centralTest() {
    return whole.centralTest();
  }

  private record Block(ClientBlock whole, double fraction, RandomKey key) implements ClientBlock {

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
      ClientData client = whole.client(ordinal);
      int size = client.train().size();
      int held = size < 2 ? 0 : Math.max(1, (int) Math.floor(fraction * size));
      int[] order = new int[size];
      RandomStream stream = key.child(ordinal).stream();
      stream.permutation(order, size);
      // Both parts keep the order of the data, so that only the choice is random.
      Arrays.sort(order, 0, held);
      Arrays.sort(order, held, size);
      return new ClientData(
          ordinal,
          client.id(),
          client.cluster(),
          client.train().pick(Arrays.copyOfRange(order, held, size)),
          client.train().pick(Arrays.copyOfRange(order, 0, held)));
    }
  }
}
