package io.skerry.core.round;

import io.skerry.core.pipeline.ClientAlgorithm;

/** One run, one set of kernels: others would give other bits. */
final class Kernels {
  private Kernels() {}

  static void check(ClientAlgorithm algorithm, String expected) {
    String here = algorithm.kernels();
    if (!here.equals(expected)) {
      throw new IllegalStateException(
          "this machine computes with " + here + ", the run with " + expected);
    }
  }
}
