/**
 * What models compute with: floats outside the heap, dense products by the OpenBLAS that ND4J
 * brings, called directly on one thread, and the exponential function. ND4J itself is not started.
 * Nothing here knows of layers or clients.
 */
@NullMarked
package io.skerry.clients.kernels;

import org.jspecify.annotations.NullMarked;
