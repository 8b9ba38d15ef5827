package io.skerry.jobs;

import io.skerry.core.InvalidInputException;
import io.skerry.privacy.randomness.Randomness;
import io.skerry.privacy.randomness.SecretKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The secret of one run, and the file on the driver's disk that keeps it for a resume: 64
 * hexadecimal digits which only their owner can read, never in the run directory.
 *
 * @param file null where the secret is in memory only, and the run cannot be resumed
 */
record RunSecret(SecretKey key, @Nullable Path file) {
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  /** A new secret; {@link #keep} writes it. */
  static RunSecret draw(Optional<String> file) {
    Path path = file.map(Path::of).orElse(null);
    if (path != null && Files.exists(path)) {
      throw new InvalidInputException(
          "--secret: " + path + " exists, expected a new file: a secret serves one run");
    }
    return new RunSecret(SecretKey.draw(), path);
  }

  /** The secret that a run began with. */
  static RunSecret read(Optional<String> file) {
    Path path =
        file.map(Path::of)
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "--secret: the noise of this run comes from a secret; expected the file"
                            + " in which its start kept it, which goes on with nothing else"));
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
      if (!OWNER.containsAll(permissions)) {
        throw new InvalidInputException(
            "--secret: others than its owner may use "
                + path
                + ", expected the mode rw------- and not "
                + PosixFilePermissions.toString(permissions));
      }
      String text = Files.readString(path, StandardCharsets.US_ASCII).strip();
      return new RunSecret(SecretKey.of(HexFormat.of().parseHex(text)), path);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          "--secret: " + path + " holds no 64 hexadecimal digits, expected a run's secret", e);
    } catch (IOException e) {
      throw new InvalidInputException(
          "--secret: cannot read " + path + ", expected a run's secret: " + e, e);
    }
  }

  Randomness randomness() {
    return Randomness.of(key);
  }

  /** Writes the file; refused inside the directory of the run. */
  void keep(org.apache.hadoop.fs.Path run) {
    if (file == null) {
      return;
    }
    Path results = Path.of(run.toUri().getPath()).toAbsolutePath().normalize();
    if (file.toAbsolutePath().normalize().startsWith(results)) {
      throw new InvalidInputException(
          "--secret: " + file + " lies in the run directory, expected a file outside of " + run);
    }
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(OWNER))) {
      String text = HexFormat.of().formatHex(key.bytes()) + "\n";
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (FileAlreadyExistsException e) {
      throw new InvalidInputException(
          "--secret: " + file + " exists, expected a new file: a secret serves one run", e);
    } catch (IOException | UnsupportedOperationException e) {
      throw new InvalidInputException(
          "--secret: cannot write " + file + " so that only its owner can read it: " + e, e);
    }
  }
}
