package io.skerry.privacy.secureaggregation;

import io.skerry.core.InvalidInputException;
import java.io.Serializable;

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
   * What each client sends beside its update's values where nobody drops out: keys, shares, the
   * masked weight and count, unmasking, and to an active server two signatures.
   */
  long bytesUp() {
    int degree = graph.degree();
    return 4L * Message.HEADER_BYTES
        + 2 * X25519.KEY_BYTES
        + Message.COMMITMENT_BYTES
        + (long) degree * (Integer.BYTES + ShareCipher.SEALED_BYTES)
        + (maskedLength() - length) * (long) Long.BYTES
        + (degree + 1L) * (Integer.BYTES + Shamir.SHARE_BYTES)
        + (active ? Message.HEADER_BYTES + 2L * Identity.SIGNATURE_BYTES : 0);
  }

  /**
   * What each client receives then, beside the model: keys, shares, the list of survivors, and of
   * an active server what the others signed.
   */
  long bytesDown() {
    int degree = graph.degree();
    long signed = Integer.BYTES + Identity.SIGNATURE_BYTES;
    return 3L * Message.HEADER_BYTES
        + (long) degree * (Integer.BYTES + 2 * X25519.KEY_BYTES)
        + (long) degree * (Integer.BYTES + ShareCipher.SEALED_BYTES)
        + (degree + 1L) * Integer.BYTES
        + (active
            ? degree * (long) Identity.SIGNATURE_BYTES
                + Message.HEADER_BYTES
                + (degree + 1L) * signed
            : 0);
  }

  /** Ring elements of a masked vector: the values, then the weight, then the count of clients. */
  int maskedLength() {
    return length + 2;
  }
}
