/**
 * Which clients take part in which round: cohorts drawn by (seed, round) at the cohort's cost, and
 * the plan of one round. Executing a plan is the business of the round package.
 */
@NullMarked
package io.skerry.core.schedule;

import org.jspecify.annotations.NullMarked;
