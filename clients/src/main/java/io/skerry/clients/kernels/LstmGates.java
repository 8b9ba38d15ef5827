package io.skerry.clients.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * One step of a row of LSTM units, value by value (Hochreiter and Schmidhuber 1997, with the forget
 * gate of Gers et al. 2000). All vectors lie in one array, each at an index of its own; their width
 * is a multiple of 16. The gates i, f, g, o lie one after the other.
 */
public final class LstmGates {
  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
  private static final int LANES = SPECIES.length();

  private LstmGates() {}

  /**
   * i, f, o = sigmoid and g = tanh of what they hold; c = f c + i g; h = o tanh(c).
   *
   * @param squashed where tanh(c) goes
   */
  public static void forward(float[] a, int width, int gates, int c, int squashed, int h) {
    for (int k = 0; k < width; k += LANES) {
      int at = gates + k;
      FloatVector i = Lanes.sigmoid(load(a, at));
      FloatVector f = Lanes.sigmoid(load(a, at + width));
      FloatVector g = Lanes.tanh(load(a, at + 2 * width));
      FloatVector o = Lanes.sigmoid(load(a, at + 3 * width));
      FloatVector cell = f.mul(load(a, c + k)).add(i.mul(g));
      FloatVector tanh = Lanes.tanh(cell);
      i.intoArray(a, at);
      f.intoArray(a, at + width);
      g.intoArray(a, at + 2 * width);
      o.intoArray(a, at + 3 * width);
      cell.intoArray(a, c + k);
      tanh.intoArray(a, squashed + k);
      o.mul(tanh).intoArray(a, h + k);
    }
  }

  /**
   * Puts the gradients by what entered the gates in their place, and turns dc, the gradient by this
   * step's c as far as later steps give it, into that of the step before.
   *
   * @param before c of the step before
   * @param dh gradient by h
   */
  public static void backward(
      float[] a, int width, int gates, int before, int squashed, int dh, int dc) {
    for (int k = 0; k < width; k += LANES) {
      int at = gates + k;
      FloatVector i = load(a, at);
      FloatVector f = load(a, at + width);
      FloatVector g = load(a, at + 2 * width);
      FloatVector o = load(a, at + 3 * width);
      FloatVector tanh = load(a, squashed + k);
      FloatVector output = load(a, dh + k);
      FloatVector cell = load(a, dc + k).add(output.mul(o).mul(oneMinus(tanh.mul(tanh))));
      cell.mul(g).mul(i).mul(oneMinus(i)).intoArray(a, at);
      cell.mul(load(a, before + k)).mul(f).mul(oneMinus(f)).intoArray(a, at + width);
      cell.mul(i).mul(oneMinus(g.mul(g))).intoArray(a, at + 2 * width);
      output.mul(tanh).mul(o).mul(oneMinus(o)).intoArray(a, at + 3 * width);
      cell.mul(f).intoArray(a, dc + k);
    }
  }

  private static FloatVector oneMinus(FloatVector x) {
    return FloatVector.broadcast(SPECIES, 1).sub(x);
  }

  private static FloatVector load(float[] a, int at) {
    return FloatVector.fromArray(SPECIES, a, at);
  }
}
