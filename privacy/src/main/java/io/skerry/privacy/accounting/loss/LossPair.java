package io.skerry.privacy.accounting.loss;

import io.skerry.core.InvalidInputException;
import java.util.Arrays;

/**
 * Two distributions of a mechanism's output, P and Q, whose privacy loss ln P / Q under P is what
 * accounting needs; a pair that dominates all neighbours.
 */
public final class LossPair {
  private static final double[] NODES = new double[5];
  private static final double[] NODE_WEIGHTS = new double[5];

  static {
    double inner = Math.sqrt(5 - 2 * Math.sqrt(10 / 7.0)) / 3;
    double outer = Math.sqrt(5 + 2 * Math.sqrt(10 / 7.0)) / 3;
    double inWeight = (322 + 13 * Math.sqrt(70)) / 1800;
    double outWeight = (322 - 13 * Math.sqrt(70)) / 1800;
    Arrays.setAll(NODES, i -> new double[] {-outer, -inner, 0, inner, outer}[i]);
    Arrays.setAll(
        NODE_WEIGHTS, i -> new double[] {outWeight, inWeight, 64 / 225.0, inWeight, outWeight}[i]);
  }

  private final Base base;
  private final Weights weights;
  private final boolean swapped;

  private LossPair(Base base, Weights weights, boolean swapped) {
    this.base = base;
    this.weights = weights;
    this.swapped = swapped;
  }

  /**
   * Gaussian noise on a sample which each unit is in with probability q.
   *
   * @param z standard deviation / distance
   * @param add whether P is without the unit
   * @param tail mass at each end that may be counted as the worst
   */
  public static LossPair gaussian(double z, double q, boolean add, double tail) {
    return new LossPair(Base.gaussian(1 / z, 0, 1, tail), new Weights.Poisson(q), add);
  }

  /** As {@link #gaussian}, for a group. */
  public static LossPair group(int size, double z, double q, boolean add, double tail) {
    return new LossPair(Base.gaussian(1 / z, 0, size, tail), Weights.Group.of(size, q, 1 / z), add);
  }

  /**
   * As {@link #gaussian}, where the unit is exchanged for one that moves the output by as much the
   * other way (Zhu, Dong and Wang 2022).
   *
   * @param z standard deviation / distance between the two, which is twice that to no unit
   */
  public static LossPair replaced(double z, double q, double tail) {
    double d = 1 / (2 * z);
    return new LossPair(
        Base.gaussian(d, 1, 1, tail), new Weights.Replaced(new Weights.Poisson(q), d), false);
  }

  /** Laplace noise of scale b at sensitivity 1. */
  public static LossPair laplace(double b, double q, boolean add) {
    return new LossPair(Base.laplace(b), new Weights.Poisson(q), add);
  }

  /** Mass proportional to exp(-rate |x|) on the integers. */
  public static LossPair discreteLaplace(double rate, long sensitivity, double q, boolean add) {
    int n = size(sensitivity + 1.0);
    double[] atoms = new double[n];
    double[] masses = new double[n];
    double tail = 1 / (1 + StrictMath.exp(-rate));
    for (int x = 0; x < n; x++) {
      atoms[x] = rate * (2.0 * x - sensitivity);
      masses[x] =
          StrictMath.exp(-rate * x) * tail * (0 < x && x < n - 1 ? -StrictMath.expm1(-rate) : 1);
    }
    return new LossPair(Base.atoms(atoms, masses, 0), new Weights.Poisson(q), add);
  }

  /** Mass proportional to exp(-x^2 / (2 sigma^2)) on the integers. */
  public static LossPair discreteGaussian(
      double sigma, long sensitivity, double q, boolean add, double tail) {
    double reach = sigma * Math.sqrt(-2 * StrictMath.log(tail)) + 1;
    int below = size(reach);
    int n = size(2 * reach + sensitivity);
    double[] atoms = new double[n];
    double[] masses = new double[n];
    for (int i = 0; i < n; i++) {
      double x = (double) i - below;
      atoms[i] = (2 * x - sensitivity) * sensitivity / (2 * sigma * sigma);
      masses[i] = StrictMath.exp(-x * x / (2 * sigma * sigma));
    }
    double sum = Arrays.stream(masses).sum();
    Arrays.setAll(masses, i -> masses[i] / sum);
    return new LossPair(Base.atoms(atoms, masses, 0), new Weights.Poisson(q), add);
  }

  /** The worst of all that is (epsilon, delta)-private. */
  public static LossPair stated(double epsilon, double delta, double q, boolean add) {
    double yes = (1 - delta) / (1 + StrictMath.exp(-epsilon));
    return new LossPair(
        Base.atoms(
            new double[] {-epsilon, epsilon},
            new double[] {yes, StrictMath.exp(-epsilon) * yes},
            delta),
        new Weights.Poisson(q),
        add);
  }

  private static int size(double n) {
    if (n > 1e6) {
      throw new InvalidInputException(
          "The privacy loss of discrete noise is computed for up to a million outputs, not " + n);
    }
    return (int) Math.ceil(n);
  }

  /** The loss, under P, at what the base measure calls l. */
  private double loss(double l) {
    double loss = weights.logP(l) - weights.logQ(l);
    return swapped ? -loss : loss;
  }

  /** Whether single losses have mass of their own. */
  public boolean hasAtoms() {
    return base.atoms().length > 0;
  }

  /** Whether the density of a sampled mechanism's loss ends steeply at its largest loss. */
  boolean isSteepAbove() {
    return swapped;
  }

  /** The range of the finite losses. */
  public double range() {
    return largest() - least();
  }

  /** The least finite loss. */
  double least() {
    double end = swapped ? loss(base.high()) : loss(base.low());
    return Math.min(end, atom(false));
  }

  /** The largest finite loss. */
  double largest() {
    double end = swapped ? loss(base.low()) : loss(base.high());
    return Math.max(end, atom(true));
  }

  private double atom(boolean largest) {
    double bound = largest ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    for (double l : base.atoms()) {
      bound = largest ? Math.max(bound, loss(l)) : Math.min(bound, loss(l));
    }
    if (base.never() > 0) {
      double unseen = unseenLoss();
      bound = largest ? Math.max(bound, unseen) : Math.min(bound, unseen);
    }
    return Double.isInfinite(bound) ? (largest ? -0.0 : 0.0) : bound;
  }

  /** P's mass of outputs that Q never gives. */
  double infinite() {
    double q = weights instanceof Weights.Poisson poisson ? poisson.q() : 1;
    return swapped ? (q == 1 ? base.never() : 0) : q * base.never();
  }

  /** The loss where the output tells that the unit is not in the sample; 0 where it never does. */
  private double unseenLoss() {
    double q = weights instanceof Weights.Poisson poisson ? poisson.q() : 1;
    double loss = StrictMath.log1p(-q);
    return q == 1 ? 0 : swapped ? -loss : loss;
  }

  /** Receives P's mass at a finite loss. */
  interface Sink {
    void add(double loss, double mass);
  }

  /** Gives all of P's mass at finite losses to {@code bins}, exactly but for quadrature. */
  void scatter(Bins bins) {
    atoms((loss, mass) -> bins.add(bins.bin(loss), loss, mass));
    if (base.high() <= base.low()) {
      return;
    }
    double from = swapped ? base.high() : base.low();
    double end = swapped ? base.low() : base.high();
    int last = bins.bin(loss(end));
    for (int bin = bins.bin(loss(from)); bin <= last; bin++) {
      int here = bin;
      double to = bin == last ? end : at(bins.lowerEdge(bin + 1));
      to = swapped ? Math.min(from, to) : Math.max(from, to);
      density(Math.min(from, to), Math.max(from, to), (loss, p) -> bins.add(here, loss, p));
      from = to;
    }
  }

  /** Gives all of P's mass at losses above {@code epsilon} to {@code sink}. */
  void above(double epsilon, Sink sink) {
    atoms(
        (loss, mass) -> {
          if (loss > epsilon) {
            sink.add(loss, mass);
          }
        });
    double edge = at(epsilon);
    density(swapped ? base.low() : edge, swapped ? edge : base.high(), sink);
  }

  /** Where in the density's support the loss is that, else the nearer end. */
  private double at(double loss) {
    double l = weights.inverse(swapped ? -loss : loss);
    return Math.max(base.low(), Math.min(base.high(), l));
  }

  private void atoms(Sink sink) {
    for (int i = 0; i < base.atoms().length; i++) {
      double l = base.atoms()[i];
      double mass = base.masses()[i] * StrictMath.exp(swapped ? weights.logQ(l) : weights.logP(l));
      sink.add(loss(l), mass);
    }
    double q = weights instanceof Weights.Poisson poisson ? poisson.q() : 1;
    if (base.never() > 0 && q < 1) {
      sink.add(unseenLoss(), base.never() * (swapped ? 1 : 1 - q));
    }
  }

  /** Gauss-Legendre quadrature of the density between two points of its support. */
  private void density(double low, double high, Sink sink) {
    if (!(high > low)) {
      return;
    }
    int panels = (int) Math.ceil((high - low) / base.panel());
    double width = (high - low) / panels;
    for (int k = 0; k < panels; k++) {
      double middle = low + (k + 0.5) * width;
      for (int i = 0; i < NODES.length; i++) {
        double l = middle + NODES[i] * width / 2;
        double p = weights.logP(l);
        double q = weights.logQ(l);
        double mass =
            NODE_WEIGHTS[i] * width * StrictMath.exp(base.shape().log(l) + (swapped ? q : p));
        sink.add(swapped ? q - p : p - q, mass);
      }
    }
  }
}
