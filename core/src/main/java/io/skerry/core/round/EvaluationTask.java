package io.skerry.core.round;

import io.skerry.core.data.ClientBlock;
import io.skerry.core.data.ClientData;
import io.skerry.core.data.Examples;
import io.skerry.core.metrics.ClientRow;
import io.skerry.core.metrics.ClientRows;
import io.skerry.core.metrics.DataPart;
import io.skerry.core.pipeline.ClientAlgorithm;
import io.skerry.core.pipeline.ClientWorker;
import io.skerry.core.pipeline.Evaluation;
import io.skerry.core.schedule.RoundPlan;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** An evaluation as it travels to where clients are: one row per client that has examples. */
public final class EvaluationTask implements BlockTask<ClientRows> {
  private static final long serialVersionUID = 1L;

  final int round;
  private final DataPart set;
  private final long @Nullable [] clients;
  private final ClientAlgorithm algorithm;
  private final String kernels;

  /**
   * @param clients ascending ordinals, or null for all clients
   * @param set which of a client's examples; a central test's chunks hold theirs as training
   *     examples
   * @param kernels those of the run: a machine with others fails
   */
  public EvaluationTask(
      int round,
      DataPart set,
      long @Nullable [] clients,
      ClientAlgorithm algorithm,
      String kernels) {
    this.round = round;
    this.set = set;
    this.clients = clients;
    this.algorithm = algorithm;
    this.kernels = kernels;
  }

  @Override
  public long @Nullable [] clients() {
    return clients;
  }

  /** Evaluates the wanted clients of one block. */
  @Override
  public ClientRows run(ClientBlock block, float[] model) {
    ClientRows rows = new ClientRows();
    try (ClientWorker worker = open(model)) {
      block.forEach(
          clients(block.from(), block.until()), round, client -> evaluate(worker, client, rows));
    }
    return rows;
  }

  @Override
  public ClientRows zero() {
    return new ClientRows();
  }

  @Override
  public ClientRows merge(ClientRows left, ClientRows right) {
    return left.addAll(right);
  }

  /** The wanted clients with ordinals {@code from..until}. */
  long[] clients(long from, long until) {
    return clients == null
        ? LongStream.range(from, until).toArray()
        : RoundPlan.within(clients, from, until);
  }

  ClientWorker open(float[] model) {
    Kernels.check(algorithm, kernels);
    return algorithm.open(model);
  }

  void evaluate(ClientWorker worker, ClientData client, ClientRows rows) {
    Examples examples = set == DataPart.TEST ? client.test() : client.train();
    if (examples.size() == 0) {
      return;
    }
    try {
      Evaluation result = worker.evaluate(examples);
      rows.add(
          ClientRow.evaluated(
              client.ordinal(),
              client.id(),
              client.cluster(),
              set,
              result.samples(),
              result.lossSum() / result.samples(),
              result.correct() / result.samples()));
    } catch (RuntimeException e) {
      throw new ClientFailure(client.id(), round, e);
    }
  }
}
