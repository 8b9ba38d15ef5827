package io.skerry.privacy.secureaggregation;

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
