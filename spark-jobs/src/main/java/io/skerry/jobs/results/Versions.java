package io.skerry.jobs.results;

import org.jspecify.annotations.Nullable;

/**
 * What a run runs on.
 *
 * @param skerry null where it runs from classes that no build made
 * @param spark null where no Spark runs
 */
public record Versions(
    @Nullable String skerry, @Nullable String spark, String java, String os, String arch) {

  /** What runs here. */
  public static Versions here(@Nullable String spark) {
    return new Versions(
        Build.THIS.version(),
        spark,
        Runtime.version().toString(),
        System.getProperty("os.name", "unknown"),
        System.getProperty("os.arch", "unknown"));
  }
}
