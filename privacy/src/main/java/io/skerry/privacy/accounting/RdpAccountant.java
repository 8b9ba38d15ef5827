package io.skerry.privacy.accounting;

import io.skerry.core.InvalidInputException;
import io.skerry.privacy.accounting.PrivacyEvent.EpsilonDelta;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.DoubleStream;

/**
 * Prices events by Renyi differential privacy (Mironov 2017): a curve rdp(a) over orders a &gt; 1
 * that adds up under composition, converted once to (epsilon, delta).
 *
 * <p>Immutable. Equal events are counted, not added, so n rounds one by one cost the same bits as
 * {@code plus(event, n)}, and each distinct event is priced once for an accountant and all that
 * derive from it. The result is an upper bound of the true epsilon, to the last bits of a double;
 * {@link SubsampledGaussianRdp} says what is rounded up.
 */
public final class RdpAccountant implements Accountant {
  private static final long serialVersionUID = 1L;

  private final NeighbouringRelation relation;
  private final double[] orders;
  private final Map<PrivacyEvent, Long> counts;
  private final Map<PrivacyEvent, double[]> prices;

  private RdpAccountant(
      NeighbouringRelation relation,
      double[] orders,
      Map<PrivacyEvent, Long> counts,
      Map<PrivacyEvent, double[]> prices) {
    this.relation = relation;
    this.orders = orders;
    this.counts = counts;
    this.prices = prices;
  }

  /** Nothing spent yet; orders 1.1, 1.2, ..., 10.9, 11, 12, ..., 63, 128, 256, 512, 1024. */
  public static RdpAccountant of(NeighbouringRelation relation) {
    DoubleStream tenths = DoubleStream.iterate(1, i -> i < 100, i -> i + 1).map(i -> 1 + i / 10);
    DoubleStream whole = DoubleStream.iterate(11, a -> a < 64, a -> a + 1);
    DoubleStream large = DoubleStream.of(128, 256, 512, 1024);
    return of(relation, DoubleStream.concat(tenths, DoubleStream.concat(whole, large)).toArray());
  }

  /**
   * Nothing spent yet.
   *
   * @param orders at least one, each in [1.01, 1024]: closer to 1 the conversion loses its digits,
   *     and the binomial coefficients of larger orders do not fit a double
   */
  public static RdpAccountant of(NeighbouringRelation relation, double... orders) {
    if (orders.length == 0 || !Arrays.stream(orders).allMatch(a -> a >= 1.01 && a <= 1024)) {
      throw new InvalidInputException(
          "RDP orders must be one or more numbers in [1.01, 1024], not "
              + Arrays.toString(orders)
              + ".");
    }
    return new RdpAccountant(relation, orders.clone(), Map.of(), new ConcurrentHashMap<>());
  }

  @Override
  public NeighbouringRelation relation() {
    return relation;
  }

  public double[] orders() {
    return orders.clone();
  }

  @Override
  public boolean supports(PrivacyEvent event) {
    return RdpPricing.supports(relation, event);
  }

  @Override
  public RdpAccountant plus(PrivacyEvent event) {
    return plus(event, 1);
  }

  @Override
  public RdpAccountant plus(PrivacyEvent event, long count) {
    if (!supports(event)) {
      throw new InvalidInputException(
          "RDP has no price for " + event + " under " + relation + ": it is refused, not guessed.");
    }
    return new RdpAccountant(relation, orders, EventCounts.plus(counts, event, count), prices);
  }

  /** rdp(a) of all that ran, at each of {@link #orders}. */
  public double[] rdp() {
    double[] sum = new double[orders.length];
    counts.forEach(
        (event, count) -> {
          double[] price = prices.computeIfAbsent(event, e -> RdpPricing.curve(e, orders));
          for (int i = 0; i < sum.length; i++) {
            sum[i] += count * price[i];
          }
        });
    return sum;
  }

  /**
   * The smallest epsilon that the curve yields at {@code delta}, in [0, infinity]: over the orders
   * rdp + ln(1 - 1/a) - ln(delta a) / (a - 1) (Canonne, Kamath, Steinke 2020, Proposition 12), or 0
   * where sqrt(1 - exp(-rdp)), which bounds the total variation distance because KL &lt;= rdp, is
   * below delta.
   *
   * @param delta in (0, 1)
   */
  @Override
  public double epsilon(double delta) {
    if (!(delta > 0 && delta < 1)) {
      throw new InvalidInputException("Delta must be in (0, 1), not " + delta + ".");
    }
    double failure = failure();
    return failure >= delta
        ? Double.POSITIVE_INFINITY
        : epsilonOfCurve((delta - failure) / (1 - failure));
  }

  private double epsilonOfCurve(double delta) {
    double[] rdp = rdp();
    double epsilon = Double.POSITIVE_INFINITY;
    for (int i = 0; i < rdp.length; i++) {
      double a = orders[i];
      if (delta * delta + StrictMath.expm1(-rdp[i]) > 0) {
        return 0;
      }
      double log = StrictMath.log1p(-1 / a) - StrictMath.log(delta * a) / (a - 1);
      epsilon = Math.min(epsilon, rdp[i] + log);
    }
    return Math.max(epsilon, 0);
  }

  /**
   * The smallest delta that the curve yields at {@code epsilon}, in [0, 1]: the same two bounds as
   * in {@link #epsilon}, solved for delta.
   *
   * @param epsilon at least 0
   */
  @Override
  public double delta(double epsilon) {
    if (!(epsilon >= 0 && epsilon < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException(
          "Epsilon must be finite and at least 0, not " + epsilon + ".");
    }
    double[] rdp = rdp();
    double delta = 1;
    for (int i = 0; i < rdp.length; i++) {
      double a = orders[i];
      double exponent = (a - 1) * (rdp[i] - epsilon + StrictMath.log1p(-1 / a));
      delta = Math.min(delta, Math.sqrt(-StrictMath.expm1(-rdp[i])));
      delta = Math.min(delta, StrictMath.exp(exponent) / a);
    }
    double failure = failure();
    return failure + (1 - failure) * delta;
  }

  /** With which probability an (epsilon, delta) event gave all away; the curve is of the rest. */
  private double failure() {
    double log = 0;
    for (Map.Entry<PrivacyEvent, Long> entry : counts.entrySet()) {
      if (entry.getKey() instanceof EpsilonDelta stated) {
        log += entry.getValue() * StrictMath.log1p(-stated.delta());
      }
    }
    return -StrictMath.expm1(log);
  }
}
