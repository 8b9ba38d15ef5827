package io.skerry.clients.model;

import io.skerry.clients.kernels.Floats;
import io.skerry.clients.kernels.Workspace;
import io.skerry.core.InvalidInputException;
import io.skerry.core.data.Examples;
import io.skerry.core.random.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * A model at work on batches, on one thread: its activations and the passes through its layers.
 * After {@link #reserve}, nothing is allocated.
 */
public final class Network {
  private final Model model;
  private final Workspace workspace;
  private final boolean keepsGradients;
  private final Layer[] layers;
  private final int firstTrained;
  private final int width;
  private int capacity;
  private float[] labels = new float[0];
  private Loss loss;

  /** What enters layer l; the last one holds the outputs. */
  private final Floats[] activations;

  /**
   * The gradient by what enters layer l; neighbours use two regions in turn, unless gradients are
   * kept.
   */
  private final Floats[] gradients;

  private final Batch[] batches;
  private final ExampleGradients[] byParameters;

  /**
   * A network that computes in {@code workspace}'s region for activations.
   *
   * @param keepsGradients whether what {@link #backward} hands out stays valid until the next pass
   */
  public Network(Model model, Workspace workspace, boolean keepsGradients) {
    this.model = model;
    this.workspace = workspace;
    this.keepsGradients = keepsGradients;
    this.layers = model.layers().toArray(Layer[]::new);
    this.firstTrained = model.firstTrained();
    this.width = model.data().width();
    this.loss = model.loss(0);
    this.activations = new Floats[layers.length + 1];
    this.gradients = new Floats[layers.length + 1];
    this.batches = new Batch[layers.length];
    this.byParameters = new ExampleGradients[layers.length];
  }

  /** Makes room for batches of up to {@code rows} rows; what earlier batches left is lost. */
  public void reserve(int rows) {
    if (rows <= capacity) {
      return;
    }
    int[] sizes = new int[layers.length + 1];
    int widest = 0;
    int total = 0;
    for (int l = 0; l <= layers.length; l++) {
      int width = l == 0 ? model.data().width() : layers[l - 1].outputs();
      sizes[l] = aligned(Math.multiplyExact(rows, width));
      widest = Math.max(widest, sizes[l]);
      total = Math.addExact(total, sizes[l]);
    }
    int own = 0;
    for (Layer layer : layers) {
      own = Math.addExact(own, aligned(layer.memory(rows)));
    }
    int shared = Math.addExact(total, keepsGradients ? total : Math.multiplyExact(2, widest));
    Floats memory = workspace.activations(Math.addExact(shared, own));
    for (int l = 0, from = shared; l < layers.length; l++) {
      int size = aligned(layers[l].memory(rows));
      batches[l] = new Batch(memory.slice(from, size));
      from += size;
    }
    int at = 0;
    for (int l = 0; l <= layers.length; l++) {
      activations[l] = memory.slice(at, sizes[l]);
      gradients[l] = memory.slice(total + (keepsGradients ? at : l % 2 * widest), sizes[l]);
      at += sizes[l];
    }
    for (int l = 0; l < layers.length; l++) {
      byParameters[l] =
          new ExampleGradients(layers[l], batches[l], activations[l], gradients[l + 1]);
    }
    labels = new float[rows];
    loss = model.loss(rows);
    capacity = rows;
  }

  /** Puts example {@code index} of {@code examples} into row {@code row} of the batch. */
  public void put(int row, Examples examples, int index) {
    if (examples.width() != width) {
      throw new InvalidInputException(
          "an example has " + examples.width() + " features, expected the model's " + width);
    }
    float label = examples.label(index);
    if (!model.data().accepts(label)) {
      throw new InvalidInputException(
          "an example has label " + label + ", expected " + model.data().labelsInWords());
    }
    labels[row] = label;
    activations[0].write(row * width, examples, index);
  }

  /**
   * Computes the first {@code rows} rows' outputs and adds up their losses.
   *
   * @param draws of the client that trains; none in evaluation
   */
  public void forward(int rows, Parameters parameters, @Nullable RandomStream draws) {
    for (int l = 0; l < layers.length; l++) {
      Batch batch = batches[l].start(rows, draws);
      layers[l].forward(batch, parameters.layer(l), activations[l], activations[l + 1]);
    }
    loss.add(rows, activations[layers.length], labels);
  }

  /**
   * Hands the gradients of the losses of the last {@link #forward} to {@code sink}; rows and
   * parameters are the same.
   */
  public void backward(int rows, Parameters parameters, GradientSink sink) {
    loss.gradient(rows, gradients[layers.length]);
    for (int l = layers.length - 1; l >= firstTrained; l--) {
      Floats outputGradient = gradients[l + 1];
      if (l > firstTrained) {
        layers[l].inputGradient(
            batches[l],
            parameters.layer(l),
            activations[l],
            activations[l + 1],
            outputGradient,
            gradients[l]);
      }
      sink.accept(l, byParameters[l]);
    }
  }

  /** Starts a new sum of losses. */
  public void resetLoss() {
    loss.reset();
  }

  /** Sum of the losses since the last reset. */
  public double lossSum() {
    return loss.lossSum();
  }

  /** Examples predicted rightly since the last reset; NaN where labels are real numbers. */
  public double correct() {
    return loss.correct();
  }

  private static int aligned(int size) {
    return Math.addExact(size, Floats.LINE - 1) / Floats.LINE * Floats.LINE;
  }
}
