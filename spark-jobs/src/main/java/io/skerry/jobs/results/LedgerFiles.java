package io.skerry.jobs.results;

import io.skerry.core.InvalidInputException;
import io.skerry.jobs.storage.Json;
import io.skerry.jobs.storage.Storage;
import io.skerry.jobs.storage.TableReader;
import io.skerry.privacy.LedgerEntry;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * The files of a run's ledger, with ledger.json, which holds the SHA-256 of each: a file's bytes
 * say more than its rows, and rows at the end could be cut off.
 */
public final class LedgerFiles {
  private static final String JSON = "ledger.json";
  private static final Pattern NAME = Pattern.compile("ledger-(\\d{1,9})-\\d+\\.parquet");
  private static final String EXPECTED = "the list of a ledger's files";

  private final Storage storage;
  private final Path folder;
  private final Path json;

  public LedgerFiles(RunDirectory run) {
    this.storage = run.storage();
    this.folder = new Path(run.path(), "metrics/" + MetricsTables.LEDGER.name());
    this.json = new Path(run.path(), JSON);
  }

  /** Adds the files that are closed by now; those listed before keep the digest that they had. */
  void seal() {
    List<String> closed = closed();
    if (closed.isEmpty() && !storage.exists(json)) {
      return;
    }
    Map<String, String> known = new TreeMap<>();
    if (storage.exists(json)) {
      listed().files().forEach(file -> known.put(file.name(), file.sha256()));
    }
    List<SealedFile> files = new ArrayList<>();
    for (String name : closed) {
      String sha256 = known.get(name);
      files.add(new SealedFile(name, sha256 == null ? sha256(name) : sha256));
    }
    Json.write(storage, json, new Seal(files));
  }

  /**
   * The rows of the ledger, in order.
   *
   * @param until files that begin after this round are left out
   * @throws InvalidInputException where a file is missing, was added or has another content than
   *     when it was written
   */
  public List<LedgerEntry> read(int until) {
    List<SealedFile> files =
        listed().files().stream().filter(file -> firstRound(file.name()) <= until).toList();
    List<String> expected = files.stream().map(SealedFile::name).toList();
    List<String> found = closed().stream().filter(name -> firstRound(name) <= until).toList();
    if (!found.equals(expected)) {
      throw new InvalidInputException(
          folder
              + " holds the files "
              + found
              + ", expected "
              + expected
              + " as "
              + JSON
              + " says");
    }
    for (SealedFile file : files) {
      String sha256 = sha256(file.name());
      if (!sha256.equals(file.sha256())) {
        throw new InvalidInputException(
            String.format(
                "%s/%s was changed: it has the SHA-256 %s, expected %s as %s says",
                folder, file.name(), sha256, file.sha256(), JSON));
      }
    }
    List<LedgerEntry> entries = new ArrayList<>();
    for (SealedFile file : files) {
      TableReader.forEach(
          storage,
          new Path(folder, file.name()),
          row -> entries.add(MetricsTables.ledgerEntry(row)));
    }
    return entries;
  }

  private Seal listed() {
    Seal seal = Json.read(storage, json, Seal.class, EXPECTED);
    if (!Arrays.equals(storage.read(json, EXPECTED), Json.bytes(seal))) {
      throw new InvalidInputException(json + " was changed after it was written");
    }
    return seal;
  }

  private List<String> closed() {
    return storage.names(folder).stream().filter(name -> name.endsWith(".parquet")).toList();
  }

  private static int firstRound(String name) {
    Matcher rounds = NAME.matcher(name);
    return rounds.matches() ? Integer.parseInt(rounds.group(1)) : 0;
  }

  private String sha256(String name) {
    byte[] bytes = storage.read(new Path(folder, name), "a file of the ledger");
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private record Seal(List<SealedFile> files) {}

  private record SealedFile(String name, String sha256) {}
}
