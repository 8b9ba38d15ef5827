package io.skerry.core.pipeline;

/**
 * The control variates with which a client of SCAFFOLD (Karimireddy et al. 2020, algorithm 1)
 * trains, each as long as the model. Whoever receives them changes neither.
 *
 * @param server c, the same for all clients of a round
 * @param own c_i, the client's; zeros where it has not taken part before
 */
public record ControlVariates(float[] server, float[] own) {}
