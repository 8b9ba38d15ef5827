package io.skerry.core.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skerry.core.RoundTrip;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every form of features, shown on the rows (1, 0), (2, 255), (3, 4). */
final class FeaturesTest {
  private static final byte[] BYTES = {1, 0, 2, (byte) 255, 3, 4};

  static Stream<Features> forms() {
    return Stream.of(
        new ByteFeatures(BYTES, 2),
        ByteFeatures.numbers(BYTES, 2),
        new IntFeatures(new int[] {1, 0, 2, 255, 3, 4}, 2),
        new FloatFeatures(new float[] {1, 0, 2, 255, 3, 4}, 2));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void gather_anyForm_givesTheRowInItsScale(Features features) {
    float scale = features instanceof ByteFeatures bytes && bytes.pixels() ? 255 : 1;
    assertEquals(2, features.width());
    assertEquals(3, features.rows());
    assertArrayEquals(new float[] {2 / scale, 255 / scale}, row(features, 1));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void select_rowsTwiceAndBackwards_copiesThem(Features features) {
    Features selected = features.select(new int[] {2, 1, 2});
    assertEquals(3, selected.rows());
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(row(features, i == 1 ? 1 : 2), row(selected, i));
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  void append_parts_givesTheWhole(Features features) {
    Features joined = features.select(new int[] {0}).append(features.select(new int[] {1, 2}));
    assertArrayEquals(features.rowBytes(0, 3), joined.rowBytes(0, 3));
    assertArrayEquals(row(features, 2), row(joined, 2));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void serialised_anyForm_isTheSame(Features features) throws Exception {
    Features copy = RoundTrip.of(features);
    assertArrayEquals(row(features, 1), row(copy, 1));
    assertEquals(features.getClass(), copy.getClass());
  }

  @Test
  void rowBytes_ofInts_areLittleEndian() {
    Features ids = new IntFeatures(new int[] {7, 258}, 1);
    assertArrayEquals(new byte[] {2, 1, 0, 0}, ids.rowBytes(1, 2));
  }

  private static float[] row(Features features, int row) {
    float[] values = new float[features.width() + 1];
    features.gather(row, values, 1);
    return Arrays.copyOfRange(values, 1, values.length);
  }
}
