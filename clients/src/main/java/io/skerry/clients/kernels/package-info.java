/**
 * What models compute with: floats, dense products on one thread, LSTM gates, exponential function
 * and logarithm, by the JDK's Vector API where the JVM has it. Bits depend on values alone, not on
 * the machine. Nothing here knows of layers or clients.
 */
@NullMarked
package io.skerry.clients.kernels;

import org.jspecify.annotations.NullMarked;
