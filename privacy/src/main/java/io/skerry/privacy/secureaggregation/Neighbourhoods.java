package io.skerry.privacy.secureaggregation;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.StreamKey;
import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;

/**
 * Who masks and shares with whom: an undirected regular graph over clients 0 to n - 1. Complete, as
 * in Bonawitz et al. 2017, or the Harary graph of degree k on a keyed random order, as SecAgg+ has
 * it (Bell et al. 2020): client i of the order next to the k/2 before and after it.
 */
public final class Neighbourhoods implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int degree;

  /** The random order, and each client's place in it. */
  private final int[] order;

  private final int[] place;

  private Neighbourhoods(int degree, int[] order) {
    this.degree = degree;
    this.order = order;
    this.place = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      place[order[i]] = i;
    }
  }

  /** All pairs of {@code clients}. */
  public static Neighbourhoods complete(int clients) {
    int[] order = new int[clients];
    Arrays.setAll(order, i -> i);
    return new Neighbourhoods(clients - 1, order);
  }

  /**
   * The Harary graph in an order that {@code key} decides; complete where there are at most {@code
   * degree} + 1 clients.
   *
   * @param degree k, even
   */
  public static Neighbourhoods harary(int clients, int degree, StreamKey key) {
    if (degree < 2 || degree % 2 != 0) {
      throw new InvalidInputException(
          "secure aggregation: expected an even number of neighbours from 2, not " + degree);
    }
    if (degree >= clients - 1) {
      return complete(clients);
    }
    int[] order = new int[clients];
    key.stream().permutation(order, clients);
    return new Neighbourhoods(degree, order);
  }

  /** n. */
  public int clients() {
    return order.length;
  }

  /** k, the neighbours of each client; n - 1 where the graph is complete. */
  public int degree() {
    return degree;
  }

  /** Whether all pairs are neighbours. */
  public boolean complete() {
    return degree == clients() - 1;
  }

  /** A client and its neighbours, ascending: those among whom its secrets are shared. */
  int[] members(int client) {
    if (complete()) {
      return order.clone();
    }
    int[] members = new int[degree + 1];
    for (int i = 0; i <= degree; i++) {
      members[i] = order[Math.floorMod(place[client] - degree / 2 + i, order.length)];
    }
    Arrays.sort(members);
    return members;
  }

  /** At which point of {@code owner}'s polynomials lies the share of {@code member}, from 1. */
  int point(int owner, int member) {
    return Arrays.binarySearch(members(owner), member) + 1;
  }

  /** How many of a client and its neighbours are {@code present}. */
  long count(int client, IntPredicate present) {
    return Arrays.stream(members(client)).filter(present).count();
  }

  /** Whether the clients that are {@code present} hang together. */
  boolean connected(BitSet present) {
    BitSet reached = new BitSet();
    BitSet next = new BitSet();
    next.set(Math.max(0, present.nextSetBit(0)));
    while (!next.isEmpty()) {
      reached.or(next);
      BitSet beyond = new BitSet();
      next.stream().flatMap(i -> Arrays.stream(members(i))).forEach(beyond::set);
      beyond.and(present);
      beyond.andNot(reached);
      next = beyond;
    }
    return reached.cardinality() >= present.cardinality();
  }
}
