package io.skerry.core.pipeline;

import io.skerry.core.model.ParameterLayout;
import io.skerry.core.random.RandomKey;
import java.io.Serializable;
import java.util.List;

/** What a simulated client does with a model: a description that travels to where clients run. */
public interface ClientAlgorithm extends Serializable {

  /** The model's parameters. */
  ParameterLayout layout();

  /**
   * Whether clients correct their gradients by control variates. An update is then two vectors in
   * one, each as long as the model: the change of the model and the change of the client's control
   * variate. So whatever clips, masks or sums an update covers both.
   */
  default boolean controlled() {
    return false;
  }

  /** Of the values of an update: layers of control variates come after the model's. */
  default ParameterLayout updateLayout() {
    ParameterLayout update = layout();
    if (controlled()) {
      for (ParameterLayout.Tensor tensor : layout().tensors()) {
        update = update.with("control-" + tensor.name(), tensor.shape().toArray(Integer[]::new));
      }
    }
    return update;
  }

  /** Values of an update. */
  default int updateLength() {
    return Math.multiplyExact(layout().size(), controlled() ? 2 : 1);
  }

  /** Initial parameters. */
  float[] initialParameters(RandomKey key);

  /**
   * The compute kernels of this machine, by name. A run uses one set: a machine with another gives
   * other bits and must fail.
   */
  String kernels();

  /** What protects a cohort's examples as its clients train, for the ledger to price. */
  default List<RoundEvent> events() {
    return List.of();
  }

  /** Opens a worker for one thread, with the round's model loaded. */
  ClientWorker open(float[] model);
}
