package io.skerry.privacy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.core.RoundTrip;
import io.skerry.core.model.ParameterLayout;
import io.skerry.core.pipeline.ClientUpdate;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LayerClipStageTest {
  /** Two layers, of three values and of two. */
  private static final ParameterLayout LAYOUT =
      ParameterLayout.empty()
          .with("dense-1/weights", 2, 1)
          .with("dense-1/bias", 1)
          .with("dense-2/weights", 2);

  @Test
  void of_oneClip_dividesItEvenly() {
    LayerClipStage stage = LayerClipStage.of(LAYOUT, 2, null, null);

    assertEquals(2, stage.layers().size());
    assertEquals(3, stage.layers().get(0).until());
    assertEquals(5, stage.layers().get(1).until());
    assertEquals(Math.sqrt(2), stage.layers().get(0).bound(), 1e-15);
    assertEquals(2, stage.clip().orElseThrow(), 1e-15);
  }

  @Test
  void apply_oneLayerTooLong_shortensThatOne() {
    // Norms 6 and 5, bounds 3 and 10.
    ClientUpdate update = update(7, 2, -4, 4, 3, -4);
    LayerClipStage.of(LAYOUT, 0, List.of(3.0, 10.0), null).apply(update);

    assertArrayEquals(new float[] {1, -2, 2, 3, -4}, update.vector());
    assertTrue(update.clipped());
  }

  @Test
  void apply_noLayerTooLong_keepsTheBits() {
    ClientUpdate update = update(7, 2, -4, 4, 3, -4);
    LayerClipStage.of(LAYOUT, 0, List.of(6.0, 5.0), null).apply(update);

    assertArrayEquals(new float[] {2, -4, 4, 3, -4}, update.vector());
    assertFalse(update.clipped());
  }

  @Test
  void apply_weightCap_clipsAfterWeighing() {
    // Weighed by 1/2 the norms are 3 and 2.5.
    ClientUpdate update = update(2, 2, -4, 4, 3, -4);
    LayerClipStage.of(LAYOUT, 0, List.of(1.5, 2.5), 4).apply(update);

    assertArrayEquals(new float[] {0.5f, -1, 1, 1.5f, -2}, update.vector());
  }

  @Test
  void settings_boundsAndAnotherClip_areRefused() {
    Clipping.PerLayer layers = new Clipping.PerLayer(List.of(3.0, 4.0));

    assertEquals(5, Settings.clipping(layers, 5).clip());
    InvalidInputException refusal =
        assertThrows(InvalidInputException.class, () -> Settings.clipping(layers, 6));
    assertTrue(refusal.getMessage().startsWith("privacy.clip: "), refusal.getMessage());
  }

  @Test
  void of_boundsThatDoNotFit_namesTheLayers() {
    InvalidInputException number =
        assertThrows(
            InvalidInputException.class, () -> LayerClipStage.of(LAYOUT, 0, List.of(1.0), null));
    assertEquals(
        "privacy.layer-clips: expected 2 numbers, one for each of dense-1, dense-2, not 1",
        number.getMessage());
    assertThrows(
        InvalidInputException.class, () -> new Clipping.PerLayer(List.of(1.0, 0.0)).norm());
  }

  @Test
  void stage_serialised_staysEqual() {
    LayerClipStage stage = LayerClipStage.of(LAYOUT, 2, null, 5);
    assertEquals(stage, RoundTrip.of(stage));
  }

  private static ClientUpdate update(int samples, float... vector) {
    ClientUpdate update = new ClientUpdate(vector.length);
    System.arraycopy(vector, 0, update.vector(), 0, vector.length);
    update.trained(3, samples, 1, 0, 0, 0);
    return update;
  }
}
