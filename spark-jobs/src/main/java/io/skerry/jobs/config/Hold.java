package io.skerry.jobs.config;

/** Where a population's clients are between rounds; never changes a result. */
public enum Hold {
  /** In memory; what does not fit is read or computed again. */
  MEMORY,
  /** In memory, and what does not fit on the local disks of Spark's executors. */
  SPILL,
  /** In the stored population alone: each round reads its cohort. */
  FILES
}
