package io.skerry.core.round;

import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param state the last state
 * @param budgetSpent whether it ended early because another round would exceed the privacy budget
 * @param lastRound report of the last round; null where a resumed run had nothing left to do
 */
public record RunResult(ServerState state, boolean budgetSpent, @Nullable RoundReport lastRound) {}
