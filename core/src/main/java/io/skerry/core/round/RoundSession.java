package io.skerry.core.round;

import io.skerry.core.data.ClientData;
import io.skerry.core.metrics.ClientRow;
import io.skerry.core.metrics.ClientStatus;
import io.skerry.core.metrics.DataPart;
import io.skerry.core.pipeline.ClientTask;
import io.skerry.core.pipeline.ClientUpdate;
import io.skerry.core.pipeline.ClientWorker;
import io.skerry.core.pipeline.ControlVariates;
import io.skerry.core.pipeline.RingStage;
import io.skerry.core.random.RandomKey;
import io.skerry.core.schedule.Dropout;
import java.io.Serializable;
import java.util.Arrays;

/** One thread's share of a round: trains clients and sums what leaves them. */
final class RoundSession<A extends Serializable> implements AutoCloseable {
  private final RoundTask<A> task;
  private final ClientWorker worker;
  private final RoundPart<A> part;
  private final long[] encoded;

  RoundSession(RoundTask<A> task, float[] model) {
    this.task = task;
    this.worker = task.algorithm.open(model);
    this.part = task.zero();
    this.encoded = new long[task.length];
  }

  void train(ClientData data) {
    Dropout.Fate fate = task.dropout.of(data.ordinal());
    if (fate != Dropout.Fate.REPORTS) {
      lose(data, fate);
      return;
    }
    try {
      ControlVariates controls = task.controls == null ? null : task.controls.of(data.ordinal());
      RandomKey key = task.clientsKey.child(data.ordinal());
      ClientUpdate update = worker.train(new ClientTask(task.round, data, key, controls));
      boolean sent = send(data, update);
      if (sent && controls != null) {
        part.controls().add(data.ordinal(), moved(controls.own(), update.vector()));
      }
    } catch (RuntimeException e) {
      throw new ClientFailure(data.id(), task.round, e);
    }
  }

  /**
   * A client's control variate moves by what it sends, after the stages on the float vector: then
   * the server's stays the mean of all clients', whatever a clip took away.
   */
  private static float[] moved(float[] own, float[] sent) {
    float[] next = new float[own.length];
    for (int i = 0; i < next.length; i++) {
      next[i] = own[i] + sent[own.length + i];
    }
    return next;
  }

  /** Of a client that is lost nothing reaches the sum, neither update nor noise. */
  private void lose(ClientData data, Dropout.Fate fate) {
    long model = fate == Dropout.Fate.LOST_AFTER_WORK ? (long) encoded.length * Float.BYTES : 0;
    part.rows()
        .add(
            ClientRow.dropped(
                data.ordinal(),
                data.id(),
                data.cluster(),
                data.train().size(),
                stageBytesUp(data.ordinal()),
                model + stageBytesDown(data.ordinal())));
  }

  private long stageBytesUp(long ordinal) {
    return task.ringHalves.stream().mapToLong(half -> half.bytesUp(ordinal)).sum();
  }

  private long stageBytesDown(long ordinal) {
    return task.ringHalves.stream().mapToLong(half -> half.bytesDown(ordinal)).sum();
  }

  /** Adds an update to the sum; false where it is out of range or not finite, and left out. */
  private boolean send(ClientData data, ClientUpdate update) {
    double norm = update.norm();
    task.vectorHalves.forEach(half -> half.apply(update));
    long weight = task.aggregator.weight(update.samples());
    boolean encodes = task.encoding.encode(update.sent(), weight, encoded);
    if (!encodes) {
      Arrays.fill(encoded, 0);
    }
    long sent = encodes ? weight : 0;
    for (RingStage.ClientHalf half : task.ringHalves) {
      sent = half.apply(data.ordinal(), encoded, sent);
    }
    if (encodes || !task.ringHalves.isEmpty()) {
      part.add(task.aggregator, encoded, sent);
    }
    // On the wire an update is float32; what noise or masks touched is the ring's 64 bits a value.
    long bytesUp = (long) encoded.length * (task.ringHalves.isEmpty() ? Float.BYTES : Long.BYTES);
    part.rows()
        .add(
            new ClientRow(
                data.ordinal(),
                data.id(),
                data.cluster(),
                DataPart.TRAIN,
                update.samples(),
                update.loss(),
                update.accuracy(),
                norm,
                update.clipped(),
                update.localSteps(),
                update.flops(),
                bytesUp + stageBytesUp(data.ordinal()),
                (long) encoded.length * Float.BYTES + stageBytesDown(data.ordinal()),
                encodes ? ClientStatus.OK : ClientStatus.DIVERGED));
    return encodes;
  }

  RoundPart<A> part() {
    return part;
  }

  @Override
  public void close() {
    worker.close();
  }
}
