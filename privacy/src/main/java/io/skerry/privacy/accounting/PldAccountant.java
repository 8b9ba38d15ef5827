package io.skerry.privacy.accounting;

import io.skerry.core.InvalidInputException;
import io.skerry.privacy.accounting.loss.LossPair;
import io.skerry.privacy.accounting.loss.SingleLoss;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Prices events by their privacy loss distributions, between two bounds: from above by connecting
 * the dots, from below by merging outputs, in both directions, a unit more and a unit less, on a
 * grid that is refined until the bounds agree to {@value #TOLERANCE} or its size is exhausted. Both
 * bounds hold at any size. What runs once, and Gaussians without sampling, which compose to one,
 * need no grid: their bounds agree to 1e-9.
 */
public final class PldAccountant implements Accountant {
  private static final long serialVersionUID = 1L;

  /** How close the bounds come, relative to the upper one. */
  public static final double TOLERANCE = 0.002;

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
    return bounds(new PldQuestion(true, delta), Double.POSITIVE_INFINITY);
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
    return bounds(new PldQuestion(false, epsilon), 1);
  }

  /**
   * @param open the answer where something ran that protects nothing
   */
  private Bounds bounds(PldQuestion question, double open) {
    if (counts.keySet().stream().anyMatch(PldPricing::isOpen)) {
      return new Bounds(open, open);
    }
    Map<PrivacyEvent, Long> ran = PldPricing.joined(counts);
    Bounds remove = bounds(ran, false, question, 0);
    if (ran.keySet().stream().allMatch(event -> PldPricing.isSymmetric(relation, event))) {
      return remove;
    }
    Bounds add = bounds(ran, true, question, step == 0 ? remove.upper() : 0);
    return new Bounds(Math.max(remove.lower(), add.lower()), Math.max(remove.upper(), add.upper()));
  }

  private Bounds bounds(
      Map<PrivacyEvent, Long> ran, boolean add, PldQuestion question, double enough) {
    double rounds = ran.values().stream().mapToDouble(Long::doubleValue).sum();
    double left = rounds == 1 ? 1e-10 : 1e-5 / Math.max(1, rounds);
    double tail = Math.max(1e-300, question.scale() * left);
    List<LossPair> pairs = new ArrayList<>();
    ran.keySet().forEach(event -> pairs.add(PldPricing.pair(relation, event, add, tail)));
    if (pairs.isEmpty()) {
      return new Bounds(0, 0);
    }
    PldComposition composition = new PldComposition(pairs, List.copyOf(ran.values()), tail);
    if (step > 0) {
      return new Bounds(0, composition.onGrid(question, step));
    }
    if (rounds == 1) {
      SingleLoss once = new SingleLoss(pairs.get(0), tail);
      return new Bounds(question.answer(once, false), question.answer(once, true));
    }
    return composition.bounds(question, enough);
  }
}
