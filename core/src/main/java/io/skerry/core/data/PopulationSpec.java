package io.skerry.core.data;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a population is, without its data.
 *
 * @param clients number of clients, with ordinals 0..clients-1
 * @param samples examples of all clients, or -1 where nobody counted (clients that are computed)
 * @param maxSamples an upper bound of one client's examples
 * @param data what an example looks like
 * @param heldOut whether clients have test examples
 * @param clusterColumn column that names each client's cluster, where the data has one
 * @param digest hexadecimal digest: of the stored clients, or of a generator's configuration
 */
public record PopulationSpec(
    long clients,
    long samples,
    int maxSamples,
    DataSpec data,
    boolean heldOut,
    @Nullable String clusterColumn,
    String digest)
    implements Serializable {

  /** Hexadecimal SHA-256 of what a population is computed from: a name and a record of values. */
  public static String digest(String name, Record values) {
    try {
      byte[] text = (name + " " + values).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
