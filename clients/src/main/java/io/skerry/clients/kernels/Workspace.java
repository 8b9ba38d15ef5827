package io.skerry.clients.kernels;

import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Memory that one piece of work uses at a time and the next one uses again. There are as many as
 * ever were in use at once; they grow and are kept. What a region holds when it is handed out is
 * undefined.
 */
public final class Workspace {
  private static final ConcurrentLinkedDeque<Workspace> IDLE = new ConcurrentLinkedDeque<>();

  private Floats parameters = Floats.allocate(0);
  private Floats activations = Floats.allocate(0);

  private Workspace() {}

  /** An idle workspace, or a new one. */
  public static Workspace acquire() {
    Workspace idle = IDLE.pollFirst();
    return idle == null ? new Workspace() : idle;
  }

  /** Hands the workspace on; its memory must not be used any more. */
  public void release() {
    IDLE.addFirst(this);
  }

  /** The region for parameters, of at least {@code size} floats; earlier ones are invalid. */
  public Floats parameters(int size) {
    parameters = grown(parameters, size);
    return parameters;
  }

  /** The region for activations, of at least {@code size} floats; earlier ones are invalid. */
  public Floats activations(int size) {
    activations = grown(activations, size);
    return activations;
  }

  private static Floats grown(Floats region, int size) {
    return region.size() >= size ? region : Floats.allocate(size);
  }
}
