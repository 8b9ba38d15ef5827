package io.skerry.clients;

import io.skerry.clients.LocalTraining.Order;
import io.skerry.clients.model.Network;
import io.skerry.clients.model.Parameters;
import io.skerry.core.data.Examples;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import java.util.Arrays;

/** The local training loop: passes over the examples, batch by batch, each batch a step. */
final class LocalSgd {
  private final LocalTraining training;
  private final Network network;
  private final Parameters received;
  private final Parameters local;
  private final LocalStep step;
  private int[] order = new int[0];

  LocalSgd(
      LocalTraining training,
      Network network,
      Parameters received,
      Parameters local,
      LocalStep step) {
    this.training = training;
    this.network = network;
    this.received = received;
    this.local = local;
    this.step = step;
  }

  /** Trains from the received parameters; returns the number of steps. */
  int run(Examples examples, int round, RandomKey key) {
    int samples = examples.size();
    int batch = Math.min(training.batch(), samples);
    if (order.length < samples) {
      order = new int[Math.max(samples, 2 * order.length)];
    }
    network.reserve(batch);
    network.resetLoss();
    step.start(round);
    local.all().write(0, received.all(), 0, received.all().size());
    RandomStream orders = key.child("order").stream();
    RandomStream draws = key.child("layers").stream();
    int steps = 0;
    for (int epoch = 0; epoch < training.epochs(); epoch++) {
      if (training.order() == Order.SHUFFLED) {
        orders.permutation(order, samples);
      } else {
        Arrays.setAll(order, row -> row);
      }
      for (int from = 0; from < samples; from += batch) {
        train(examples, from, Math.min(batch, samples - from), draws);
        steps++;
      }
    }
    return steps;
  }

  private void train(Examples examples, int from, int rows, RandomStream draws) {
    for (int row = 0; row < rows; row++) {
      network.put(row, examples, order[from + row]);
    }
    network.forward(rows, local, draws);
    network.backward(rows, local, step);
    step.end();
  }
}
