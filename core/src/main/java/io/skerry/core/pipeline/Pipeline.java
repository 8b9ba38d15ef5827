package io.skerry.core.pipeline;

import io.skerry.core.sum.Encoding;
import io.skerry.core.sum.RingSum;
import java.io.Serializable;
import java.util.List;

/**
 * The way of an update from client to server: stages on the float vector, one encoding, stages on
 * the encoded vector, the sum.
 */
public record Pipeline<A extends Serializable>(
    List<VectorStage> vectorStages,
    Encoding encoding,
    List<RingStage> ringStages,
    Aggregator<A> aggregator) {

  public Pipeline {
    vectorStages = List.copyOf(vectorStages);
    ringStages = List.copyOf(ringStages);
    if (!ringStages.isEmpty() && !(aggregator.zero(0) instanceof RingSum)) {
      throw new IllegalArgumentException(
          "noise and masks act on a sum, which " + aggregator + " does not form");
    }
  }

  /** This pipeline with other stages on the float vector, such as those of the next round. */
  public Pipeline<A> with(List<VectorStage> stages) {
    return new Pipeline<>(stages, encoding, ringStages, aggregator);
  }

  /** Values that stages append to an update. */
  public int appended() {
    return vectorStages.stream().mapToInt(VectorStage::appended).sum();
  }

  /** A pipeline without stages. */
  public static <A extends Serializable> Pipeline<A> plain(
      Encoding encoding, Aggregator<A> aggregator) {
    return new Pipeline<>(List.of(), encoding, List.of(), aggregator);
  }
}
