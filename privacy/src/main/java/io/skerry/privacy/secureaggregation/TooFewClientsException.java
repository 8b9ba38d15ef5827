package io.skerry.privacy.secureaggregation;

/** Too few clients are left, or they do not hang together: nothing is unmasked. */
public final class TooFewClientsException extends SecureAggregationException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  TooFewClientsException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** One sentence. */
  String reason() {
    return "secure aggregation: " + reason;
  }
}
