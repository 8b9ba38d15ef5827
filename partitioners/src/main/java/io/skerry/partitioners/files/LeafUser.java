package io.skerry.partitioners.files;

/**
 * One user of a LEAF file.
 *
 * @param file where it stands
 * @param id its name
 * @param x features, row after row
 * @param y labels as stored
 */
record LeafUser(InputFile file, String id, float[] x, float[] y) {}
