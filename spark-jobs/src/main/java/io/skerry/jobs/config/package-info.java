/**
 * Experiments as YAML: strict reading of keys, and the tables of names by which a config picks
 * sources, partitioners, models, algorithms and optimizers. Every key is checked before work
 * starts. What the parts do lives in their modules.
 */
@NullMarked
package io.skerry.jobs.config;

import org.jspecify.annotations.NullMarked;
