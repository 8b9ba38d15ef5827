package io.skerry.jobs.config;

import io.skerry.core.data.Population;

/** Where clients come from. */
public sealed interface Source {

  /** Clients that are computed: a population already. */
  record Generated(Population population) implements Source {}
}
