/**
 * The vocabulary that all modules share: what a client's data, an update, a round and a server
 * state are. JDK only. What a client computes, how updates are protected or combined, and
 * everything that knows Spark live in other modules.
 */
@NullMarked
package io.skerry.core;

import org.jspecify.annotations.NullMarked;
