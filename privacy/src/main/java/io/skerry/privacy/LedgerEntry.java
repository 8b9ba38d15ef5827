package io.skerry.privacy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A row of the ledger in its chain: what ran, on whom, by what, with what result. All digests are
 * hexadecimal SHA-256.
 *
 * @param priced text of the event that is priced
 * @param placement name of the placement as configs give it
 * @param clients of the round's cohort
 * @param cohortSha256 of their ordinals, ascending, as 8 bytes each, the high byte first
 * @param modelSha256 of the parameters after the round
 * @param configSha256 of all of the config that decides the result
 * @param version of the program that ran the round
 * @param previousSha256 {@code sha256} of the row before; zeros for the first
 * @param sha256 of all of the above
 */
public record LedgerEntry(
    LedgerRow row,
    String priced,
    String placement,
    int clients,
    String cohortSha256,
    String modelSha256,
    String configSha256,
    String version,
    String previousSha256,
    String sha256) {

  /** What the first row names as the one before. */
  public static final String START = "0".repeat(64);

  /** This row with the digest that its content has. */
  LedgerEntry sealed() {
    return new LedgerEntry(
        row,
        priced,
        placement,
        clients,
        cohortSha256,
        modelSha256,
        configSha256,
        version,
        previousSha256,
        digest());
  }

  /** The digest that the content has, which {@link #sha256} should be. */
  String digest() {
    MessageDigest sha = newSha256();
    text(sha, previousSha256);
    text(sha, configSha256);
    number(sha, row.round());
    number(sha, clients);
    text(sha, cohortSha256);
    text(sha, row.event());
    text(sha, row.relation());
    text(sha, placement);
    text(sha, priced);
    number(sha, Double.doubleToLongBits(row.noiseMultiplier()));
    number(sha, Double.doubleToLongBits(row.samplingRate()));
    number(sha, Double.doubleToLongBits(row.epsilon()));
    text(sha, version);
    text(sha, modelSha256);
    return HexFormat.of().formatHex(sha.digest());
  }

  /** The digest of a cohort. */
  static String digest(long[] cohort) {
    MessageDigest sha = newSha256();
    for (long ordinal : cohort) {
      number(sha, ordinal);
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  /** Its length comes first, so that no two rows give the same bytes. */
  private static void text(MessageDigest sha, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    number(sha, bytes.length);
    sha.update(bytes);
  }

  private static void number(MessageDigest sha, long number) {
    sha.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
