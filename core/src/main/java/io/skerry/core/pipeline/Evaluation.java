package io.skerry.core.pipeline;

/**
 * A model's result on some examples.
 *
 * @param samples number of examples
 * @param lossSum sum of their losses
 * @param correct how many were predicted rightly; NaN where labels are real numbers
 */
public record Evaluation(int samples, double lossSum, double correct) {}
