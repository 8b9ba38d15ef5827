package io.skerry.core.round;

import io.skerry.core.pipeline.Ledger;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * All that the next round depends on, one slot per component. A checkpoint writes it, a resume
 * reads it; nothing changes it in place.
 *
 * @param round rounds completed
 * @param parameters the model, flat, in layout order
 * @param ledger what the rounds so far cost in privacy, where they are private
 */
public record ServerState(int round, float[] parameters, @Nullable Ledger ledger)
    implements Serializable {}
