package io.skerry.core.metrics;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Client rows in columns: what a task returns, with no object per client. */
public final class ClientRows implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final DataPart[] PARTS = DataPart.values();
  private static final ClientStatus[] STATUSES = ClientStatus.values();

  private int size;
  private long[] ordinals = new long[0];
  private String[] ids = new String[0];
  private @Nullable String[] clusters = new @Nullable String[0];
  private byte[] sets = new byte[0];
  private int[] samples = new int[0];
  private double[] losses = new double[0];
  private double[] accuracies = new double[0];
  private double[] norms = new double[0];
  private boolean[] clipped = new boolean[0];
  private int[] steps = new int[0];
  private long[] flops = new long[0];
  private long[] bytesUp = new long[0];
  private long[] bytesDown = new long[0];
  private byte[] statuses = new byte[0];

  public int size() {
    return size;
  }

  /** Appends a row. */
  public void add(ClientRow row) {
    if (size == ordinals.length) {
      resize(Math.max(16, size * 2));
    }
    ordinals[size] = row.ordinal();
    ids[size] = row.id();
    clusters[size] = row.cluster();
    sets[size] = (byte) row.set().ordinal();
    samples[size] = row.samples();
    losses[size] = row.loss();
    accuracies[size] = row.accuracy();
    norms[size] = row.updateNorm();
    clipped[size] = row.clipped();
    steps[size] = row.localSteps();
    flops[size] = row.flops();
    bytesUp[size] = row.bytesUp();
    bytesDown[size] = row.bytesDown();
    statuses[size] = (byte) row.status().ordinal();
    size++;
  }

  /** Appends all rows of {@code other}. */
  public ClientRows addAll(ClientRows other) {
    int needed = Math.addExact(size, other.size);
    if (needed > ordinals.length) {
      resize(Math.max(needed, size * 2));
    }
    append(other.ordinals, ordinals, other.size);
    append(other.ids, ids, other.size);
    append(other.clusters, clusters, other.size);
    append(other.sets, sets, other.size);
    append(other.samples, samples, other.size);
    append(other.losses, losses, other.size);
    append(other.accuracies, accuracies, other.size);
    append(other.norms, norms, other.size);
    append(other.clipped, clipped, other.size);
    append(other.steps, steps, other.size);
    append(other.flops, flops, other.size);
    append(other.bytesUp, bytesUp, other.size);
    append(other.bytesDown, bytesDown, other.size);
    append(other.statuses, statuses, other.size);
    size = needed;
    return this;
  }

  /** Row {@code i}. */
  public ClientRow row(int i) {
    return new ClientRow(
        ordinals[i],
        ids[i],
        clusters[i],
        PARTS[sets[i]],
        samples[i],
        losses[i],
        accuracies[i],
        norms[i],
        clipped[i],
        steps[i],
        flops[i],
        bytesUp[i],
        bytesDown[i],
        STATUSES[statuses[i]]);
  }

  /** The rows in ascending order of ordinals: the order in which figures are computed. */
  public List<ClientRow> inOrder() {
    return IntStream.range(0, size)
        .mapToObj(this::row)
        .sorted(Comparator.comparingLong(ClientRow::ordinal))
        .toList();
  }

  private void append(Object column, Object to, int count) {
    System.arraycopy(column, 0, to, size, count);
  }

  /** Spare capacity does not travel. */
  private void writeObject(ObjectOutputStream out) throws IOException {
    resize(size);
    out.defaultWriteObject();
  }

  private void resize(int capacity) {
    ordinals = Arrays.copyOf(ordinals, capacity);
    ids = Arrays.copyOf(ids, capacity);
    clusters = Arrays.copyOf(clusters, capacity);
    sets = Arrays.copyOf(sets, capacity);
    samples = Arrays.copyOf(samples, capacity);
    losses = Arrays.copyOf(losses, capacity);
    accuracies = Arrays.copyOf(accuracies, capacity);
    norms = Arrays.copyOf(norms, capacity);
    clipped = Arrays.copyOf(clipped, capacity);
    steps = Arrays.copyOf(steps, capacity);
    flops = Arrays.copyOf(flops, capacity);
    bytesUp = Arrays.copyOf(bytesUp, capacity);
    bytesDown = Arrays.copyOf(bytesDown, capacity);
    statuses = Arrays.copyOf(statuses, capacity);
  }
}
