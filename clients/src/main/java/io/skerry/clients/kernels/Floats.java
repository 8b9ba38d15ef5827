package io.skerry.clients.kernels;

import io.skerry.core.data.Examples;
import java.util.Arrays;
import java.util.Objects;

/**
 * Part of an array of floats, for loops by index and for products. Slices share memory. It lies on
 * the heap, where vector lanes load fastest.
 */
public final class Floats {
  /** Floats in a cache line of 64 bytes; regions that start at multiples of it share no line. */
  public static final int LINE = 16;

  /** All of the array, and where this part of it starts. */
  final float[] array;

  final int offset;
  private final int size;

  private Floats(float[] array, int offset, int size) {
    this.array = array;
    this.offset = offset;
    this.size = size;
  }

  /** New memory, zero. */
  public static Floats allocate(int size) {
    return new Floats(new float[size], 0, size);
  }

  /** The {@code size} floats from index {@code from}, in the same memory. */
  public Floats slice(int from, int size) {
    Objects.checkFromIndexSize(from, size, this.size);
    return new Floats(array, offset + from, size);
  }

  public int size() {
    return size;
  }

  public float get(int index) {
    return array[offset + Objects.checkIndex(index, size)];
  }

  public void set(int index, float value) {
    array[offset + Objects.checkIndex(index, size)] = value;
  }

  /** Sets all values. */
  public void fill(float value) {
    fill(0, size, value);
  }

  /** Sets {@code size} floats from index {@code from} to {@code value}. */
  public void fill(int from, int size, float value) {
    int start = at(from, size);
    Arrays.fill(array, start, start + size, value);
  }

  /** Copies {@code source[0..size)} to index {@code at} and on. */
  public void write(int at, float[] source, int size) {
    write(at, source, 0, size);
  }

  /** Copies {@code size} floats of {@code source} from index {@code from} to {@code at} and on. */
  public void write(int at, Floats source, int from, int size) {
    System.arraycopy(source.array, source.at(from, size), array, at(at, size), size);
  }

  /** Copies {@code source[from..from + size)} to index {@code at} and on. */
  public void write(int at, float[] source, int from, int size) {
    System.arraycopy(source, from, array, at(at, size), size);
  }

  /** Writes the features of an example to index {@code at} and on. */
  public void write(int at, Examples examples, int index) {
    examples.gather(index, array, at(at, examples.width()));
  }

  /** Copies the first {@code size} floats to {@code target[0..size)}. */
  public void read(float[] target, int size) {
    read(0, target, 0, size);
  }

  /** Copies {@code size} floats from index {@code from} to {@code target[at..at + size)}. */
  public void read(int from, float[] target, int at, int size) {
    System.arraycopy(array, at(from, size), target, at, size);
  }

  /** Where {@code size} values from {@code index} on lie in the array. */
  int at(int index, int size) {
    return offset + Objects.checkFromIndexSize(index, size, this.size);
  }
}
