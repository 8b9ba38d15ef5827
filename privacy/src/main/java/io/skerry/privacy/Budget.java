package io.skerry.privacy;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The delta at which epsilon is stated, and what epsilon may reach.
 *
 * @param maxEpsilon null for any
 */
record Budget(double delta, @Nullable Double maxEpsilon) implements Serializable {

  boolean holds(double epsilon) {
    return maxEpsilon == null || epsilon <= maxEpsilon;
  }
}
