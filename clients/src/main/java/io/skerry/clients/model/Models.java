package io.skerry.clients.model;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.DataSpec;
import java.util.ArrayList;
import java.util.List;

/** The models that there are, by the names that configurations use. */
public final class Models {
  private Models() {}

  /** "logistic": multinomial logistic regression. All parameters start at zero. */
  public static Model logistic(DataSpec data) {
    requireNumbers("logistic", data);
    return new Model(data, List.of(new Dense(data.width(), data.classes(), Initial.ZERO)));
  }

  /**
   * "mlp": dense layers with ReLU between them. Weights start Glorot uniform, biases at zero.
   *
   * @param hidden widths of the hidden layers, at least one
   */
  public static Model mlp(DataSpec data, List<Integer> hidden) {
    if (hidden.isEmpty() || hidden.stream().anyMatch(width -> width < 1)) {
      throw new InvalidInputException(
          "model.hidden: expected a list of widths of at least 1, such as [200, 200], not "
              + hidden);
    }
    requireNumbers("mlp", data);
    List<Layer> layers = new ArrayList<>();
    int width = data.width();
    for (int next : hidden) {
      layers.add(new Dense(width, next, Initial.GLOROT_UNIFORM));
      layers.add(new Relu(next));
      width = next;
    }
    layers.add(new Dense(width, data.classes(), Initial.GLOROT_UNIFORM));
    return new Model(data, layers);
  }

  private static void requireNumbers(String type, DataSpec data) {
    if (data.vocabulary() > 0) {
      throw new InvalidInputException(
          "model.type: "
              + type
              + " takes numbers, but the features are token ids, expected data.tokens: counts or a"
              + " model that embeds them");
    }
  }
}
