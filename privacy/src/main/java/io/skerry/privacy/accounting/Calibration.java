package io.skerry.privacy.accounting;

import io.skerry.core.InvalidInputException;
import java.util.function.DoubleFunction;
import java.util.function.LongPredicate;

/** What a privacy budget needs, or allows. */
public final class Calibration {
  private static final double SMALLEST = 0x1p-20;
  private static final double LARGEST = 0x1p40;
  private static final double PRECISION = 1e-10;

  private Calibration() {}

  /**
   * The smallest noise multiplier, to 1e-10 relative, with which {@code plan} on top of what is
   * spent already costs at most {@code epsilon} at {@code delta}. The cost at the result is never
   * above {@code epsilon}, and equals it but for that precision wherever the cost is continuous in
   * the multiplier.
   *
   * @param spent what ran before, else an accountant to which nothing was added
   * @param plan the event of the whole plan for a noise multiplier; more noise must not cost more
   * @param epsilon positive
   * @param delta in (0, 1)
   * @throws InvalidInputException where no multiplier suffices, or where every one does
   */
  public static double noiseMultiplier(
      Accountant spent, DoubleFunction<PrivacyEvent> plan, double epsilon, double delta) {
    if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException(
          "A target epsilon must be positive and finite, not " + epsilon + ".");
    }
    double enough = 1;
    while (cost(spent, plan, enough, delta) > epsilon) {
      if (enough >= LARGEST) {
        throw new InvalidInputException(
            String.format(
                "No noise multiplier brings the plan to epsilon %s at delta %s: at %s it costs %s.",
                epsilon, delta, enough, cost(spent, plan, enough, delta)));
      }
      enough *= 2;
    }
    double tooLittle = enough / 2;
    while (cost(spent, plan, tooLittle, delta) <= epsilon) {
      if (tooLittle <= SMALLEST) {
        throw new InvalidInputException(
            String.format(
                "The plan costs at most epsilon %s at delta %s whatever the noise multiplier.",
                epsilon, delta));
      }
      enough = tooLittle;
      tooLittle /= 2;
    }
    while (enough - tooLittle > PRECISION * enough) {
      double middle = (tooLittle + enough) / 2;
      if (cost(spent, plan, middle, delta) > epsilon) {
        tooLittle = middle;
      } else {
        enough = middle;
      }
    }
    return enough;
  }

  /**
   * The largest number from 1 to {@code most} that holds, where what holds for a number holds for
   * all smaller ones: of rounds, of clients in a cohort.
   *
   * @param what the number is of, for the error
   * @throws InvalidInputException where not even 1 holds
   */
  public static long largest(LongPredicate holds, long most, String what) {
    if (!holds.test(1)) {
      throw new InvalidInputException("Not even a " + what + " of 1 is within the budget.");
    }
    long low = 1;
    long high = 2;
    while (high <= most && holds.test(high)) {
      low = high;
      high *= 2;
    }
    high = Math.min(high, most + 1);
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (holds.test(middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static double cost(
      Accountant spent, DoubleFunction<PrivacyEvent> plan, double z, double delta) {
    return spent.plus(plan.apply(z)).epsilon(delta);
  }
}
