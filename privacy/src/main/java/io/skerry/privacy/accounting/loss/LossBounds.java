package io.skerry.privacy.accounting.loss;

/** A privacy loss distribution on one grid, from above and from below. */
public record LossBounds(LossGrid above, LossGrid below) {
  /** More than rounding may lower an atom's loss by. */
  private static final double JUST = 4e-12;

  /**
   * On a grid that suits the pair, merging from the end at which it has more mass: one point just
   * below its largest loss where that has mass of its own, else half a step from that end, where
   * the first merged outputs have their middle.
   *
   * @param tail left out of the pair at each end
   */
  public static LossBounds of(LossPair pair, double step, double tail) {
    boolean down = pair.hasAtoms() || pair.isSteepAbove();
    double inside = pair.hasAtoms() ? JUST : step / 2;
    double point = down ? pair.largest() - inside : pair.least() + inside;
    Bins bins = new Bins(pair, step, point - Math.floor(point / step) * step);
    pair.scatter(bins);
    return new LossBounds(LossGrid.above(pair, bins, tail), LossGrid.below(pair, bins, down));
  }
}
