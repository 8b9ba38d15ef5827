/**
 * What the parts of Skerry cost, measured with JMH (or with a main, where two things take turns in
 * one session), and the workloads on which it is compared with its peers.
 *
 * <p>Built with {@code -Pbench} only; nothing else depends on it. Whether a result is right is for
 * the tests of the other modules.
 */
@NullMarked
package io.skerry.benchmarks;

import org.jspecify.annotations.NullMarked;
