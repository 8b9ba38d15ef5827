package io.skerry.privacy.secureaggregation;

import io.skerry.privacy.randomness.KeyStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shamir's secret sharing of 32 bytes over the field of the least prime above 2^256: any t shares
 * give the secret, fewer say nothing about it.
 */
final class Shamir {
  static final BigInteger PRIME = BigInteger.ONE.shiftLeft(256).add(BigInteger.valueOf(297));
  static final int SHARE_BYTES = 33;

  /** Coefficients are drawn from so many bytes, which leaves a bias below 2^-127. */
  private static final int COEFFICIENT_BYTES = 48;

  private Shamir() {}

  /**
   * The values at 1, 2, ..., {@code count} of a random polynomial of degree {@code threshold} - 1
   * through (0, secret).
   */
  static BigInteger[] share(byte[] secret, int threshold, int count, KeyStream random) {
    BigInteger[] coefficients = new BigInteger[threshold];
    coefficients[0] = new BigInteger(1, secret);
    for (int i = 1; i < threshold; i++) {
      coefficients[i] = new BigInteger(1, random.next(COEFFICIENT_BYTES)).mod(PRIME);
    }
    BigInteger[] shares = new BigInteger[count];
    for (int i = 0; i < count; i++) {
      BigInteger x = BigInteger.valueOf(i + 1);
      BigInteger value = BigInteger.ZERO;
      for (int j = threshold - 1; j >= 0; j--) {
        value = value.multiply(x).add(coefficients[j]).mod(PRIME);
      }
      shares[i] = value;
    }
    return shares;
  }

  /**
   * The value at 0 of the polynomial through all of {@code shares}: the secret where there are at
   * least as many as the threshold and none was changed. Null where it is no 32 bytes.
   *
   * @param shares value by point
   */
  static byte @Nullable [] reconstruct(Map<Integer, BigInteger> shares) {
    BigInteger secret = BigInteger.ZERO;
    for (Map.Entry<Integer, BigInteger> share : shares.entrySet()) {
      BigInteger numerator = share.getValue();
      BigInteger denominator = BigInteger.ONE;
      for (int x : shares.keySet()) {
        if (x != share.getKey()) {
          numerator = numerator.multiply(BigInteger.valueOf(x)).mod(PRIME);
          denominator = denominator.multiply(BigInteger.valueOf(x - share.getKey())).mod(PRIME);
        }
      }
      secret = secret.add(numerator.multiply(denominator.modInverse(PRIME))).mod(PRIME);
    }
    if (secret.bitLength() > 256) {
      return null;
    }
    byte[] digits = secret.toByteArray();
    byte[] bytes = new byte[SHARE_BYTES];
    System.arraycopy(digits, 0, bytes, bytes.length - digits.length, digits.length);
    return Arrays.copyOfRange(bytes, 1, bytes.length);
  }
}
