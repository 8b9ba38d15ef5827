package io.skerry.core.pipeline;

/**
 * A step between local training and the sum, in two halves: a small serialisable one for clients,
 * made for one round, and one on the server. Stages act in order on clients and in reverse on the
 * server, and each acts either on the float vector or on the encoded one.
 */
public sealed interface UpdateStage permits VectorStage, RingStage {}
