package io.skerry.privacy.secureaggregation;

/** A message that the protocol refuses: nothing is released. */
public class SecureAggregationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** One sentence that names the client or the step and what was expected. */
  public SecureAggregationException(String message) {
    super("secure aggregation: " + message);
  }

  SecureAggregationException(String message, Throwable cause) {
    super("secure aggregation: " + message, cause);
  }
}
