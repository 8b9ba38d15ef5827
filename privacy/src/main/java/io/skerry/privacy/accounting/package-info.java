/**
 * What a run has spent: events that say what ran, accountants that price them, the noise that a
 * budget needs, and the check of both against published reference values.
 *
 * <p>Mechanisms, which add the noise and emit the events, do not live here, nor does the ledger
 * that keeps them. Elementary functions come from {@link StrictMath}, so that a price has the same
 * bits on every machine.
 */
@NullMarked
package io.skerry.privacy.accounting;

import org.jspecify.annotations.NullMarked;
