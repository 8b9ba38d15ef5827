package io.skerry.privacy.accounting;

import java.io.Serializable;

/**
 * Prices what ran under one neighbouring relation. A value: adding an event gives another
 * accountant. Every price is an upper bound of the true one.
 */
public interface Accountant extends Serializable {

  /** The relation that every price is of. */
  NeighbouringRelation relation();

  /** Whether {@code event} can be priced under this accountant's relation. */
  boolean supports(PrivacyEvent event);

  /**
   * This accountant after {@code event} ran {@code count} more times.
   *
   * @throws io.skerry.core.InvalidInputException where {@link #supports} is false
   */
  Accountant plus(PrivacyEvent event, long count);

  /** This accountant after {@code event} ran once more. */
  default Accountant plus(PrivacyEvent event) {
    return plus(event, 1);
  }

  /**
   * What all that ran costs, in [0, infinity].
   *
   * @param delta in (0, 1)
   */
  double epsilon(double delta);

  /**
   * The delta of all that ran, in [0, 1].
   *
   * @param epsilon at least 0
   */
  double delta(double epsilon);
}
