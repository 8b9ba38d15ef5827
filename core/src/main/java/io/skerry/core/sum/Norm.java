package io.skerry.core.sum;

/** By what the length of a vector is measured. */
public enum Norm {
  /** The sum of magnitudes. */
  L1,
  /** The root of the sum of squares. */
  L2
}
