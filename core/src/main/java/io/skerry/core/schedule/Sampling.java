package io.skerry.core.schedule;

/** How a cohort is drawn. */
public enum Sampling {
  /** Each client takes part independently with the same probability; size is the expected size. */
  POISSON,
  /** A fixed number of clients, uniformly without replacement. */
  UNIFORM
}
