package io.skerry.core.round;

import io.skerry.core.pipeline.ControlVariates;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The control variates of a round before it runs, as they travel to where clients train.
 *
 * @param server c
 * @param clients reads c_i
 */
record RoundControls(float[] server, ClientControls.Reader clients) implements Serializable {

  /** What the client with this ordinal trains with. */
  ControlVariates of(long ordinal) {
    float @Nullable [] own = clients.read(ordinal);
    return new ControlVariates(server, own == null ? new float[server.length] : own);
  }
}
