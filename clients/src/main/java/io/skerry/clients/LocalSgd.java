package io.skerry.clients;

import io.skerry.clients.kernels.Floats;
import io.skerry.clients.model.GradientSink;
import io.skerry.clients.model.Network;
import io.skerry.core.data.Examples;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import org.jspecify.annotations.Nullable;

/** The local training loop: batch by batch, each batch a step. */
final class LocalSgd {
  private final Network network;
  private final ClientVectors vectors;
  private final LocalStep step;
  private final BatchStream batches;
  private final @Nullable PrivateGradients privacy;
  private final GradientSink sink;
  private long trained;

  LocalSgd(LocalTraining training, Network network, ClientVectors vectors, LocalStep step) {
    this.network = network;
    this.vectors = vectors;
    this.step = step;
    this.batches = training.batches().open();
    DpSgd mechanism = training.privacy();
    this.privacy =
        mechanism == null
            ? null
            : new PrivateGradients(mechanism, training.model().layers().size());
    this.sink = privacy == null ? step::accept : privacy;
  }

  /** Trains from the received parameters; returns the number of steps. */
  int run(Examples examples, int round, RandomKey key) {
    network.resetLoss();
    step.start(round);
    Floats received = vectors.received().all();
    vectors.local().all().write(0, received, 0, received.size());
    batches.start(examples.size(), key);
    RandomStream order = key.child("order").stream();
    RandomStream draws = key.child("layers").stream();
    RandomStream noise = key.child("noise").stream();
    trained = 0;
    int steps = 0;
    while (batches.next(order)) {
      train(examples, batches.size(), draws, noise);
      trained += batches.size();
      steps++;
    }
    return steps;
  }

  /** Examples taken into the steps of the last run, each as often as it was taken. */
  long trained() {
    return trained;
  }

  private void train(Examples examples, int rows, RandomStream draws, RandomStream noise) {
    network.reserve(Math.max(1, rows)); // an empty batch has memory of its layers, too
    for (int row = 0; row < rows; row++) {
      network.put(row, examples, batches.example(row));
    }
    network.forward(rows, vectors.local(), draws);
    step.begin(batches.denominator());
    if (privacy == null) {
      network.backward(rows, vectors.local(), sink);
    } else {
      privacy.begin(rows);
      network.backward(rows, vectors.local(), sink);
      privacy.release(step, noise);
    }
    step.end();
  }
}
