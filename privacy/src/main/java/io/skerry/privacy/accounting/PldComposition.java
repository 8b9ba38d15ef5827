package io.skerry.privacy.accounting;

import io.skerry.privacy.accounting.PldAccountant.Bounds;
import io.skerry.privacy.accounting.PldQuestion.Point;
import io.skerry.privacy.accounting.loss.ComposedLoss;
import io.skerry.privacy.accounting.loss.ComposedLoss.Term;
import io.skerry.privacy.accounting.loss.LossBounds;
import io.skerry.privacy.accounting.loss.LossGrid;
import io.skerry.privacy.accounting.loss.LossNodes;
import io.skerry.privacy.accounting.loss.LossPair;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Loss pairs, each composed with itself and all with each other.
 *
 * <p>A grid of step h spreads a loss above by h^2 / 6 in variance and narrows it below by h^2 / 12,
 * where the loss is smooth at that scale. With t the slope of -ln delta, T losses so lie T h^2 t /
 * 8 of epsilon apart, or T h^2 t^2 / 8 of delta, relative; h is chosen by that, and is refined
 * where it does not come true. Both bounds hold for any h.
 *
 * @param times how often each pair is composed
 * @param tail left out of each pair at each end
 */
record PldComposition(List<LossPair> pairs, List<Long> times, double tail) {
  /** Aimed at, so that the tolerance is met. */
  private static final double AIM = 0.5 * PldAccountant.TOLERANCE;

  private static final int LARGEST = 1 << 22;
  private static final int LARGEST_GRID = 1 << 23;
  private static final int FINEST_FIRST = 1 << 18;
  private static final int PASSES = 8;

  /** About what a composition errs by for each round, before its tilt is undone. */
  private static final double ERROR = 3e-14;

  private static final double LEAST_OUTSIDE = 1e-15;
  private static final double MOST_OUTSIDE = 1e-9;

  /**
   * Two bounds of the answer.
   *
   * @param enough an upper bound that need not be refined, for the other direction costs more
   */
  Bounds bounds(PldQuestion question, double enough) {
    List<LossNodes> nodes = pairs.stream().map(LossNodes::new).toList();
    double steepest = tilt(nodes, question);
    double chernoff = question.chernoff(steepest, logMoment(nodes, steepest));
    double h = firstStep(nodes, question, steepest, chernoff);
    Window window = window(nodes, question.at(chernoff));
    double coarse = Math.max(h, range() / 2000);
    List<Term> rough = terms(i -> LossBounds.of(pairs.get(i), coarse, tail).above());
    window = closer(window, nodes, question, question.answer(window.compose(rough, coarse), true));
    Bounds best = new Bounds(0, Double.POSITIVE_INFINITY);
    for (int pass = 0; pass < PASSES && range() / h < LARGEST_GRID; pass++) {
      if (pairs.size() == 1 && pairs.get(0).hasAtoms()) {
        h = range() / Math.ceil(range() / h);
      }
      double step = h;
      List<LossBounds> grids = pairs.stream().map(pair -> LossBounds.of(pair, step, tail)).toList();
      List<Term> above = terms(i -> grids.get(i).above());
      List<Term> below = terms(i -> grids.get(i).below());
      double upper = question.answer(window.compose(above, h), true);
      double lower = question.answer(window.compose(below, h), false);
      best = new Bounds(Math.max(best.lower(), lower), Math.min(best.upper(), upper));
      double gap = best.upper() - best.lower();
      if (gap <= PldAccountant.TOLERANCE * best.upper() || best.upper() <= enough) {
        return best;
      }
      window = closer(window, nodes, question, best.upper());
      double wide = Double.isInfinite(upper) ? 1 : Math.min(1, (upper - lower) / upper);
      h *= Math.max(1.0 / 8, Math.min(0.7, Math.sqrt(AIM / wide)));
    }
    return best;
  }

  /** The upper bound on the multiples of {@code step}, however far that is from the answer. */
  double onGrid(PldQuestion question, double step) {
    List<Term> above = terms(i -> LossGrid.above(pairs.get(i), step, tail));
    List<LossNodes> nodes = pairs.stream().map(LossNodes::new).toList();
    double tilt = tilt(nodes, question);
    double t = Math.min(tilt, ComposedLoss.LARGEST_TILT / step);
    return question.answer(ComposedLoss.of(above, t, LEAST_OUTSIDE, 4 * LARGEST), true);
  }

  private List<Term> terms(IntFunction<LossGrid> grid) {
    return IntStream.range(0, pairs.size())
        .mapToObj(i -> new Term(grid.apply(i), times.get(i)))
        .toList();
  }

  private double firstStep(
      List<LossNodes> nodes, PldQuestion question, double tilt, double chernoff) {
    double rounds = rounds();
    double square =
        question.asksEpsilon()
            ? 8 * AIM * Math.max(0, chernoff) / (tilt * rounds)
            : 8 * AIM / (tilt * tilt * rounds);
    double smooth = nodes.stream().mapToDouble(LossNodes::deviation).min().orElseThrow() / 4;
    double largest = Math.min(smooth, range() / 100);
    return Math.max(range() / FINEST_FIRST, Math.min(largest, Math.sqrt(square)));
  }

  /**
   * How distributions are composed.
   *
   * @param outside mass that may lie outside of the window at each end
   */
  private record Window(double tilt, double outside) {
    ComposedLoss compose(List<Term> terms, double step) {
      double t = Math.min(tilt, ComposedLoss.LARGEST_TILT / step);
      return ComposedLoss.of(terms, t, outside, LARGEST);
    }
  }

  /**
   * The tilt at which errors count least near a point of the curve, halved for as long as they stay
   * far below delta: where few large losses decide, less tilt needs far smaller windows.
   */
  private Window window(List<LossNodes> nodes, Point point) {
    PldQuestion delta = new PldQuestion(false, point.epsilon());
    double tilt = tilt(nodes, delta);
    double log = delta.chernoff(tilt, logMoment(nodes, tilt)) - point.logDelta();
    double error = Math.log(ERROR * rounds() + 4 * LEAST_OUTSIDE);
    while (tilt > 1e-3) {
      double half = delta.chernoff(tilt / 2, logMoment(nodes, tilt / 2)) - point.logDelta();
      if (half + error > Math.log(1e-5)) {
        break;
      }
      tilt /= 2;
      log = half;
    }
    double outside = Math.exp(Math.log(1e-6) - log);
    return new Window(tilt, Math.max(LEAST_OUTSIDE, Math.min(MOST_OUTSIDE, outside)));
  }

  /** The window near an upper bound of the answer, where that says more than nothing. */
  private Window closer(Window window, List<LossNodes> nodes, PldQuestion question, double upper) {
    if (!(upper > 0 && upper < Double.POSITIVE_INFINITY)) {
      return window;
    }
    double answer = question.asksEpsilon() ? upper : StrictMath.log(upper);
    return window(nodes, question.at(answer));
  }

  /** Where Chernoff's bound is least; it has one minimum. */
  private double tilt(List<LossNodes> nodes, PldQuestion question) {
    double best = Double.POSITIVE_INFINITY;
    double tilt = 1e-3;
    for (double t = 1e-3; t < 1e5; t *= 1.5) {
      double value = question.chernoff(t, logMoment(nodes, t));
      if (value < best) {
        best = value;
        tilt = t;
      } else if (t > 8 * tilt) {
        break;
      }
    }
    double low = tilt / 1.5;
    double high = tilt * 1.5;
    while (high - low > 1e-9 * high) {
      double left = low + 0.382 * (high - low);
      double right = high - 0.382 * (high - low);
      if (question.chernoff(left, logMoment(nodes, left))
          < question.chernoff(right, logMoment(nodes, right))) {
        high = right;
      } else {
        low = left;
      }
    }
    return (low + high) / 2;
  }

  private double logMoment(List<LossNodes> nodes, double t) {
    double sum = 0;
    for (int i = 0; i < nodes.size(); i++) {
      sum += times.get(i) * nodes.get(i).logMoment(t);
    }
    return sum;
  }

  private double rounds() {
    return times.stream().mapToDouble(Long::doubleValue).sum();
  }

  private double range() {
    return pairs.stream().mapToDouble(LossPair::range).max().orElseThrow();
  }
}
