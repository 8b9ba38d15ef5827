package io.skerry.partitioners;

import io.skerry.core.data.DataSpec;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All clients of a population that is to be built, in the order of their ordinals. */
public interface ClientSource {

  /** What an example looks like. */
  DataSpec data();

  /** Whether clients may have test examples. */
  boolean heldOut();

  /** The column that names each client's cluster, if one does. */
  @Nullable String clusterColumn();

  /** What ids and classes stand for, such as {"classes": [cat, dog]}; kept with the population. */
  default Map<String, Object> legend() {
    return Map.of();
  }

  /** The clients, the same on each call, one in memory at a time; to be closed by the caller. */
  Stream<ClientExamples> open();
}
