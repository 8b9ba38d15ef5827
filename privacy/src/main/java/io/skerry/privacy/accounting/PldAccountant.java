package io.skerry.privacy.accounting;

import io.skerry.core.InvalidInputException;
import io.skerry.privacy.accounting.loss.ComposedLoss;
import io.skerry.privacy.accounting.loss.ComposedLoss.Term;
import io.skerry.privacy.accounting.loss.LossGrid;
import io.skerry.privacy.accounting.loss.LossPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * Prices events by their privacy loss distributions, between two bounds: from above by connecting
 * the dots, from below by merging outputs, in both directions, a unit more and a unit less, on a
 * grid that is refined until the bounds agree to {@value #TOLERANCE} or its size is exhausted. Both
 * bounds hold at any size.
 */
public final class PldAccountant implements Accountant {
  private static final long serialVersionUID = 1L;

  /** How close the bounds come, relative to the upper one. */
  public static final double TOLERANCE = 0.002;

  /** Aimed at, so that the tolerance is met. */
  private static final double AIM = 0.6 * TOLERANCE;

  private static final int LARGEST = 1 << 22;
  private static final int LARGEST_GRID = 1 << 23;
  private static final int PASSES = 8;

  /** About what a composition errs by for each round, before its tilt is undone. */
  private static final double ERROR = 1e-12;

  private final NeighbouringRelation relation;
  private final Map<PrivacyEvent, Long> counts;
  private final double step;

  private PldAccountant(
      NeighbouringRelation relation, Map<PrivacyEvent, Long> counts, double step) {
    this.relation = relation;
    this.counts = counts;
    this.step = step;
  }

  /**
   * Two bounds of one figure.
   *
   * @param upper the price
   */
  public record Bounds(double lower, double upper) {}

  /** Nothing spent yet. */
  public static PldAccountant of(NeighbouringRelation relation) {
    return new PldAccountant(relation, Map.of(), 0);
  }

  /**
   * Nothing spent yet; prices are those of connecting the dots on a given grid, however far that is
   * from the true ones, to compare with the figures of others.
   *
   * @param step of the loss
   */
  public static PldAccountant onGrid(NeighbouringRelation relation, double step) {
    if (!(step > 0 && step <= 1)) {
      throw new InvalidInputException("The step of a loss grid must be in (0, 1], not " + step);
    }
    return new PldAccountant(relation, Map.of(), step);
  }

  @Override
  public NeighbouringRelation relation() {
    return relation;
  }

  @Override
  public boolean supports(PrivacyEvent event) {
    return PldPricing.supports(relation, event);
  }

  @Override
  public PldAccountant plus(PrivacyEvent event, long count) {
    if (!supports(event)) {
      throw new InvalidInputException(
          "PLD has no price for " + event + " under " + relation + ": it is refused, not guessed.");
    }
    return new PldAccountant(relation, EventCounts.plus(counts, event, count), step);
  }

  @Override
  public double epsilon(double delta) {
    return epsilonBounds(delta).upper();
  }

  @Override
  public double delta(double epsilon) {
    return deltaBounds(epsilon).upper();
  }

  /**
   * Epsilon at {@code delta}.
   *
   * @param delta in (0, 1)
   */
  public Bounds epsilonBounds(double delta) {
    if (!(delta > 0 && delta < 1)) {
      throw new InvalidInputException("Delta must be in (0, 1), not " + delta + ".");
    }
    return bounds(
        delta,
        0,
        t -> (Math.log(1 / delta) + ComposedLoss.logLargest(t)) / t,
        true,
        (loss, upper) -> loss.epsilon(delta, upper),
        Double.POSITIVE_INFINITY);
  }

  /**
   * Delta at {@code epsilon}.
   *
   * @param epsilon at least 0
   */
  public Bounds deltaBounds(double epsilon) {
    if (!(epsilon >= 0 && epsilon < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException(
          "Epsilon must be finite and at least 0, not " + epsilon + ".");
    }
    return bounds(
        1e-16,
        epsilon,
        t -> ComposedLoss.logLargest(t) - t * epsilon,
        false,
        (loss, upper) -> Math.min(1, loss.delta(epsilon, upper)),
        1);
  }

  /** Reads a bound off a composition. */
  private interface Reading {
    double of(ComposedLoss loss, boolean upper);
  }

  /**
   * @param scale of the deltas in question
   * @param epsilon at which delta is asked for, else not used
   * @param bound what Chernoff's bound adds to the log moment at a tilt
   * @param perTilt whether that bound divides the log moment by the tilt
   * @param open the answer where something ran that protects nothing
   */
  private Bounds bounds(
      double scale,
      double epsilon,
      DoubleUnaryOperator bound,
      boolean perTilt,
      Reading reading,
      double open) {
    if (counts.keySet().stream().anyMatch(PldPricing::isOpen)) {
      return new Bounds(open, open);
    }
    Bounds remove = bounds(false, scale, epsilon, bound, perTilt, reading);
    boolean symmetric = counts.keySet().stream().allMatch(e -> PldPricing.isSymmetric(relation, e));
    Bounds add = symmetric ? remove : bounds(true, scale, epsilon, bound, perTilt, reading);
    return new Bounds(Math.max(remove.lower(), add.lower()), Math.max(remove.upper(), add.upper()));
  }

  private Bounds bounds(
      boolean add,
      double scale,
      double epsilon,
      DoubleUnaryOperator bound,
      boolean perTilt,
      Reading reading) {
    double rounds = counts.values().stream().mapToDouble(Long::doubleValue).sum();
    double tail = Math.max(1e-300, Math.min(1e-3, scale) * 1e-5 / Math.max(1, rounds));
    List<LossPair> pairs = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    counts.forEach(
        (event, count) -> {
          if (!PldPricing.isFree(event)) {
            pairs.add(PldPricing.pair(relation, event, add, tail));
            times.add(count);
          }
        });
    if (pairs.isEmpty()) {
      return new Bounds(0, 0);
    }
    double h = step;
    if (step == 0) {
      h = Math.min(0.5, pairs.stream().mapToDouble(LossPair::range).max().orElseThrow() / 2000);
    }
    Bounds best = new Bounds(0, Double.POSITIVE_INFINITY);
    for (int pass = 0; pass < PASSES; pass++) {
      List<Term> above = new ArrayList<>();
      List<Term> below = new ArrayList<>();
      for (int i = 0; i < pairs.size(); i++) {
        above.add(new Term(LossGrid.above(pairs.get(i), h, tail), times.get(i)));
        if (step == 0) {
          below.add(new Term(LossGrid.below(pairs.get(i), h), times.get(i)));
        }
      }
      double tilt = tilt(above, bound, perTilt);
      if (pass > 0 && best.upper() > 0 && best.upper() < Double.POSITIVE_INFINITY) {
        tilt =
            leastTilt(
                above,
                tilt,
                rounds,
                perTilt ? best.upper() : epsilon,
                perTilt ? scale : best.upper());
      }
      int largest = step == 0 ? LARGEST : 4 * LARGEST;
      double upper = reading.of(ComposedLoss.of(above, tilt, largest), true);
      double lower = step == 0 ? reading.of(ComposedLoss.of(below, tilt, LARGEST), false) : 0;
      best = new Bounds(Math.max(best.lower(), lower), Math.min(best.upper(), upper));
      if (step > 0 || upper == 0 || best.upper() - best.lower() <= TOLERANCE / 1.5 * best.upper()) {
        return best;
      }
      double gap = Double.isInfinite(upper) ? 1 : Math.min(1, (upper - lower) / upper);
      h *= Math.max(1.0 / 32, Math.min(0.5, Math.sqrt(AIM / gap)));
      double finest = h;
      if (pairs.stream().anyMatch(pair -> pair.points(finest) > LARGEST_GRID)) {
        return best;
      }
    }
    return best;
  }

  /**
   * The tilt halved for as long as errors stay far below delta: where few large losses decide, less
   * tilt needs far smaller windows.
   */
  private static double leastTilt(
      List<Term> terms, double tilt, double rounds, double epsilon, double delta) {
    double least = tilt;
    while (least > 1e-3) {
      double half = least / 2;
      double moment = terms.stream().mapToDouble(term -> term.logMoment(half)).sum();
      double scale = Math.exp(ComposedLoss.logLargest(half) + moment - half * epsilon);
      if (scale * ERROR * (rounds + 10) > 1e-6 * delta) {
        break;
      }
      least = half;
    }
    return least;
  }

  /**
   * Near the tilt at which Chernoff's bound is least; within what {@link ComposedLoss} computes.
   */
  private static double tilt(List<Term> terms, DoubleUnaryOperator bound, boolean perTilt) {
    double best = Double.POSITIVE_INFINITY;
    double tilt = 1;
    double most = Math.min(1e5, ComposedLoss.LARGEST_TILT / terms.get(0).grid().step());
    for (double t = 1e-3; t <= most; t *= 1.15) {
      double moment = 0;
      for (Term term : terms) {
        moment += term.logMoment(t);
      }
      double value = (perTilt ? moment / t : moment) + bound.applyAsDouble(t);
      if (value < best) {
        best = value;
        tilt = t;
      } else if (t > 8 * tilt) {
        break;
      }
    }
    return tilt;
  }
}
