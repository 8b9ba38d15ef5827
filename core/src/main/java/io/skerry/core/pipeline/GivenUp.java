package io.skerry.core.pipeline;

/**
 * A round whose sum nobody learns: too few of its clients were left. The model stays as it was, and
 * the run goes on with the next round.
 *
 * @param reason one sentence that says what was expected
 */
public record GivenUp(String reason) implements RoundEvent {}
