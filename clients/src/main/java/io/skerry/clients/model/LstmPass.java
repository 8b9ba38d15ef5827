package io.skerry.clients.model;

import io.skerry.clients.kernels.Floats;
import io.skerry.clients.kernels.LstmGates;
import io.skerry.clients.kernels.PackedProduct;
import java.util.Arrays;

/**
 * A batch on its way through the steps of an {@link Lstm}, all rows side by side. The recurrent
 * weights are packed once for all steps. In scratch memory a gate takes {@code padded} values, a
 * whole number of panels, those behind the hidden ones being zero or without effect.
 */
final class LstmPass {
  private static final int GATES = 4;

  private final int rows;
  private final int steps;
  private final int hidden;
  private final int padded;
  private final int recurrentWeights;
  private final int biases;
  private final Floats parameters;

  /** For each row and step the gates, then all h before the step, all c, all tanh(c). */
  private final Floats memory;

  private final int before;
  private final int cells;
  private final int squashed;

  /** The packed weights, then for each row the gates and four vectors. */
  private final float[] scratch;

  private final int gates;
  private final int first;
  private final int second;
  private final int third;
  private final int fourth;

  LstmPass(Lstm lstm, Batch batch, Floats parameters) {
    this.rows = batch.rows();
    this.steps = lstm.steps();
    this.hidden = lstm.hidden();
    this.padded = PackedProduct.padded(hidden);
    this.recurrentWeights = lstm.recurrentWeights();
    this.biases = lstm.biases();
    this.parameters = parameters;
    this.memory = batch.memory();
    this.before = rows * steps * GATES * hidden;
    this.cells = before + rows * steps * hidden;
    this.squashed = cells + rows * steps * hidden;
    this.gates = GATES * padded * padded;
    this.first = gates + rows * GATES * padded;
    this.second = first + rows * padded;
    this.third = second + rows * padded;
    this.fourth = third + rows * padded;
    this.scratch = batch.scratch(fourth + rows * padded);
    Arrays.fill(scratch, 0);
  }

  /** Writes b_x + b_h to the gates of each row and step. */
  void writeBiases() {
    int size = GATES * hidden;
    parameters.read(biases, scratch, 0, 2 * size);
    for (int i = 0; i < size; i++) {
      scratch[i] += scratch[size + i];
    }
    for (int i = 0; i < rows * steps; i++) {
      memory.write(i * size, scratch, 0, size);
    }
    Arrays.fill(scratch, 0, 2 * size, 0);
  }

  /** From what the inputs bring to the gates to the outputs. */
  void forward(Floats outputs) {
    int h = first;
    int c = second;
    int tanh = third;
    pack(true);
    for (int step = 0; step < steps; step++) {
      readGates(step);
      for (int row = 0; row < rows; row++) {
        memory.write(before + at(row, step), scratch, h + row * padded, hidden);
      }
      if (step > 0) {
        PackedProduct.add(
            rows, hidden, GATES * padded, scratch, h, padded, scratch, scratch, gates);
      }
      for (int row = 0; row < rows; row++) {
        int from = row * padded;
        LstmGates.forward(scratch, padded, gates + GATES * from, c + from, tanh + from, h + from);
        memory.write(cells + at(row, step), scratch, c + from, hidden);
        memory.write(squashed + at(row, step), scratch, tanh + from, hidden);
        outputs.write(at(row, step), scratch, h + from, hidden);
      }
      writeGates(step);
    }
  }

  /** From the gradient by the outputs to that by what entered the gates, in their place. */
  void backward(Floats outputGradient) {
    int dh = first;
    int dc = second;
    int tanh = third;
    int c = fourth;
    pack(false);
    for (int step = steps - 1; step >= 0; step--) {
      for (int row = 0; row < rows; row++) {
        outputGradient.read(at(row, step), scratch, dh + row * padded, hidden);
      }
      if (step < steps - 1) {
        int out = GATES * padded;
        PackedProduct.add(rows, out, padded, scratch, gates, out, scratch, scratch, dh);
      }
      readGates(step);
      for (int row = 0; row < rows; row++) {
        int from = row * padded;
        memory.read(squashed + at(row, step), scratch, tanh + from, hidden);
        if (step > 0) {
          memory.read(cells + at(row, step - 1), scratch, c + from, hidden);
        } else {
          Arrays.fill(scratch, c + from, c + from + hidden, 0);
        }
        LstmGates.backward(
            scratch, padded, gates + GATES * from, c + from, tanh + from, dh + from, dc + from);
      }
      writeGates(step);
    }
  }

  /** Packs W_h, from h to the gates or back. */
  private void pack(boolean toGates) {
    int columns = PackedProduct.PANEL;
    for (int gate = 0; gate < GATES * hidden; gate++) {
      int slot = gate / hidden * padded + gate % hidden;
      parameters.read(recurrentWeights + gate * hidden, scratch, fourth, hidden);
      if (toGates) {
        int at = PackedProduct.index(hidden, 0, slot);
        for (int k = 0; k < hidden; k++) {
          scratch[at + k * columns] = scratch[fourth + k];
        }
      } else {
        for (int k = 0; k < hidden; k++) {
          scratch[PackedProduct.index(GATES * padded, slot, k)] = scratch[fourth + k];
        }
      }
    }
    Arrays.fill(scratch, fourth, fourth + hidden, 0);
  }

  private void readGates(int step) {
    for (int row = 0; row < rows; row++) {
      for (int gate = 0; gate < GATES; gate++) {
        int from = GATES * at(row, step) + gate * hidden;
        memory.read(from, scratch, gates + (row * GATES + gate) * padded, hidden);
      }
    }
  }

  private void writeGates(int step) {
    for (int row = 0; row < rows; row++) {
      for (int gate = 0; gate < GATES; gate++) {
        int to = GATES * at(row, step) + gate * hidden;
        memory.write(to, scratch, gates + (row * GATES + gate) * padded, hidden);
      }
    }
  }

  private int at(int row, int step) {
    return (row * steps + step) * hidden;
  }
}
