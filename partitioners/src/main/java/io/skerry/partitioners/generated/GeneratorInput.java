package io.skerry.partitioners.generated;

import io.skerry.core.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Checks of the configuration of what is computed, and its digest. */
public final class GeneratorInput {
  private GeneratorInput() {}

  static void atLeast(String key, long value, long least) {
    if (value < least) {
      throw new InvalidInputException(key + ": expected at least " + least + ", not " + value);
    }
  }

  /** Checks a seed of NumPy's legacy generator. */
  static void numpySeed(String key, long seed) {
    if (seed < 0 || seed >>> 32 != 0) {
      throw new InvalidInputException(
          key + ": expected a number from 0 to 4294967295, not " + seed);
    }
  }

  /** Checks a standard deviation. */
  public static void deviation(String key, double deviation) {
    if (!(deviation >= 0 && deviation < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException(key + ": expected a number of at least 0, not " + deviation);
    }
  }

  /** Hexadecimal SHA-256 of a generator's name and its parameters, a record. */
  public static String digest(String generator, Record parameters) {
    try {
      byte[] text = (generator + " " + parameters).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
