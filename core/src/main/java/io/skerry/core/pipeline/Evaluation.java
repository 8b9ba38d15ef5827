package io.skerry.core.pipeline;

/**
 * A model's result on some examples.
 *
 * @param samples number of examples
 * @param lossSum sum of their losses
 * @param correct how many were predicted rightly
 */
public record Evaluation(int samples, double lossSum, int correct) {}
