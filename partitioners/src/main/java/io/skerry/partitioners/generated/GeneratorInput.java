package io.skerry.partitioners.generated;

import io.skerry.core.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Checks of a generator's configuration, and its digest. */
final class GeneratorInput {
  private GeneratorInput() {}

  static void atLeast(String key, long value, long least) {
    if (value < least) {
      throw new InvalidInputException(key + ": expected at least " + least + ", not " + value);
    }
  }

  /** Hexadecimal SHA-256 of a generator's name and its parameters, a record. */
  static String digest(String generator, Record parameters) {
    try {
      byte[] text = (generator + " " + parameters).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
