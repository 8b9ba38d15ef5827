package io.skerry.clients.kernels;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Floats outside the heap, for loops by index and for BLAS by address. Slices share memory.
 * Products of one object are for one thread.
 */
public final class Floats {
  private static final int LINE_BYTES = 64;

  /** Floats in a cache line; regions that start at multiples of it are aligned. */
  public static final int LINE = LINE_BYTES / Float.BYTES;

  private final FloatBuffer buffer;
  private final FloatPointer address;

  private Floats(FloatBuffer buffer) {
    this.buffer = buffer;
    this.address = new FloatPointer(buffer);
  }

  /** New memory, zero, that starts at a cache line and is freed with its last reference. */
  public static Floats allocate(int size) {
    int lines = Math.addExact(size, LINE - 1) / LINE;
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(Math.multiplyExact(Math.addExact(lines, 1), LINE_BYTES))
            .alignedSlice(LINE_BYTES)
            .order(ByteOrder.nativeOrder());
    return new Floats(bytes.asFloatBuffer().slice(0, size));
  }

  /** The {@code size} floats from index {@code from}, in the same memory. */
  public Floats slice(int from, int size) {
    return new Floats(buffer.slice(from, size));
  }

  public int size() {
    return buffer.capacity();
  }

  public float get(int index) {
    return buffer.get(index);
  }

  public void set(int index, float value) {
    buffer.put(index, value);
  }

  /** Sets all values. */
  public void fill(float value) {
    fill(0, buffer.capacity(), value);
  }

  /** Sets {@code size} floats from index {@code from} to {@code value}. */
  public void fill(int from, int size, float value) {
    for (int i = from; i < from + size; i++) {
      buffer.put(i, value);
    }
  }

  /** Copies {@code source[0..size)} to index {@code at} and on. */
  public void write(int at, float[] source, int size) {
    buffer.put(at, source, 0, size);
  }

  /** Copies {@code size} floats of {@code source} from index {@code from} to {@code at} and on. */
  public void write(int at, Floats source, int from, int size) {
    buffer.put(at, source.buffer, from, size);
  }

  /** Copies {@code source[from..from + size)} to index {@code at} and on. */
  public void write(int at, float[] source, int from, int size) {
    buffer.put(at, source, from, size);
  }

  /** Copies the first {@code size} floats to {@code target[0..size)}. */
  public void read(float[] target, int size) {
    buffer.get(0, target, 0, size);
  }

  /** Copies {@code size} floats from index {@code from} to {@code target[at..at + size)}. */
  public void read(int from, float[] target, int at, int size) {
    buffer.get(from, target, at, size);
  }

  FloatPointer address() {
    return address(0);
  }

  /** The address of a value, until the next call. */
  FloatPointer address(int index) {
    return address.position(index);
  }
}
