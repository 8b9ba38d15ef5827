package io.skerry.core.metrics;

/** The examples that a figure is about. */
public enum DataPart {
  /** Clients' training examples. */
  TRAIN,
  /** Clients' held-out examples. */
  TEST,
  /** Test examples that belong to no client. */
  CENTRAL_TEST
}
