package io.skerry.partitioners.files;

import org.jspecify.annotations.Nullable;

/** Users of LEAF's data, one after another. */
interface LeafStream extends AutoCloseable {

  /** The next user, or null after the last. */
  @Nullable LeafUser next();

  @Override
  void close();
}
