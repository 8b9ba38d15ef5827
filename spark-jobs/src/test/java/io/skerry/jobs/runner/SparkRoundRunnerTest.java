package io.skerry.jobs.runner;

import io.skerry.core.round.RoundRunner;
import io.skerry.core.round.RoundRunnerContract;
import io.skerry.jobs.LocalSpark;

final class SparkRoundRunnerTest extends RoundRunnerContract {
  @Override
  protected RoundRunner runner(int parallelism) {
    return new SparkRoundRunner(LocalSpark.session(), parallelism);
  }
}
