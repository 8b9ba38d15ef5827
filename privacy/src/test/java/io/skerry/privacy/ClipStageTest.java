package io.skerry.privacy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skerry.core.RoundTrip;
import io.skerry.core.pipeline.ClientUpdate;
import io.skerry.core.sum.Norm;
import org.junit.jupiter.api.Test;

final class ClipStageTest {

  @Test
  void apply_normWithinTheClip_keepsTheBits() {
    ClientUpdate update = update(7, 3, -4);
    new ClipStage(Norm.L2, 5, null).apply(update);

    assertUpdate(update, false, 3, -4);
  }

  @Test
  void apply_normBeyondTheClip_scalesToIt() {
    ClientUpdate update = update(7, 3, -4);
    new ClipStage(Norm.L2, 2.5, null).apply(update);

    assertUpdate(update, true, 1.5f, -2);
  }

  @Test
  void apply_zeroUpdate_staysZero() {
    ClientUpdate update = update(7, 0, 0);
    new ClipStage(Norm.L2, 2.5, null).apply(update);

    assertUpdate(update, false, 0, 0);
  }

  @Test
  void apply_weightCap_weighsByExamplesUpToIt() {
    ClientUpdate few = update(2, 3, -4);
    ClientUpdate many = update(9, 3, -4);
    new ClipStage(Norm.L2, 5, 4).apply(few);
    new ClipStage(Norm.L2, 5, 4).apply(many);

    assertUpdate(few, false, 1.5f, -2);
    assertUpdate(many, false, 3, -4);
  }

  @Test
  void apply_weightCap_clipsAfterWeighing() {
    // Weighed by 1/2 the norm is 2.5, beyond 1.25 by a factor of 2.
    ClientUpdate update = update(2, 3, -4);
    new ClipStage(Norm.L2, 1.25, 4).apply(update);

    assertUpdate(update, true, 0.75f, -1);
  }

  @Test
  void apply_noExamplesUnderAWeightCap_isZero() {
    ClientUpdate update = update(0, 3, 4);
    new ClipStage(Norm.L2, 1, 4).apply(update);

    assertUpdate(update, false, 0, 0);
  }

  @Test
  void apply_valueNotFinite_staysSoForTheEncodingToRefuse() {
    ClientUpdate nan = update(7, Float.NaN, 4);
    ClientUpdate infinite = update(7, Float.POSITIVE_INFINITY, 4);
    new ClipStage(Norm.L2, 1, null).apply(nan);
    new ClipStage(Norm.L2, 1, null).apply(infinite);

    assertEquals(Float.NaN, nan.vector()[0]);
    assertEquals(Float.NaN, infinite.vector()[0]);
  }

  @Test
  void apply_hugeFiniteValues_areClippedNotLost() {
    ClientUpdate update = update(7, Float.MAX_VALUE, 0);
    new ClipStage(Norm.L2, 1, null).apply(update);

    assertUpdate(update, true, 1, 0);
  }

  @Test
  void clientHalf_serialised_staysEqual() {
    assertEquals(new ClipStage(Norm.L2, 1, 4), RoundTrip.of(new ClipStage(Norm.L2, 1, 4)));
  }

  private static void assertUpdate(ClientUpdate update, boolean clipped, float... vector) {
    assertArrayEquals(vector, update.vector());
    assertEquals(clipped, update.clipped());
  }

  private static ClientUpdate update(int samples, float... vector) {
    ClientUpdate update = new ClientUpdate(vector.length);
    System.arraycopy(vector, 0, update.vector(), 0, vector.length);
    update.trained(3, samples, 1, 0, 0, 0);
    return update;
  }

  @Test
  void apply_l1_scalesTheSumOfMagnitudes() {
    ClientUpdate update = new ClientUpdate(3);
    update.vector()[0] = 3;
    update.vector()[1] = -4;
    update.vector()[2] = 1;
    new ClipStage(Norm.L1, 8, null).apply(update);
    assertArrayEquals(new float[] {3, -4, 1}, update.vector());
    new ClipStage(Norm.L1, 2, null).apply(update);
    assertArrayEquals(new float[] {0.75f, -1, 0.25f}, update.vector());
    assertEquals(true, update.clipped());
  }
}
