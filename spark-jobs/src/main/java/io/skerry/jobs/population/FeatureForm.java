package io.skerry.jobs.population;

import io.skerry.core.data.ByteFeatures;
import io.skerry.core.data.Features;
import io.skerry.core.data.FloatFeatures;
import io.skerry.core.data.IntFeatures;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** How feature values are stored; the names are those in population.json. */
enum FeatureForm {
  /** A byte a pixel. */
  BYTE(1),
  /** A byte a whole number. */
  UINT8(1),
  /** Little-endian int32. */
  INT32(Integer.BYTES),
  /** Little-endian float32. */
  FLOAT32(Float.BYTES);

  final int bytesPerValue;

  FeatureForm(int bytesPerValue) {
    this.bytesPerValue = bytesPerValue;
  }

  static FeatureForm of(Features features) {
    if (features instanceof ByteFeatures bytes) {
      return bytes.pixels() ? BYTE : UINT8;
    }
    return features instanceof IntFeatures ? INT32 : FLOAT32;
  }

  /** An array for {@code values} values that is filled from stored bytes. */
  Target target(int values) {
    return switch (this) {
      case BYTE -> new Bytes(new byte[values], true);
      case UINT8 -> new Bytes(new byte[values], false);
      case INT32 -> new Ints(new int[values]);
      case FLOAT32 -> new Floats(new float[values]);
    };
  }

  /** The values of many clients in one array. */
  sealed interface Target {
    /** Copies all that is left in {@code stored} to {@code values[at..]}. */
    void put(ByteBuffer stored, int at);

    Features features(int width);
  }

  private record Bytes(byte[] values, boolean pixels) implements Target {
    @Override
    public void put(ByteBuffer stored, int at) {
      stored.get(values, at, stored.remaining());
    }

    @Override
    public Features features(int width) {
      return pixels ? new ByteFeatures(values, width) : ByteFeatures.numbers(values, width);
    }
  }

  private record Ints(int[] values) implements Target {
    @Override
    public void put(ByteBuffer stored, int at) {
      stored
          .order(ByteOrder.LITTLE_ENDIAN)
          .asIntBuffer()
          .get(values, at, stored.remaining() / Integer.BYTES);
    }

    @Override
    public Features features(int width) {
      return new IntFeatures(values, width);
    }
  }

  private record Floats(float[] values) implements Target {
    @Override
    public void put(ByteBuffer stored, int at) {
      copy(stored, values, at);
    }

    @Override
    public Features features(int width) {
      return new FloatFeatures(values, width);
    }
  }

  /** Copies little-endian float32 to {@code values[at..]}. */
  static void copy(ByteBuffer stored, float[] values, int at) {
    stored
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values, at, stored.remaining() / Float.BYTES);
  }
}
