package io.skerry.core.random;

import java.io.Serializable;

/** A 256-bit key for draws, with children by what they are for. */
public interface StreamKey extends Serializable {

  /** The child for a purpose. */
  StreamKey child(String purpose);

  /** The child for a number. */
  StreamKey child(long number);

  /** A new stream of draws under this key; equal keys give equal streams. */
  RandomStream stream();

  /** The 32 bytes of the key. */
  byte[] bytes();
}
