/**
 * The contracts of one round's data path, from a client's task to the server's step. Their
 * implementations live in clients, privacy and aggregators.
 */
@NullMarked
package io.skerry.core.pipeline;

import org.jspecify.annotations.NullMarked;
