package io.skerry.core.pipeline;

import io.skerry.core.data.Examples;

/** Does clients' work on one thread, one client after the other, each from the round's model. */
public interface ClientWorker extends AutoCloseable {

  /** Trains one client and returns its update, which is valid until the next call. */
  ClientUpdate train(ClientTask task);

  /** Evaluates the round's model on some examples of one client. */
  Evaluation evaluate(Examples examples);

  @Override
  void close();
}
