package io.skerry.clients.model;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.DataSpec;
import java.util.ArrayList;
import java.util.List;

/** The models that there are, by the names that configurations use. */
public final class Models {
  private Models() {}

  /**
   * "linear": linear regression with squared loss, y = w x + b. Parameters: w, then b, all zero at
   * the start.
   */
  public static Model linear(DataSpec data) {
    requireNumbers("linear", data);
    if (!data.numericLabels()) {
      throw new InvalidInputException(
          "model.type: linear predicts a number, but labels are classes, expected logistic or"
              + " another model, or data.target");
    }
    return new Model(data, List.of(new Dense(data.width(), 1, Initial.ZERO)));
  }

  /** "logistic": multinomial logistic regression. All parameters start at zero. */
  public static Model logistic(DataSpec data) {
    requireNumbers("logistic", data);
    if (data.numericLabels()) {
      throw new InvalidInputException(
          "model.type: logistic predicts classes, but data.target is a number, expected linear or"
              + " another model");
    }
    return new Model(data, List.of(new Dense(data.width(), data.classes(), Initial.ZERO)));
  }

  /**
   * "mlp": dense layers with ReLU between them. Weights start Glorot uniform, biases at zero.
   *
   * @param hidden widths of the hidden layers, at least one
   */
  public static Model mlp(DataSpec data, List<Integer> hidden) {
    requireWidths(hidden);
    requireNumbers("mlp", data);
    List<Layer> layers = new ArrayList<>();
    int width = data.width();
    for (int next : hidden) {
      layers.add(new Dense(width, next, Initial.GLOROT_UNIFORM));
      layers.add(new Relu(next));
      width = next;
    }
    layers.add(new Dense(width, data.outputs(), Initial.GLOROT_UNIFORM));
    return new Model(data, layers);
  }

  /**
   * "cnn-femnist": LEAF's model of FEMNIST (Caldas et al. 2018): two convolutions of 5 x 5 with 32
   * and 64 filters, each halved by pooling, and a dense layer of 2048. 6,603,710 parameters for 28
   * x 28 pixels and 62 classes.
   */
  public static Model cnnFemnist(DataSpec data) {
    return twoPools("cnn-femnist", data, 2048);
  }

  /**
   * "cnn-mcmahan": the same with a dense layer of 512 (McMahan et al. 2017, section 3). 1,663,370
   * parameters for 28 x 28 pixels and 10 classes.
   */
  public static Model cnnMcMahan(DataSpec data) {
    return twoPools("cnn-mcmahan", data, 512);
  }

  /**
   * "cnn-emnist": TFF's model of EMNIST with dropout (Reddi et al. 2020, table 4): convolutions of
   * 3 x 3 with 32 and 64 filters without padding, pooling, a dense layer of 128. 1,206,590
   * parameters for 28 x 28 pixels and 62 classes.
   */
  public static Model cnnEmnist(DataSpec data) {
    Conv2d first = conv(Image.of("cnn-emnist", data), 32, 3, Padding.VALID);
    Conv2d second = conv(first.output(), 64, 3, Padding.VALID);
    MaxPool pool = new MaxPool(second.output(), 2);
    return new Model(
        data,
        List.of(
            first,
            new Relu(first.outputs()),
            second,
            pool,
            new Relu(pool.outputs()),
            new Dropout(pool.outputs(), 0.25),
            new Dense(pool.outputs(), 128, Initial.GLOROT_UNIFORM),
            new Relu(128),
            new Dropout(128, 0.5),
            new Dense(128, data.outputs(), Initial.GLOROT_UNIFORM)));
  }

  /** ReLU and maximum commute: after the pooling it has a quarter of the values to see. */
  private static Model twoPools(String type, DataSpec data, int hidden) {
    Conv2d first = conv(Image.of(type, data), 32, 5, Padding.SAME);
    MaxPool firstPool = new MaxPool(first.output(), 2);
    Conv2d second = conv(firstPool.output(), 64, 5, Padding.SAME);
    MaxPool secondPool = new MaxPool(second.output(), 2);
    return new Model(
        data,
        List.of(
            first,
            firstPool,
            new Relu(firstPool.outputs()),
            second,
            secondPool,
            new Relu(secondPool.outputs()),
            new Dense(secondPool.outputs(), hidden, Initial.GLOROT_UNIFORM),
            new Relu(hidden),
            new Dense(hidden, data.outputs(), Initial.GLOROT_UNIFORM)));
  }

  private static Conv2d conv(Image image, int filters, int kernel, Padding padding) {
    return new Conv2d(new Patches(image, kernel, 1, padding), filters, Initial.GLOROT_UNIFORM);
  }

  /**
   * "lstm": an embedding of token ids, layers of LSTM, and dense layers from the last one's last
   * output to the classes. LEAF's next-character model of Shakespeare has an embedding of 8, hidden
   * [256, 256] and 80 characters: 819,920 parameters. Its model of Sent140 has an embedding of 100,
   * hidden [100, 100] and dense [128].
   *
   * @param embedding values of a token's vector
   * @param hidden widths of the LSTM layers, at least one
   * @param dense widths of dense layers before the last one, without activations
   */
  public static Model lstm(
      DataSpec data, int embedding, List<Integer> hidden, List<Integer> dense) {
    requireWidths(hidden);
    if (dense.stream().anyMatch(width -> width < 1)) {
      throw new InvalidInputException(
          "model.dense: expected a list of widths of at least 1, such as [128], not " + dense);
    }
    if (embedding < 1) {
      throw new InvalidInputException(
          "model.embedding: expected a width of at least 1, not " + embedding);
    }
    if (data.vocabulary() == 0) {
      throw new InvalidInputException(
          "model.type: lstm takes token ids, expected data with a vocabulary and data.tokens: ids");
    }
    int steps = data.width();
    List<Layer> layers = new ArrayList<>();
    layers.add(new Embedding(steps, data.vocabulary(), embedding));
    int width = embedding;
    for (int next : hidden) {
      layers.add(new Lstm(steps, width, next));
      width = next;
    }
    layers.add(new LastStep(steps, width));
    for (int next : dense) {
      layers.add(new Dense(width, next, Initial.GLOROT_UNIFORM));
      width = next;
    }
    layers.add(new Dense(width, data.outputs(), Initial.GLOROT_UNIFORM));
    return new Model(data, layers);
  }

  private static void requireWidths(List<Integer> hidden) {
    if (hidden.isEmpty() || hidden.stream().anyMatch(width -> width < 1)) {
      throw new InvalidInputException(
          "model.hidden: expected a list of widths of at least 1, such as [200, 200], not "
              + hidden);
    }
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
