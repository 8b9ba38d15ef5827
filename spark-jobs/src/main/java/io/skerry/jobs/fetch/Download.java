package io.skerry.jobs.fetch;

import io.skerry.core.InvalidInputException;
import io.skerry.jobs.fetch.Origin.Rest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Fetches one file: into a file of the same name with .part at its end, at which an interrupted
 * download goes on, and under its own name once its checksum is right.
 */
public final class Download {
  private final KnownSet.File file;
  private final Origin origin;
  private final Path target;
  private final Path part;

  private Download(KnownSet.File file, Origin origin, Path folder) {
    this.file = file;
    this.origin = origin;
    this.target = folder.resolve(file.name());
    this.part = folder.resolve(file.name() + ".part");
  }

  /**
   * Fetches the files of a set that a folder lacks.
   *
   * @return how many those were
   * @throws InvalidInputException where a file cannot be had, or is not the known one
   */
  public static int fetch(KnownSet set, Origin origin, Path folder) {
    int fetched = 0;
    for (KnownSet.File file : set.files()) {
      fetched += new Download(file, origin, folder).fetch() ? 1 : 0;
    }
    return fetched;
  }

  private boolean fetch() {
    try {
      Files.createDirectories(target.getParent());
      if (Files.exists(target)) {
        if (!digest(target).equals(file.sha256())) {
          throw new InvalidInputException(
              target + " is there and is another file, expected SHA-256 " + file.sha256());
        }
        return false;
      }
      if (size() > file.bytes()) {
        Files.delete(part);
      }
      if (size() < file.bytes()) {
        transfer();
      }
      String found = digest(part);
      if (!found.equals(file.sha256())) {
        Files.delete(part);
        throw refusal("expected SHA-256 " + file.sha256() + ", not " + found + "; nothing is kept");
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (IOException e) {
      throw new InvalidInputException(target + " cannot be written: " + reason(e), e);
    }
  }

  private long size() throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }

  private void transfer() throws IOException {
    Rest rest;
    try {
      rest = origin.open(file, size());
    } catch (IOException e) {
      throw refusal("cannot be fetched: " + reason(e));
    }
    if (rest.length() >= 0 && rest.length() != file.bytes()) {
      rest.bytes().close();
      throw refusal("expected " + file.bytes() + " bytes, but there are " + rest.length());
    }
    String end;
    try (InputStream in = rest.bytes();
        OutputStream out =
            Files.newOutputStream(
                part,
                StandardOpenOption.CREATE,
                rest.from() == 0
                    ? StandardOpenOption.TRUNCATE_EXISTING
                    : StandardOpenOption.APPEND)) {
      end = copy(in, out, file.bytes() - rest.from());
    }
    if (size() < file.bytes()) {
      throw refusal(
          "the transfer ended after "
              + size()
              + " of "
              + file.bytes()
              + " bytes"
              + end
              + "; the same command goes on from there");
    }
  }

  /** Copies until {@code in} ends or fails, and says how it failed. */
  private String copy(InputStream in, OutputStream out, long most) throws IOException {
    byte[] buffer = new byte[1 << 16];
    while (true) {
      int read;
      try {
        read = in.read(buffer);
      } catch (IOException e) {
        return " (" + reason(e) + ")";
      }
      if (read < 0) {
        return "";
      }
      most -= read;
      if (most < 0) {
        out.close();
        Files.delete(part);
        throw refusal("expected " + file.bytes() + " bytes, but there are more; nothing is kept");
      }
      out.write(buffer, 0, read);
    }
  }

  private InvalidInputException refusal(String sentence) {
    return new InvalidInputException(origin.place(file) + ": " + sentence);
  }

  private static String reason(IOException e) {
    String kind = e.getClass().getSimpleName();
    return e.getMessage() == null ? kind : e.getMessage().lines().findFirst().orElse(kind);
  }

  private static String digest(Path path) throws IOException {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      Files.copy(path, new DigestOutputStream(OutputStream.nullOutputStream(), sha));
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
