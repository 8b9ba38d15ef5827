package io.skerry.privacy.accounting;

import io.skerry.privacy.accounting.PrivacyEvent.Composed;
import io.skerry.privacy.accounting.PrivacyEvent.Gaussian;
import io.skerry.privacy.accounting.PrivacyEvent.MatrixFactorization;
import io.skerry.privacy.accounting.PrivacyEvent.NonPrivate;
import io.skerry.privacy.accounting.PrivacyEvent.SelfComposed;
import io.skerry.privacy.accounting.PrivacyEvent.TreeAggregation;

/**
 * The one Gaussian event that equals several on the same sample: their outputs are jointly one
 * vector, with 1/z^2 the sum of the parts' 1/z^2.
 */
public final class JointGaussian {
  private JointGaussian() {}

  /** Whether all that {@code event} releases is a vector with Gaussian noise. */
  public static boolean is(PrivacyEvent event) {
    if (event instanceof Composed composed) {
      return composed.events().stream().allMatch(JointGaussian::is);
    }
    if (event instanceof SelfComposed repeated) {
      return is(repeated.event());
    }
    return event instanceof Gaussian
        || event instanceof MatrixFactorization
        || event instanceof TreeAggregation
        || event instanceof NonPrivate;
  }

  /** z of an event which {@link #is} one: 0 without noise, infinite where nothing is released. */
  public static double multiplier(PrivacyEvent event) {
    if (event instanceof Gaussian gaussian) {
      return gaussian.noiseMultiplier();
    }
    if (event instanceof TreeAggregation tree) {
      return tree.noiseMultiplier() / Math.sqrt(tree.levels());
    }
    if (event instanceof MatrixFactorization matrix) {
      return matrix.noiseMultiplier() / matrix.sensitivity();
    }
    if (event instanceof SelfComposed repeated) {
      return repeated.count() == 0
          ? Double.POSITIVE_INFINITY
          : multiplier(repeated.event()) / Math.sqrt((double) repeated.count());
    }
    if (event instanceof Composed composed) {
      return 1
          / Math.sqrt(
              composed.events().stream()
                  .mapToDouble(JointGaussian::multiplier)
                  .map(z -> 1 / (z * z))
                  .sum());
    }
    return 0; // NonPrivate
  }
}
