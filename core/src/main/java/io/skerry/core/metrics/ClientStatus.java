package io.skerry.core.metrics;

/** How a client's part in a round ended. */
public enum ClientStatus {
  /** Its update was summed. */
  OK,
  /** Its update was out of range or not finite, and left out. */
  DIVERGED,
  /** It was lost, as the experiment has it, and its update never arrived. */
  DROPPED
}
