package io.skerry.clients.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.DataSpec;
import io.skerry.core.model.ParameterLayout;
import io.skerry.core.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class ModelTest {
  private static final DataSpec IMAGES = new DataSpec(List.of(28, 28), 10);

  @Test
  void layout_ofMlp_listsWeightsAndBiasByLayer() {
    ParameterLayout layout = Models.mlp(IMAGES, List.of(200, 100)).layout();
    assertEquals(
        List.of(
            new ParameterLayout.Tensor("dense-1/weights", List.of(200, 784), 0),
            new ParameterLayout.Tensor("dense-1/bias", List.of(200), 156_800),
            new ParameterLayout.Tensor("dense-3/weights", List.of(100, 200), 157_000),
            new ParameterLayout.Tensor("dense-3/bias", List.of(100), 177_000),
            new ParameterLayout.Tensor("dense-5/weights", List.of(10, 100), 177_100),
            new ParameterLayout.Tensor("dense-5/bias", List.of(10), 178_100)),
        layout.tensors());
  }

  @Test
  void trainingFlops_ofMlp_countsProducts() {
    assertEquals(
        4 * 784 * 200 + 6 * 200 * 200 + 6 * 200 * 10,
        Models.mlp(IMAGES, List.of(200, 200)).trainingFlops());
    assertEquals(4 * 784 * 10, Models.logistic(IMAGES).trainingFlops());
  }

  @Test
  void layout_ofConvolutionalModels_hasThePublishedNumbersOfParameters() {
    DataSpec letters = new DataSpec(List.of(28, 28), 62);
    assertEquals(6_603_710, Models.cnnFemnist(letters).layout().size());
    assertEquals(1_663_370, Models.cnnMcMahan(IMAGES).layout().size());
    assertEquals(1_206_590, Models.cnnEmnist(letters).layout().size());
    assertEquals(
        List.of(32, 3, 5, 5),
        Models.cnnMcMahan(new DataSpec(List.of(3, 84, 84), 2)).layout().tensors().get(0).shape());
  }

  @Test
  void trainingFlops_ofConvolutions_countsProducts() {
    assertEquals(
        4 * 784 * 25 * 32 + 6 * 196 * 25 * 32 * 64 + 6 * 3136 * 2048 + 6 * 2048 * 62,
        Models.cnnFemnist(new DataSpec(List.of(28, 28), 62)).trainingFlops());
  }

  @Test
  void cnn_onWhatIsNoImage_isRefusedByType() {
    for (DataSpec data : List.of(new DataSpec(List.of(60), 2), new DataSpec(List.of(5, 5), 2, 9))) {
      InvalidInputException e =
          assertThrows(InvalidInputException.class, () -> Models.cnnFemnist(data));
      assertTrue(e.getMessage().startsWith("model.type: cnn-femnist takes images"), e.getMessage());
    }
  }

  @Test
  void cnn_onTooSmallImages_isRefusedByShape() {
    DataSpec data = new DataSpec(List.of(4, 4), 2);
    assertEquals(
        "model.type: a window of 5 x 5 does not fit an image of 4 x 4",
        assertThrows(
                InvalidInputException.class,
                () -> new Patches(new Image(1, 4, 4), 5, 1, Padding.VALID))
            .getMessage());
    assertThrows(InvalidInputException.class, () -> Models.cnnEmnist(data));
  }

  @Test
  void lstm_ofShakespeare_hasTheShapesOfThePaper() {
    Model model = Models.lstm(new DataSpec(List.of(80), 80, 80), 8, List.of(256, 256), List.of());
    assertEquals(
        List.of(
            new ParameterLayout.Tensor("embedding-1/vectors", List.of(80, 8), 0),
            new ParameterLayout.Tensor("lstm-2/input-weights", List.of(1024, 8), 640),
            new ParameterLayout.Tensor("lstm-2/recurrent-weights", List.of(1024, 256), 8832),
            new ParameterLayout.Tensor("lstm-2/input-bias", List.of(1024), 270_976),
            new ParameterLayout.Tensor("lstm-2/recurrent-bias", List.of(1024), 272_000)),
        model.layout().tensors().subList(0, 5));
    assertEquals(819_920, model.layout().size());
    assertEquals(
        80 * (6 * 1024 * (8 + 256) + 6 * 1024 * (256 + 256)) + 6 * 256 * 80, model.trainingFlops());
  }

  @Test
  void lstm_ofTweets_hasLeafsSizeWithASecondBias() {
    // LEAF's 40,174,086 for the 400,001 words of GloVe, and 4 x 100 for each LSTM.
    Model model =
        Models.lstm(new DataSpec(List.of(25), 2, 400_001), 100, List.of(100, 100), List.of(128));
    assertEquals(40_174_086 + 800, model.layout().size());
  }

  @Test
  void lstm_onNumbersOrWithBadWidths_isRefusedByKey() {
    DataSpec tokens = new DataSpec(List.of(3), 2, 5);
    for (var refused :
        Map.<String, Executable>of(
                "model.type: lstm takes token ids",
                    () -> Models.lstm(IMAGES, 8, List.of(4), List.of()),
                "model.embedding: expected", () -> Models.lstm(tokens, 0, List.of(4), List.of()),
                "model.hidden: expected", () -> Models.lstm(tokens, 8, List.of(), List.of()),
                "model.dense: expected", () -> Models.lstm(tokens, 8, List.of(4), List.of(0)))
            .entrySet()) {
      String message = assertThrows(InvalidInputException.class, refused.getValue()).getMessage();
      assertTrue(message.startsWith(refused.getKey()), message);
    }
  }

  @Test
  void initialParameters_ofLogistic_areZero() {
    float[] parameters = Models.logistic(IMAGES).initialParameters(RandomKey.of(1));
    assertArrayEquals(new float[7850], parameters);
  }

  @Test
  void initialParameters_ofMlp_areGlorotUniformWithZeroBias() {
    Model model = Models.mlp(IMAGES, List.of(200));
    float[] parameters = model.initialParameters(RandomKey.of(1));
    double limit = Math.sqrt(6.0 / 984);
    double squares = 0;
    for (int i = 0; i < 156_800; i++) {
      assertTrue(Math.abs(parameters[i]) <= limit);
      squares += parameters[i] * parameters[i];
    }
    // The mean square of 156,800 uniform draws: limit^2 / 3, within 5 standard errors (0.9 %).
    assertEquals(1, squares / 156_800 / (limit * limit / 3), 0.012);
    assertArrayEquals(new float[200], Arrays.copyOfRange(parameters, 156_800, 157_000));
    assertArrayEquals(parameters, model.initialParameters(RandomKey.of(1)));
    assertFalse(Arrays.equals(parameters, model.initialParameters(RandomKey.of(2))));
  }

  @Test
  void new_shapesThatDoNotChain_areRefused() {
    DataSpec data = new DataSpec(List.of(3), 2);
    assertThrows(
        IllegalArgumentException.class,
        () -> new Model(data, List.of(new Dense(4, 2, Initial.ZERO))));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Model(data, List.of(new Dense(3, 3, Initial.ZERO))));
  }

  @Test
  void mlp_badWidths_areRefusedByKey() {
    for (List<Integer> hidden : List.of(List.<Integer>of(), List.of(200, 0))) {
      InvalidInputException e =
          assertThrows(InvalidInputException.class, () -> Models.mlp(IMAGES, hidden));
      assertTrue(e.getMessage().startsWith("model.hidden: expected"), e.getMessage());
    }
  }

  @Test
  void new_forNumbersOnTokenIds_isRefused() {
    DataSpec tokens = new DataSpec(List.of(80), 80, 80);
    assertTrue(
        assertThrows(InvalidInputException.class, () -> Models.logistic(tokens))
            .getMessage()
            .startsWith("model.type: logistic takes numbers"));
    assertThrows(InvalidInputException.class, () -> Models.mlp(tokens, List.of(5)));
  }

  @Test
  void mlp_tooLarge_isRefused() {
    for (int width : new int[] {20_000, 100_000}) {
      InvalidInputException e =
          assertThrows(
              InvalidInputException.class, () -> Models.mlp(IMAGES, List.of(width, width)));
      assertTrue(e.getMessage().startsWith("model: expected at most"), e.getMessage());
    }
  }
}
