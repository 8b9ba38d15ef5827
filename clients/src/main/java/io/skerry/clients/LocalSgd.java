package io.skerry.clients;

import io.skerry.clients.LocalTraining.Order;
import io.skerry.clients.kernels.Floats;
import io.skerry.clients.model.GradientSink;
import io.skerry.clients.model.Layer;
import io.skerry.clients.model.Network;
import io.skerry.clients.model.Parameters;
import io.skerry.core.data.Examples;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import java.util.Arrays;

/**
 * The local training loop: w <- w - rate (gradient of the batch's mean loss + correction). A
 * layer's step is taken as soon as the backward pass is done with its parameters.
 */
final class LocalSgd implements GradientSink {
  private final LocalTraining training;
  private final Network network;
  private final Parameters received;
  private final Parameters local;
  private int[] order = new int[0];

  LocalSgd(LocalTraining training, Network network, Parameters received, Parameters local) {
    this.training = training;
    this.network = network;
    this.received = received;
    this.local = local;
  }

  /** Trains from the received parameters; returns the number of steps. */
  int run(Examples examples, RandomKey key) {
    int samples = examples.size();
    int batch = Math.min(training.batch(), samples);
    if (order.length < samples) {
      order = new int[Math.max(samples, 2 * order.length)];
    }
    network.reserve(batch);
    network.resetLoss();
    local.all().write(0, received.all(), 0, received.all().size());
    RandomStream orders = key.child("order").stream();
    int steps = 0;
    for (int epoch = 0; epoch < training.epochs(); epoch++) {
      if (training.order() == Order.SHUFFLED) {
        orders.permutation(order, samples);
      } else {
        Arrays.setAll(order, row -> row);
      }
      for (int from = 0; from < samples; from += batch) {
        step(examples, from, Math.min(batch, samples - from));
        steps++;
      }
    }
    return steps;
  }

  private void step(Examples examples, int from, int rows) {
    for (int row = 0; row < rows; row++) {
      network.put(row, examples, order[from + row]);
    }
    network.forward(rows, local);
    network.backward(rows, local, this);
  }

  @Override
  public void accept(int index, Layer layer, int rows, Floats inputs, Floats outputGradient) {
    Floats parameters = local.layer(index);
    training.correction().step(parameters, received.layer(index), training.rate());
    layer.addGradient(rows, inputs, outputGradient, (float) (-training.rate() / rows), parameters);
  }
}
