package io.skerry.jobs.results;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The build that these classes come from, as it noted in a resource.
 *
 * @param commit git commit, with "-dirty" where files had changed; null where git did not tell
 */
public record Build(@Nullable String version, @Nullable String commit) {
  public static final Build THIS = read("/io/skerry/jobs/build.properties");

  static Build read(String resource) {
    Properties properties = new Properties();
    try (InputStream in = Build.class.getResourceAsStream(resource)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
    String commit = properties.getProperty("git.commit.id.full");
    boolean dirty = "true".equals(properties.getProperty("git.dirty"));
    return new Build(
        properties.getProperty("git.build.version"),
        commit == null || commit.isBlank() ? null : commit + (dirty ? "-dirty" : ""));
  }

  /** Version and commit, as far as they are known. */
  public String describe() {
    return (version == null ? "of an unknown build" : version)
        + (commit == null ? "" : " (commit " + commit + ")");
  }
}
