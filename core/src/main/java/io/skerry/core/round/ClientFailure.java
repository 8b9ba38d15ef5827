package io.skerry.core.round;

/** An error in a client's work, with the client and the round in which it happened. */
public final class ClientFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ClientFailure(String id, int round, RuntimeException cause) {
    super("client " + id + " in round " + round + ": " + cause, cause);
  }
}
