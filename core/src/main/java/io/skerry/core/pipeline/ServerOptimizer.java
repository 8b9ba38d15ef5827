package io.skerry.core.pipeline;

/** Turns the combined update of a round into the next model. */
public interface ServerOptimizer {

  /** The next parameters; neither argument changes. */
  float[] step(float[] parameters, float[] update);
}
