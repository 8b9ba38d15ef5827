package io.skerry.partitioners.generated;

/**
 * The users of FedProx's synthetic sets in the order of the published generators. All sizes come
 * first, n = int(LogNormal(4, 2)) + 50; then all u ~ N(0, alpha), B ~ N(0, beta) and v ~ N(B,
 * 1)^60; then per user W ~ N(u, 1)^(60 x 10), b ~ N(u, 1)^10 and x ~ N(v, diag(j^-1.2)) with the
 * label argmax(x W + b). The IID variant draws one W and b ~ N(0, 1) after the sizes, and v = 0.
 */
final class FedProxUsers {
  static final int DIM = 60;
  static final int CLASSES = 10;
  private static final double[] DEVIATIONS = LeafTasks.deviations(DIM);

  private final NumpyRandom random;
  private final boolean iid;
  private final int[] sizes;
  private final double[] means;
  private final double[][] centres;
  private double[] weights = {};
  private double[] biases = {};
  private int next;

  /** One user's features, n rows of 60, and labels, in the order of the draws. */
  record User(double[] x, int[] labels) {}

  FedProxUsers(FedProxSynthetic.Parameters parameters) {
    int users = parameters.users();
    this.random = new NumpyRandom(parameters.seed());
    this.iid = parameters.iid();
    this.sizes = new int[users];
    for (int i = 0; i < users; i++) {
      sizes[i] = (int) Math.min((long) random.lognormal(4, 2), Integer.MAX_VALUE - 50) + 50;
    }
    this.centres = new double[users][DIM];
    if (iid) {
      this.means = new double[users];
      drawModel(0);
      return;
    }
    this.means = normals(users, 0, parameters.alpha());
    double[] b = normals(users, 0, parameters.beta());
    for (int i = 0; i < users; i++) {
      centres[i] = normals(DIM, b[i], 1);
    }
  }

  /** Examples of each user. */
  int[] sizes() {
    return sizes.clone();
  }

  /** The next user. */
  User next() {
    int n = sizes[next];
    double[] centre = centres[next];
    if (!iid) {
      drawModel(means[next]);
    }
    next++;
    // NumPy's multivariate normal of a diagonal covariance: all draws scaled, then moved.
    double[] x = new double[n * DIM];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.standardNormal() * DEVIATIONS[i % DIM] + centre[i % DIM];
    }
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = label(x, i * DIM);
    }
    return new User(x, labels);
  }

  private void drawModel(double mean) {
    weights = normals(DIM * CLASSES, mean, 1);
    biases = normals(CLASSES, mean, 1);
  }

  private double[] normals(int count, double mean, double deviation) {
    double[] draws = new double[count];
    for (int i = 0; i < count; i++) {
      draws[i] = random.normal(mean, deviation);
    }
    return draws;
  }

  private int label(double[] x, int at) {
    int best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < CLASSES; c++) {
      double logit = biases[c];
      for (int j = 0; j < DIM; j++) {
        logit += x[at + j] * weights[j * CLASSES + c];
      }
      if (logit > highest) {
        highest = logit;
        best = c;
      }
    }
    return best;
  }
}
