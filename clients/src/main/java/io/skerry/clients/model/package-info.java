/**
 * Models as lists of layers: shapes, parameters, forward and backward passes, the loss. How a model
 * is trained is the business of the package above.
 */
@NullMarked
package io.skerry.clients.model;

import org.jspecify.annotations.NullMarked;
