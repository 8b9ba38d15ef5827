package io.skerry.core.schedule;

/** How a cohort is drawn. */
public enum Sampling {
  /** Each client takes part independently with the same probability; size is the expected size. */
  POISSON,
  /** A fixed number of clients, uniformly without replacement. */
  UNIFORM,
  /**
   * No sampling: the clients, in a random order, are divided into disjoint cohorts that take turns,
   * so that each client takes part once in a cycle of {@link Schedule#cycle} rounds.
   */
  CYCLIC
}
