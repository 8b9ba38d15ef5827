package io.skerry.core.round;

final class LocalRoundRunnerTest extends RoundRunnerContract {
  @Override
  protected RoundRunner runner(int parallelism) {
    return new LocalRoundRunner(parallelism);
  }
}
