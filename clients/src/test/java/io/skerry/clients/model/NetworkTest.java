package io.skerry.clients.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.clients.kernels.Floats;
import io.skerry.clients.kernels.Workspace;
import io.skerry.core.InvalidInputException;
import io.skerry.core.data.DataSpec;
import io.skerry.core.data.Examples;
import io.skerry.core.data.FloatFeatures;
import io.skerry.core.model.ParameterLayout;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class NetworkTest {
  private static final float STEP = 1 / 512f;
  private static final int ROWS = 5;
  private static final DataSpec DATA = new DataSpec(List.of(2, 3), 4);
  private static final DataSpec NUMBERS = new DataSpec(List.of(2, 3), 0);

  static Stream<Model> models() {
    return Stream.of(
        Models.logistic(DATA),
        Models.mlp(DATA, List.of(7)),
        Models.mlp(DATA, List.of(5, 6)),
        new Model(DATA, List.of(new Relu(6), new Dense(6, 4, Initial.ZERO))),
        Models.linear(NUMBERS),
        Models.mlp(NUMBERS, List.of(7)));
  }

  @ParameterizedTest
  @MethodSource("models")
  void gradient_ofAnyModel_equalsCentralDifferences(Model model) {
    RandomStream stream = RandomKey.of(3).stream();
    Network network = new Network(model, Workspace.acquire(), false);
    network.reserve(ROWS);
    Examples examples = examples(stream);
    for (int row = 0; row < ROWS; row++) {
      network.put(row, examples, row);
    }
    int size = model.layout().size();
    Parameters parameters = new Parameters(model, Floats.allocate(size));
    // Small weights and biases of +-1: no unit is so near its kink that a step crosses it.
    for (ParameterLayout.Tensor tensor : model.layout().tensors()) {
      for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++) {
        float weight = (float) (0.2 * stream.nextDouble() - 0.1);
        parameters.all().set(i, tensor.name().endsWith("/bias") ? i % 2 * 2 - 1 : weight);
      }
    }
    Parameters gradient = new Parameters(model, Floats.allocate(size));

    network.forward(ROWS, parameters, null);
    network.backward(
        ROWS, parameters, (index, gradients) -> gradients.addTo(gradient.layer(index), 1));

    for (int i = 0; i < size; i++) {
      float value = parameters.all().get(i);
      parameters.all().set(i, value + STEP);
      double above = loss(network, parameters);
      parameters.all().set(i, value - STEP);
      double below = loss(network, parameters);
      parameters.all().set(i, value);
      assertEquals((above - below) / (2 * STEP), gradient.all().get(i), 1e-3, "by parameter " + i);
    }
  }

  @Test
  void put_labelBeyondTheClasses_isRefusedByValue() {
    Network network = new Network(Models.logistic(DATA), Workspace.acquire(), false);
    network.reserve(1);
    for (float label : new float[] {-1, 4, 0.5f, Float.NaN}) {
      Examples examples =
          Examples.range(new FloatFeatures(new float[6], 6), new float[] {label}, 0, 1);
      InvalidInputException e =
          assertThrows(InvalidInputException.class, () -> network.put(0, examples, 0));
      assertTrue(e.getMessage().contains("label " + label), e.getMessage());
    }
  }

  @Test
  void put_otherWidth_isRefusedByWidth() {
    Network network = new Network(Models.logistic(DATA), Workspace.acquire(), false);
    network.reserve(1);
    Examples examples = Examples.range(new FloatFeatures(new float[5], 5), new float[1], 0, 1);
    InvalidInputException e =
        assertThrows(InvalidInputException.class, () -> network.put(0, examples, 0));
    assertEquals("an example has 5 features, expected the model's 6", e.getMessage());
  }

  private static double loss(Network network, Parameters parameters) {
    network.resetLoss();
    network.forward(ROWS, parameters, null);
    return network.lossSum();
  }

  private static Examples examples(RandomStream stream) {
    float[] values = new float[ROWS * 6];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (2 * stream.nextDouble() - 1);
    }
    float[] labels = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      labels[i] = stream.nextInt(4);
    }
    return Examples.range(new FloatFeatures(values, 6), labels, 0, ROWS);
  }
}
