package io.skerry.core.metrics;

import org.jspecify.annotations.Nullable;

/**
 * What one client did in one round, or how the model does on it.
 *
 * @param samples training examples under {@code TRAIN}, evaluated ones otherwise
 * @param loss mean over them; NaN for a client that dropped out
 * @param accuracy share predicted rightly; NaN likewise, and where labels are real numbers
 * @param updateNorm L2 norm before any clip; 0 for an evaluation, NaN for a client that dropped out
 * @param bytesUp bytes that arrived from the client
 * @param bytesDown bytes that reached it
 */
public record ClientRow(
    long ordinal,
    String id,
    @Nullable String cluster,
    DataPart set,
    int samples,
    double loss,
    double accuracy,
    double updateNorm,
    boolean clipped,
    int localSteps,
    long flops,
    long bytesUp,
    long bytesDown,
    ClientStatus status) {

  /** The row of a client that dropped out: its work is not simulated. */
  public static ClientRow dropped(
      long ordinal,
      String id,
      @Nullable String cluster,
      int samples,
      long bytesUp,
      long bytesDown) {
    return new ClientRow(
        ordinal,
        id,
        cluster,
        DataPart.TRAIN,
        samples,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        false,
        0,
        0,
        bytesUp,
        bytesDown,
        ClientStatus.DROPPED);
  }

  /** The row of an evaluation. */
  public static ClientRow evaluated(
      long ordinal,
      String id,
      @Nullable String cluster,
      DataPart set,
      int samples,
      double loss,
      double accuracy) {
    return new ClientRow(
        ordinal, id, cluster, set, samples, loss, accuracy, 0, false, 0, 0, 0, 0, ClientStatus.OK);
  }
}
