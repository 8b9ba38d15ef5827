/**
 * Client data as primitive arrays in shared blocks, and populations: handles by which any machine
 * opens a range of clients. Readers, generators and skews live in the partitioners module.
 */
@NullMarked
package io.skerry.core.data;

import org.jspecify.annotations.NullMarked;
