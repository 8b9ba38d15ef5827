package io.skerry.core.round;

/** Is told of each round after it ran; nothing that it does changes a result. */
@FunctionalInterface
public interface RoundObserver {
  void roundEnded(RoundReport report);
}
