package io.skerry.privacy.secureaggregation;

import io.skerry.privacy.randomness.KeyStream;
import io.skerry.privacy.secureaggregation.Message.Advertisement;
import io.skerry.privacy.secureaggregation.Message.SealedShares;
import io.skerry.privacy.secureaggregation.Message.Unmasking;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is left in the sum once the masks of pairs have cancelled: each survivor's own mask, and the
 * masks that survivors have in common with those that dropped out. Both are found from shares.
 */
record Masks(
    Terms terms,
    SortedMap<Integer, Advertisement> advertised,
    SortedMap<Integer, SealedShares> shared,
    BitSet survivors,
    Collection<Unmasking> unmaskings) {

  /** Removes them all from {@code sum}, in place. */
  void removeFrom(long[] sum) {
    for (int client : shared.keySet()) {
      if (survivors.get(client)) {
        removeOwn(client, sum);
      } else {
        removeCommon(client, sum);
      }
    }
  }

  private void removeOwn(int survivor, long[] sum) {
    byte[] seed = reconstruct(survivor, "seed", Unmasking::seeds);
    if (seed == null || !Arrays.equals(commitment(survivor), ClientSecrets.commitment(seed))) {
      throw tampered(survivor, "seed");
    }
    new KeyStream(seed).mask(sum, true);
  }

  private void removeCommon(int dropped, long[] sum) {
    byte[] secret = reconstruct(dropped, "mask secret", Unmasking::maskSecrets);
    if (secret == null || !Arrays.equals(X25519.publicKey(secret), maskKey(dropped))) {
      throw tampered(dropped, "mask secret");
    }
    for (int survivor : terms.graph().members(dropped)) {
      if (survivors.get(survivor)) {
        byte[] seed = PairKey.ofMask(terms.session(), dropped, survivor, secret, maskKey(survivor));
        new KeyStream(seed).mask(sum, survivor < dropped);
      }
    }
  }

  /** The first t shares decide; null where they give no 32 bytes. */
  private byte @Nullable [] reconstruct(
      int owner, String what, Function<Unmasking, SortedMap<Integer, BigInteger>> sharesOf) {
    Map<Integer, BigInteger> shares = new HashMap<>();
    for (Unmasking unmasking : unmaskings) {
      BigInteger share = sharesOf.apply(unmasking).get(owner);
      if (share != null && shares.size() < terms.threshold()) {
        shares.put(terms.graph().point(owner, unmasking.client()), share);
      }
    }
    if (shares.size() < terms.threshold()) {
      throw new SecureAggregationException(
          String.format(
              "there are %d shares of client %d's %s, expected at least %d; nothing is unmasked",
              shares.size(), owner, what, terms.threshold()));
    }
    return Shamir.reconstruct(shares);
  }

  private static SecureAggregationException tampered(int owner, String what) {
    return new SecureAggregationException(
        String.format(
            "the shares of client %d's %s do not give what it committed to: one was tampered with;"
                + " nothing is unmasked",
            owner, what));
  }

  private byte[] commitment(int client) {
    return Objects.requireNonNull(shared.get(client)).commitment();
  }

  private byte[] maskKey(int client) {
    return Objects.requireNonNull(advertised.get(client)).maskKey();
  }
}
