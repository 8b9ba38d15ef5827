package io.skerry.jobs;

import io.skerry.jobs.fetch.Download;
import io.skerry.jobs.fetch.KnownSet;
import io.skerry.jobs.fetch.Origin;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fetches a known public data set, or lists those that there are. */
@Command(
    name = "data",
    description = "Fetches a known public data set by its name; lists them without one.")
final class DataCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "NAME", description = "The data set.")
  private @Nullable String name;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "The folder that gets a folder NAME. Default: SKERRY_DATA, else data.")
  private String to = Objects.requireNonNullElse(System.getenv("SKERRY_DATA"), "data");

  @Option(
      names = "--mirror",
      paramLabel = "URL|DIR",
      description =
          "A web folder or a local one that has the files. Default: where they are published.")
  private @Nullable String mirror;

  @Override
  public Integer call() {
    PrintStream console = System.out;
    if (name == null) {
      KnownSet.ALL.forEach(
          set ->
              console.printf(
                  Locale.ROOT,
                  "%-14s %5.1f MB  %-24s  %s%n",
                  set.name(),
                  set.bytes() / 1e6,
                  set.licence(),
                  set.description()));
      return 0;
    }
    KnownSet set = KnownSet.named(name);
    Path folder = Path.of(to, set.name());
    Origin origin = mirror == null ? Origin.canonical() : Origin.mirror(mirror);
    int fetched = Download.fetch(set, origin, folder);
    console.printf("%s: %d files, %d of them fetched now%n", folder, set.files().size(), fetched);
    console.println("configs find it with SKERRY_DATA=" + to);
    return 0;
  }
}
