package io.skerry.core.round;

import io.skerry.core.data.Population;
import io.skerry.core.metrics.ClientRows;
import java.io.Serializable;

/**
 * Executes tasks over a population. Every runner gives the same bits: a task's result does not
 * depend on how its clients are spread, nor on work that was lost and done again.
 */
public interface RoundRunner extends AutoCloseable {

  /** Trains the task's cohort from {@code model}. */
  <A extends Serializable> RoundPart<A> train(
      Population population, RoundTask<A> task, float[] model);

  /** Evaluates {@code model} on the task's clients. */
  ClientRows evaluate(Population population, EvaluationTask task, float[] model);

  /** Lets go of cached populations and threads. */
  @Override
  void close();
}
