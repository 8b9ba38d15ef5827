/**
 * The round itself: which clients take part, how a plan is executed, and the simulation that turns
 * rounds into a run. Execution on Spark lives in the spark-jobs module.
 */
@NullMarked
package io.skerry.core.round;

import org.jspecify.annotations.NullMarked;
