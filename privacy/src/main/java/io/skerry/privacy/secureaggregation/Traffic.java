package io.skerry.privacy.secureaggregation;

import java.io.Serializable;
import java.util.BitSet;

/**
 * What an execution sends beside the values of updates, by how far each client came. Messages have
 * the sizes that {@link Message#bytes} gives them.
 *
 * @param shared who shared its secrets
 * @param arrived whose masked vector arrived; they unmask where enough of them are left
 */
record Traffic(Terms terms, BitSet shared, BitSet arrived) implements Serializable {

  /** Bytes that arrive from a client. */
  long up(int client) {
    long keys = Message.HEADER_BYTES + advertisement();
    if (!shared.get(client)) {
      return keys;
    }
    long shares = Message.HEADER_BYTES + Message.COMMITMENT_BYTES + degree() * sealed();
    if (!arrived.get(client)) {
      return keys + shares;
    }
    long masked =
        Message.HEADER_BYTES + (terms.maskedLength() - terms.length()) * (long) Long.BYTES;
    if (!unmasks()) {
      return keys + shares + masked;
    }
    long unmasking =
        Message.HEADER_BYTES + held(client) * (Integer.BYTES + (long) Shamir.SHARE_BYTES);
    long endorsement = terms.active() ? Message.HEADER_BYTES + Identity.SIGNATURE_BYTES : 0;
    return keys + shares + masked + endorsement + unmasking;
  }

  /** Bytes that a client receives beside the model. */
  long down(int client) {
    if (!shared.get(client)) {
      return 0;
    }
    long roster = Message.HEADER_BYTES + degree() * (Integer.BYTES + advertisement());
    if (shared.cardinality() < terms.threshold()) {
      return roster;
    }
    long delivery = Message.HEADER_BYTES + (held(client) - 1) * sealed();
    if (!arrived.get(client) || !unmasks()) {
      return roster + delivery;
    }
    long survivors = Message.HEADER_BYTES + held(client) * Integer.BYTES;
    long endorsements =
        terms.active()
            ? Message.HEADER_BYTES
                + arrived.cardinality() * (long) (Integer.BYTES + Identity.SIGNATURE_BYTES)
            : 0;
    return roster + delivery + survivors + endorsements;
  }

  private boolean unmasks() {
    return terms.shortage(shared, arrived).isEmpty();
  }

  /** Of how many, itself included, a client holds shares. */
  private long held(int client) {
    return terms.graph().count(client, shared::get);
  }

  private long degree() {
    return terms.graph().degree();
  }

  private long advertisement() {
    return 2L * X25519.KEY_BYTES + (terms.active() ? Identity.SIGNATURE_BYTES : 0);
  }

  private static long sealed() {
    return Integer.BYTES + ShareCipher.SEALED_BYTES;
  }
}
