package io.skerry.partitioners.generated;

/**
 * The tasks of LEAF's Synthetic in the order of its generator (Caldas et al. 2018, one cluster).
 * Each task draws B ~ N(0, 1), v ~ N(B, 1)^d, x ~ N(v, diag(j^-1.2)), m ~ N(mu, 0.1) and labels
 * argmax((1, x) Q m + N(0, 0.1)); 0.1 is a standard deviation. The argmax is over an example's
 * classes, as in LEAF's generator since it normalises there; before, it divided by sums over the
 * examples, which gives other labels.
 */
final class LeafTasks {
  static final int MIN_SAMPLES = 5;
  static final int MAX_SAMPLES = 1000;

  private final NumpyRandom random;
  private final int dim;
  private final int classes;
  private final double[] deviations;
  final double[] q;
  final double clusterMean;

  /** One task's features, n rows of {@code dim}, and labels. */
  record Task(double[] x, int[] labels) {}

  LeafTasks(int classes, int dim, long seed) {
    this.random = new NumpyRandom(seed);
    this.dim = dim;
    this.classes = classes;
    this.q = new double[(dim + 1) * classes];
    for (int i = 0; i < q.length; i++) {
      q[i] = random.normal(0, 1);
    }
    this.clusterMean = random.normal(random.normal(0, 1), 1);
    this.deviations = deviations(dim);
  }

  /** Examples per task, min(int(LogNormal(3, 2)) + 5, 1000): a stream of its own, same seed. */
  static int[] sizes(int tasks, long seed) {
    NumpyRandom random = new NumpyRandom(seed);
    int[] sizes = new int[tasks];
    for (int i = 0; i < tasks; i++) {
      sizes[i] = (int) Math.min((long) random.lognormal(3, 2) + MIN_SAMPLES, MAX_SAMPLES);
    }
    return sizes;
  }

  /** Square roots of j^-1.2 for j = 1..dim. */
  static double[] deviations(int dim) {
    double[] deviations = new double[dim];
    for (int j = 0; j < dim; j++) {
      deviations[j] = Math.sqrt(StrictMath.pow(j + 1, -1.2));
    }
    return deviations;
  }

  /** The next task, of n examples. */
  Task next(int n) {
    // Choosing among one cluster still takes a draw.
    random.uniform();
    double b = random.normal(0, 1);
    double[] v = new double[dim];
    for (int j = 0; j < dim; j++) {
      v[j] = random.normal(b, 1);
    }
    double[] x = new double[n * dim];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.standardNormal() * deviations[i % dim] + v[i % dim];
    }
    double m = random.normal(clusterMean, 0.1);
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = label(x, i * dim, m);
    }
    return new Task(x, labels);
  }

  private int label(double[] x, int at, double m) {
    int best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      double logit = q[c] * m;
      for (int j = 0; j < dim; j++) {
        logit += x[at + j] * (q[(j + 1) * classes + c] * m);
      }
      logit += random.normal(0, 0.1);
      if (logit > highest) {
        highest = logit;
        best = c;
      }
    }
    return best;
  }
}
