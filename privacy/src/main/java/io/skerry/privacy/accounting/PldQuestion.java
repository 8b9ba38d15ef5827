package io.skerry.privacy.accounting;

import io.skerry.privacy.accounting.loss.ComposedLoss;
import io.skerry.privacy.accounting.loss.PrivacyCurve;

/**
 * What is asked of a privacy curve.
 *
 * @param asksEpsilon epsilon at a delta, else delta at an epsilon
 * @param given that delta, or that epsilon
 */
record PldQuestion(boolean asksEpsilon, double given) {

  /** The answer's bound of a curve. */
  double answer(PrivacyCurve curve, boolean upper) {
    return asksEpsilon ? curve.epsilon(given, upper) : Math.min(1, curve.delta(given, upper));
  }

  /** Chernoff's bound of epsilon, or of ln delta, from the log moment of the loss at {@code t}. */
  double chernoff(double t, double logMoment) {
    double log = logMoment + ComposedLoss.logLargest(t);
    return asksEpsilon ? (log - StrictMath.log(given)) / t : log - t * given;
  }

  /** A point of the curve. */
  record Point(double epsilon, double logDelta) {}

  /** The point of an answer: of an epsilon, or of ln delta. */
  Point at(double answer) {
    return asksEpsilon
        ? new Point(Math.max(0, answer), StrictMath.log(given))
        : new Point(given, answer);
  }

  /** The scale of the deltas in question. */
  double scale() {
    return asksEpsilon ? Math.min(1e-3, given) : 1e-16;
  }
}
