package io.skerry.privacy.secureaggregation;

import java.util.Set;

/**
 * Which clients are lost, and when.
 *
 * @param beforeSharing after they showed their keys
 * @param afterMasking after they shared their secrets and masked: their vector never arrives
 * @param beforeUnmasking after their vector arrived: it is in the sum
 */
public record Dropouts(
    Set<Integer> beforeSharing, Set<Integer> afterMasking, Set<Integer> beforeUnmasking) {
  /** Nobody is lost. */
  public static final Dropouts NONE = new Dropouts(Set.of(), Set.of(), Set.of());

  public Dropouts {
    beforeSharing = Set.copyOf(beforeSharing);
    afterMasking = Set.copyOf(afterMasking);
    beforeUnmasking = Set.copyOf(beforeUnmasking);
  }
}
