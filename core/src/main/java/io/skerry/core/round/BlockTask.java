package io.skerry.core.round;

import io.skerry.core.data.ClientBlock;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Work on a population's clients as it travels to where they are: one result a block, the same bits
 * in whichever order results are merged.
 *
 * @param <R> the result
 */
public interface BlockTask<R> extends Serializable {

  /** Ascending ordinals of the clients that are wanted; null for all. */
  long @Nullable [] clients();

  /** Does the work on the clients of one block. */
  R run(ClientBlock block, float[] model);

  /** The result of no client at all. */
  R zero();

  /** Adds the second result to the first, and returns the first. */
  R merge(R left, R right);
}
