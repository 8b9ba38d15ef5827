package io.skerry.partitioners.report;

/**
 * What one client has.
 *
 * @param train number of training examples
 * @param test number of held-out examples
 * @param classes how many classes occur in its examples
 * @param entropy of its classes, in bits
 * @param distance total variation between its shares of the classes and the population's, from 0
 *     (the same) to 1 (no class in common)
 * @param digest hexadecimal, of its features and labels in their order
 */
public record ClientFigures(
    long ordinal,
    String id,
    int train,
    int test,
    int classes,
    double entropy,
    double distance,
    String digest) {

  /** Number of examples. */
  public int samples() {
    return train + test;
  }
}
