package io.skerry.jobs.results;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** Provenance and result of a run: run.json, where their keys stand side by side. */
public record RunJson(@JsonUnwrapped Provenance provenance, @JsonUnwrapped Outcome outcome) {

  /** The run with another outcome. */
  public RunJson with(Outcome outcome) {
    return new RunJson(provenance, outcome);
  }
}
