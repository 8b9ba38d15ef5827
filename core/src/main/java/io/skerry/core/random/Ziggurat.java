package io.skerry.core.random;

/**
 * Standard normal draws by the ziggurat of Marsaglia and Tsang (2000), with the layer and the
 * position taken from separate bits (Doornik 2005). Its tables and its rare branches use {@link
 * StrictMath} only, so a draw has the same bits on every Java.
 */
final class Ziggurat {
  private static final int LAYERS = 256;

  /** r, where the tail begins. */
  private static final double TAIL = 3.6541528853610088;

  /** v, the area of each layer under exp(-x^2 / 2). */
  private static final double AREA = 0.0049286732339746554;

  /** Right edges x_i of the layers, descending; the bottom layer's as if it were a rectangle. */
  private static final double[] EDGE = new double[LAYERS + 1];

  /** exp(-x^2 / 2) at these edges. */
  private static final double[] DENSITY = new double[LAYERS + 1];

  static {
    EDGE[0] = AREA / density(TAIL);
    EDGE[1] = TAIL;
    for (int i = 2; i < LAYERS; i++) {
      double height = AREA / EDGE[i - 1] + density(EDGE[i - 1]);
      EDGE[i] = StrictMath.sqrt(-2 * StrictMath.log(height));
    }
    for (int i = 0; i <= LAYERS; i++) {
      DENSITY[i] = density(EDGE[i]);
    }
  }

  private Ziggurat() {}

  static double draw(RandomStream stream) {
    long bits = stream.nextLong();
    double x = candidate(bits);
    return accepts(bits, x) ? x : rare(stream, bits, x);
  }

  /** A point of a layer, both drawn from uniform bits. */
  static double candidate(long bits) {
    return (bits >> 11) * 0x1.0p-52 * EDGE[layer(bits)];
  }

  /** Whether the candidate lies where the layer is all below the density: 99 of 100 do. */
  static boolean accepts(long bits, double x) {
    return Math.abs(x) < EDGE[layer(bits) + 1];
  }

  /** The draw where the first candidate was not accepted at once. */
  static double rare(RandomStream stream, long first, double candidate) {
    long bits = first;
    double x = candidate;
    while (true) {
      int layer = layer(bits);
      if (layer == 0) {
        return tail(stream, x < 0);
      }
      double low = DENSITY[layer];
      double high = DENSITY[layer + 1];
      if (low + stream.nextDouble() * (high - low) < density(x)) {
        return x;
      }
      bits = stream.nextLong();
      x = candidate(bits);
      if (accepts(bits, x)) {
        return x;
      }
    }
  }

  private static int layer(long bits) {
    return (int) bits & (LAYERS - 1);
  }

  /** A draw beyond r (Marsaglia 1964). */
  private static double tail(RandomStream stream, boolean negative) {
    double beyond;
    double y;
    do {
      beyond = -StrictMath.log(stream.nextPositiveDouble()) / TAIL;
      y = -StrictMath.log(stream.nextPositiveDouble());
    } while (2 * y < beyond * beyond);
    return negative ? -TAIL - beyond : TAIL + beyond;
  }

  private static double density(double x) {
    return StrictMath.exp(-x * x / 2);
  }
}
