package io.skerry.core.pipeline;

/**
 * Each client of the round's cohort added Gaussian noise to the sum of its examples' clipped
 * gradients in each of its local steps.
 *
 * @param steps of one client that an example can enter
 * @param samplingRate probability with which it enters each of them, independently; 1 for always
 * @param noiseMultiplier standard deviation of the noise / clip of an example's gradient
 */
public record NoisySteps(int steps, double samplingRate, double noiseMultiplier)
    implements RoundEvent {}
