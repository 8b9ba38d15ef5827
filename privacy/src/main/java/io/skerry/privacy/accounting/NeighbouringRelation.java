package io.skerry.privacy.accounting;

/**
 * Which two populations a guarantee compares. The unit is one client with all of its examples. An
 * epsilon means nothing without its relation, and epsilons of two relations do not compare.
 *
 * <p>A noise multiplier is relative to the sensitivity under the relation: for a sum of updates
 * clipped to norm C that is C where a client comes, goes or is zeroed, and 2C where it is replaced.
 * The maker of an event divides by the right one; an accountant does not double anything.
 */
public enum NeighbouringRelation {
  /**
   * One client more or one less. The relation of Poisson sampling, where the size of the cohort is
   * random and is not released; also priced for noise without sampling.
   */
  ADD_OR_REMOVE_ONE,

  /**
   * One client is exchanged for any other, the number of clients is public. Priced for noise
   * without sampling; refused for Poisson sampling, whose known bounds at this relation are not
   * those of {@link #ADD_OR_REMOVE_ONE}.
   */
  REPLACE_ONE,

  /**
   * One client's contribution is replaced by zero ("zero-out"), the number of clients is public.
   * Priced for Poisson sampling, for noise without sampling and for tree aggregation.
   */
  REPLACE_SPECIAL
}
