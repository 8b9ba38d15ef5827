/**
 * What models compute with: floats outside the heap, dense products on one thread, LSTM gates and
 * the exponential function. Products go to the OpenBLAS that ND4J brings, called directly, or,
 * where one matrix serves many products, to the JDK's Vector API. ND4J itself is not started.
 * Nothing here knows of layers or clients.
 */
@NullMarked
package io.skerry.clients.kernels;

import org.jspecify.annotations.NullMarked;
