package io.skerry.core.pipeline;

import java.util.Arrays;

/**
 * What leaves a client: one vector with its measurements. A worker reuses its update, so an update
 * is valid until the worker's next task; stages change it in place.
 */
public final class ClientUpdate {
  private final float[] vector;
  private float[] appended = new float[0];
  private int appendedValues;
  private long ordinal;
  private int samples;
  private int localSteps;
  private double loss;
  private double accuracy;
  private long flops;
  private boolean clipped;

  /** An update of {@code length} values. */
  public ClientUpdate(int length) {
    this.vector = new float[length];
  }

  /**
   * Describes the local training that filled {@link #vector}.
   *
   * @param samples training examples of the client
   * @param localSteps optimizer steps taken
   * @param loss mean loss over the examples as they were trained on; NaN where none was drawn
   * @param accuracy share of them predicted rightly when trained on; NaN where labels are real
   *     numbers
   * @param flops floating point operations of the training
   */
  public void trained(
      long ordinal, int samples, int localSteps, double loss, double accuracy, long flops) {
    this.ordinal = ordinal;
    this.samples = samples;
    this.localSteps = localSteps;
    this.loss = loss;
    this.accuracy = accuracy;
    this.flops = flops;
    this.clipped = false;
    this.appendedValues = 0;
  }

  /**
   * The update itself: local model minus received model, and where there are control variates the
   * change of the client's own after it.
   */
  public float[] vector() {
    return vector;
  }

  /** Puts a value after the vector, and after those appended before it. */
  public void append(float value) {
    if (appendedValues == appended.length) {
      appended = Arrays.copyOf(appended, appendedValues + 1);
    }
    appended[appendedValues++] = value;
  }

  /** The vector and after it what was appended: all that is summed. */
  public float[] sent() {
    if (appendedValues == 0) {
      return vector;
    }
    float[] sent = Arrays.copyOf(vector, vector.length + appendedValues);
    System.arraycopy(appended, 0, sent, vector.length, appendedValues);
    return sent;
  }

  public long ordinal() {
    return ordinal;
  }

  public int samples() {
    return samples;
  }

  public int localSteps() {
    return localSteps;
  }

  public double loss() {
    return loss;
  }

  public double accuracy() {
    return accuracy;
  }

  public long flops() {
    return flops;
  }

  /** Whether a clip shortened the vector. */
  public boolean clipped() {
    return clipped;
  }

  /** Notes that a clip shortened the vector. */
  public void markClipped() {
    clipped = true;
  }

  /**
   * L2 norm of the vector: four sums, by the index modulo 4, that a processor adds side by side.
   */
  public double norm() {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 4 <= vector.length; i += 4) {
      s0 += (double) vector[i] * vector[i];
      s1 += (double) vector[i + 1] * vector[i + 1];
      s2 += (double) vector[i + 2] * vector[i + 2];
      s3 += (double) vector[i + 3] * vector[i + 3];
    }
    for (; i < vector.length; i++) {
      s0 += (double) vector[i] * vector[i];
    }
    return Math.sqrt(s0 + s1 + (s2 + s3));
  }
}
