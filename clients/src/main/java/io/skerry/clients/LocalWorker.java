package io.skerry.clients;

import io.skerry.clients.kernels.Floats;
import io.skerry.clients.kernels.Workspace;
import io.skerry.clients.model.Model;
import io.skerry.clients.model.Network;
import io.skerry.clients.model.Parameters;
import io.skerry.core.data.Examples;
import io.skerry.core.pipeline.ClientTask;
import io.skerry.core.pipeline.ClientUpdate;
import io.skerry.core.pipeline.ClientWorker;
import io.skerry.core.pipeline.ControlVariates;
import io.skerry.core.pipeline.Evaluation;
import java.util.Arrays;
import java.util.Objects;

/** One thread's clients: the received model, its local copy, and the memory to compute in. */
final class LocalWorker implements ClientWorker {
  /** Rows of a forward pass in an evaluation; part of the result's bits. */
  private static final int EVALUATION_ROWS = 64;

  private final float[] model;
  private final Workspace workspace;
  private final Network network;
  private final ClientVectors vectors;
  private final LocalSgd sgd;
  private final LocalOptimizer optimizer;
  private final long trainingFlops;
  private final ClientUpdate update;
  private boolean closed;

  LocalWorker(LocalTraining training, float[] model) {
    Model description = training.model();
    int size = training.layout().size();
    if (model.length != size) {
      throw new IllegalArgumentException(model.length + " parameters for a model of " + size);
    }
    this.model = model;
    this.workspace = Workspace.acquire();
    UpdateRule rule = training.optimizer().rule();
    boolean byLayer = training.optimizer().stepsByLayer();
    int stride = (size + Floats.LINE - 1) / Floats.LINE * Floats.LINE;
    int own = byLayer ? 0 : 1 + rule.memories();
    int copies = 2 + own + (training.controlled() ? 1 : 0);
    Floats memory = workspace.parameters(Math.multiplyExact(copies, stride));
    this.vectors =
        new ClientVectors(
            new Parameters(description, memory),
            new Parameters(description, memory.slice(stride, size)),
            training.controlled()
                ? new Parameters(description, memory.slice((2 + own) * stride, size))
                : null);
    LocalStep step;
    if (byLayer) {
      step = new StepByLayer(training, vectors);
    } else {
      Floats[] remembered = new Floats[rule.memories()];
      Arrays.setAll(remembered, i -> memory.slice((3 + i) * stride, size));
      Parameters gradient = new Parameters(description, memory.slice(2 * stride, size));
      step = new StepByModel(training, vectors, gradient, remembered);
    }
    this.network = new Network(description, workspace, training.privacy() != null);
    this.sgd = new LocalSgd(training, network, vectors, step);
    this.optimizer = training.optimizer();
    this.trainingFlops = description.trainingFlops();
    this.update = new ClientUpdate(training.updateLength());
    vectors.received().all().write(0, model, size);
  }

  @Override
  public ClientUpdate train(ClientTask task) {
    Examples examples = task.data().train();
    int samples = examples.size();
    if (samples == 0) {
      Arrays.fill(update.vector(), 0);
      update.trained(task.data().ordinal(), 0, 0, 0, 0, 0);
      return update;
    }
    ControlVariates controls = task.controls();
    if (controls != null) {
      writeCorrection(controls);
    }
    int steps = sgd.run(examples, task.round(), task.key());
    readUpdate();
    if (controls != null) {
      readControl(controls.server(), steps * optimizer.rate(task.round()));
    }
    long trainedOn = sgd.trained();
    update.trained(
        task.data().ordinal(),
        samples,
        steps,
        network.lossSum() / trainedOn,
        network.correct() / trainedOn,
        trainedOn * trainingFlops);
    return update;
  }

  @Override
  public Evaluation evaluate(Examples examples) {
    int samples = examples.size();
    network.reserve(Math.min(EVALUATION_ROWS, samples));
    network.resetLoss();
    for (int from = 0; from < samples; from += EVALUATION_ROWS) {
      int rows = Math.min(EVALUATION_ROWS, samples - from);
      for (int row = 0; row < rows; row++) {
        network.put(row, examples, from + row);
      }
      network.forward(rows, vectors.received(), null);
    }
    return new Evaluation(samples, network.lossSum(), network.correct());
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      workspace.release();
    }
  }

  private void writeCorrection(ControlVariates controls) {
    Floats correction = Objects.requireNonNull(vectors.control()).all();
    for (int i = 0; i < model.length; i++) {
      correction.set(i, controls.server()[i] - controls.own()[i]);
    }
  }

  private void readUpdate() {
    float[] vector = update.vector();
    vectors.local().all().read(vector, model.length);
    for (int i = 0; i < model.length; i++) {
      vector[i] -= model[i];
    }
  }

  /**
   * The change of c_i, which becomes c_i - c + (x - y) / (K eta): the mean gradient of the client's
   * K steps of rate eta (Karimireddy et al. 2020, algorithm 1, line 12, option II).
   */
  private void readControl(float[] server, double way) {
    float[] vector = update.vector();
    for (int i = 0; i < model.length; i++) {
      vector[model.length + i] = (float) -(server[i] + vector[i] / way);
    }
  }
}
