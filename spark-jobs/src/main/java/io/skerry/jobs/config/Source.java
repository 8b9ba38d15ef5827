package io.skerry.jobs.config;

import io.skerry.core.data.Population;
import io.skerry.jobs.table.TableClients;
import io.skerry.partitioners.ClientSource;
import io.skerry.partitioners.files.InputFiles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where clients come from. */
public sealed interface Source {

  /**
   * Whether anything is learned from the examples that are not held out, so that a stored
   * population depends on the holdout.
   */
  default boolean learns() {
    return false;
  }

  /** Populations that are joined, each under its name. */
  record Mixture(List<Component> components) implements Source {}

  /**
   * A part of a mixture.
   *
   * @param origin all that decides its stored population, as the config gives it
   */
  record Component(String name, Source source, Map<String, @Nullable Object> origin) {}

  /** Clients that are computed: a population already. */
  record Generated(Population population) implements Source {}

  /**
   * Files that are read once, to be stored as a population.
   *
   * @param paths files and folders
   * @param read reads them
   */
  record Files(List<String> paths, boolean learns, Function<InputFiles, FileClients> read)
      implements Source {}

  /**
   * The clients of files.
   *
   * @param centralTest test examples that belong to no client, in chunks
   */
  record FileClients(ClientSource clients, Optional<ClientSource> centralTest) {}

  /** A table that Spark reads, to be stored as a population. */
  record Table(TableClients clients) implements Source {
    @Override
    public boolean learns() {
      return clients.columns().learns();
    }
  }
}
