package io.skerry.privacy;

/** Who adds the noise, and with it: who must be trusted not to look before. */
public enum Placement {
  /** The server adds it once to the sum; the server is trusted with single updates. */
  CENTRAL,
  /**
   * Each client of the round's plan adds an equal share; the sum is as noisy as under {@link
   * #CENTRAL} and protected likewise, provided that nobody sees less than the sum.
   */
  DISTRIBUTED,
  /** Each client adds all of it to its own update; nobody is trusted. */
  LOCAL
}
