package io.skerry.privacy.secureaggregation;

import io.skerry.core.InvalidInputException;
import java.io.Serializable;
import java.util.BitSet;
import java.util.Optional;

/**
 * What server and clients of one execution agree on beforehand.
 *
 * @param graph who masks and shares with whom, over n clients
 * @param threshold t: so many of a client and its neighbours must remain for its masks to be
 *     removed, and fewer learn nothing of its secrets
 * @param length m, how many values a client sends, its weight and count not included
 * @param active whether the protocol withstands a server that lies about who remained: messages are
 *     signed, and clients compare the list of survivors before they unmask
 */
public record Terms(
    SessionId session, Neighbourhoods graph, int threshold, int length, boolean active)
    implements Serializable {

  public Terms {
    int members = graph.degree() + 1;
    int least = leastThreshold(members, active);
    if (threshold < least || threshold > members) {
      throw new InvalidInputException(
          String.format(
              "secure aggregation: expected a threshold from %d to %d, of a client and its %d"
                  + " neighbours with %s server, not %d",
              least, members, graph.degree(), active ? "an active" : "a semi-honest", threshold));
    }
    if (active && !graph.complete()) {
      throw new InvalidInputException(
          "secure aggregation: an active server could choose a client's neighbours; expected all"
              + " clients to be neighbours");
    }
  }

  /**
   * The least threshold that is safe: above half of the members, or floor(2/3 of them) + 1 against
   * an active server (Bonawitz et al. 2017, section 6).
   *
   * @param members a client and its neighbours, k + 1
   */
  public static int leastThreshold(int members, boolean active) {
    return active ? 2 * members / 3 + 1 : members / 2 + 1;
  }

  /**
   * Why what the clients sent cannot be unmasked; empty where it can.
   *
   * @param shared who shared its secrets
   * @param masked whose masked vector arrived
   */
  Optional<String> shortage(BitSet shared, BitSet masked) {
    if (masked.cardinality() < threshold) {
      return Optional.of(
          String.format(
              "%d of %d clients sent a masked vector, expected at least %d; the round is given up"
                  + " and nothing is unmasked",
              masked.cardinality(), graph.clients(), threshold));
    }
    for (int client : shared.stream().toArray()) {
      long left = graph.count(client, masked::get);
      if (left < threshold) {
        return Optional.of(
            String.format(
                "of client %d and its neighbours %d sent a masked vector, expected at least %d; the"
                    + " round is given up and nothing is unmasked",
                client, left, threshold));
      }
    }
    return graph.connected(masked)
        ? Optional.empty()
        : Optional.of(
            "the clients that remain do not hang together, and the server would see the sums of"
                + " parts; expected more neighbours or fewer dropouts");
  }

  /** Ring elements of a masked vector: the values, then the weight, then the count of clients. */
  int maskedLength() {
    return length + 2;
  }
}
