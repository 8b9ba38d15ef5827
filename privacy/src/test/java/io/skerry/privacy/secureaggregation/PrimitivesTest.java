package io.skerry.privacy.secureaggregation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.privacy.randomness.Hkdf;
import io.skerry.privacy.randomness.KeyStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Against the test vectors of the standards. */
final class PrimitivesTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void hkdf_firstCaseOfRfc5869() {
    byte[] material = new byte[22];
    Arrays.fill(material, (byte) 0x0b);
    byte[] key = Hkdf.extract(HEX.parseHex("000102030405060708090a0b0c"), material);

    assertEquals(
        "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5", HEX.formatHex(key));
    assertEquals(
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
        HEX.formatHex(Hkdf.expand(key, HEX.parseHex("f0f1f2f3f4f5f6f7f8f9"), 42)));
  }

  @Test
  void x25519_keysOfRfc7748() {
    byte[] alice = HEX.parseHex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
    byte[] bob = HEX.parseHex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");

    assertEquals(
        "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a",
        HEX.formatHex(X25519.publicKey(alice)));
    assertEquals(
        "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742",
        HEX.formatHex(X25519.agree(alice, bob)));
  }

  @Test
  void x25519_pointOfSmallOrder_isRefused() {
    byte[] secret = new byte[32];
    secret[3] = 5;
    assertThrows(SecureAggregationException.class, () -> X25519.agree(secret, new byte[32]));
  }

  @Test
  void x25519_bothSides_agree() {
    byte[] one = new KeyStream(new byte[32]).next(32);
    byte[] other = one.clone();
    other[7] ^= 1;

    assertArrayEquals(
        X25519.agree(one, X25519.publicKey(other)), X25519.agree(other, X25519.publicKey(one)));
  }

  @Test
  void keyStream_zeroKey_isAesOfTheCounter() {
    // AES-256 of the zero block under the zero key (FIPS 197's cipher).
    assertEquals(
        "dc95c078a2408989ad48a21492842087", HEX.formatHex(new KeyStream(new byte[32]).next(16)));
  }

  @Test
  void keyStream_maskAddedAndSubtracted_leavesNothing() {
    long[] vector = {1, -2, Long.MIN_VALUE};
    new KeyStream(new byte[32]).mask(vector, false);
    // The first eight bytes above, little-endian.
    assertEquals(0x898940a278c095dcL + 1, vector[0]);
    new KeyStream(new byte[32]).mask(vector, true);
    assertArrayEquals(new long[] {1, -2, Long.MIN_VALUE}, vector);
  }

  @Test
  void shamir_field_isPrime() {
    assertTrue(Shamir.PRIME.isProbablePrime(100));
    assertEquals(BigInteger.ONE.shiftLeft(256).nextProbablePrime(), Shamir.PRIME);
  }

  @Test
  void shamir_anyThresholdOfShares_giveTheSecret_fewerDoNot() {
    byte[] secret = new byte[32];
    secret[0] = -1;
    secret[31] = 7;
    BigInteger[] shares = Shamir.share(secret, 3, 5, new KeyStream(new byte[32]));

    assertArrayEquals(secret, Shamir.reconstruct(Map.of(1, shares[0], 2, shares[1], 5, shares[4])));
    assertArrayEquals(secret, Shamir.reconstruct(Map.of(2, shares[1], 3, shares[2], 4, shares[3])));
    assertFalse(Arrays.equals(secret, Shamir.reconstruct(Map.of(1, shares[0], 2, shares[1]))));
  }
}
