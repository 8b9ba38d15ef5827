package io.skerry.privacy.accounting.loss;

/** Delta as a function of epsilon, known between two bounds. */
public interface PrivacyCurve {

  /**
   * Delta at an epsilon of at least 0.
   *
   * @param upper which of the bounds
   */
  double delta(double epsilon, boolean upper);

  /**
   * The largest epsilon, at least 0, with more than that delta; 0 where there is none.
   *
   * @param upper which of the bounds
   */
  double epsilon(double delta, boolean upper);
}
