package io.skerry.partitioners.quantity;

import io.skerry.core.random.RandomKey;

/**
 * No quantity skew: sizes that differ by one at most, larger ones first.
 *
 * @param clients number of clients
 */
public record EqualSizes(int clients) implements ClientSizes {
  public EqualSizes {
    ClientSizes.checkClients(clients);
  }

  @Override
  public Runs runs(long total, RandomKey key) {
    return of(total, clients);
  }

  /** The runs of {@code total} positions, at least one a client. */
  public static Runs of(long total, int clients) {
    ClientSizes.checkEnough(total, clients);
    return new Equal(total, clients);
  }

  private record Equal(long total, int clients) implements Runs {
    @Override
    public long size(int client) {
      return total / clients + (client < total % clients ? 1 : 0);
    }

    @Override
    public int client(long position) {
      long small = total / clients;
      long larger = total % clients;
      long split = larger * (small + 1);
      return (int)
          (position < split ? position / (small + 1) : larger + (position - split) / small);
    }
  }
}
