package io.skerry.core.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Clients in shared primitive arrays. Client i of the block owns rows offsets[i]..offsets[i + 1];
 * the first trainSizes[i] of them are for training.
 */
public final class PackedBlock implements ClientBlock {
  private static final long serialVersionUID = 1L;

  private final long from;
  private final Features features;
  private final float[] labels;
  private final int[] offsets;
  private final int[] trainSizes;
  private final List<String> ids;
  private final @Nullable List<String> clusters;

  /** Wraps the arrays; none is copied. */
  public PackedBlock(
      long from,
      Features features,
      float[] labels,
      int[] offsets,
      int[] trainSizes,
      List<String> ids,
      @Nullable List<String> clusters) {
    if (offsets.length != ids.size() + 1
        || trainSizes.length != ids.size()
        || offsets[ids.size()] != labels.length
        || labels.length != features.rows()
        || (clusters != null && clusters.size() != ids.size())) {
      throw new IllegalArgumentException("the arrays of a block differ in length");
    }
    this.from = from;
    this.features = features;
    this.labels = labels;
    this.offsets = offsets;
    this.trainSizes = trainSizes;
    this.ids = ids;
    this.clusters = clusters;
  }

  @Override
  public long from() {
    return from;
  }

  @Override
  public long until() {
    return from + ids.size();
  }

  @Override
  public ClientData client(long ordinal) {
    int i = Math.toIntExact(ordinal - from);
    int start = offsets[i];
    int end = offsets[i + 1];
    return new ClientData(
        ordinal,
        ids.get(i),
        clusters == null ? null : clusters.get(i),
        Examples.range(features, labels, start, trainSizes[i]),
        Examples.range(features, labels, start + trainSizes[i], end - start - trainSizes[i]));
  }
}
