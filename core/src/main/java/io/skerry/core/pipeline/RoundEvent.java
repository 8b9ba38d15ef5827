package io.skerry.core.pipeline;

import java.io.Serializable;

/** What a mechanism did in a round, emitted by the mechanism that did it; data only. */
public interface RoundEvent extends Serializable {}
