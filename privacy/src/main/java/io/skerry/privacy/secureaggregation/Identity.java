package io.skerry.privacy.secureaggregation;

import io.skerry.core.random.StreamKey;
import io.skerry.privacy.randomness.Hkdf;
import io.skerry.privacy.randomness.KeyStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.List;

/**
 * A client's Ed25519 key and everyone's public ones, from a directory that the server cannot
 * change: what an active server needs to be held to.
 *
 * @param own signs
 * @param everyone public keys by client
 */
public record Identity(PrivateKey own, List<PublicKey> everyone) {
  static final int SIGNATURE_BYTES = 64;
  private static final byte[] PURPOSE = "identity".getBytes(StandardCharsets.UTF_8);

  public Identity {
    everyone = List.copyOf(everyone);
  }

  /** A pair of keys to sign with; {@code random} decides it. */
  public static KeyPair newKeys(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(255, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java 17 has Ed25519", e);
    }
  }

  /** The keys that a client's {@code key} decides: a task that is run again signs the same. */
  static KeyPair keysOf(StreamKey key) {
    KeyStream stream = new KeyStream(Hkdf.expand(key.bytes(), PURPOSE, 32));
    return newKeys(new Drawn(stream));
  }

  /** Hands a stream out where the platform asks for randomness. */
  private static final class Drawn extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final transient KeyStream stream;

    Drawn(KeyStream stream) {
      super(null, null);
      this.stream = stream;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(stream.next(bytes.length), 0, bytes, 0, bytes.length);
    }
  }

  byte[] sign(byte[] text) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(own);
      signature.update(text);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("expected an Ed25519 key", e);
    }
  }

  boolean verifies(int client, byte[] text, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(everyone.get(client));
      verifier.update(text);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
