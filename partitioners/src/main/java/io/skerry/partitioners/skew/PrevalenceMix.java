package io.skerry.partitioners.skew;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.RandomStream;
import java.util.List;

/**
 * Given label shares, such as the prevalence of a disease at each hospital: client k is of kind k
 * modulo the number of kinds. Once the classes that a client wants have run out, it takes any.
 *
 * @param kinds label shares of each kind of client, a number for each class
 */
public record PrevalenceMix(List<List<Double>> kinds) implements LabelMix {
  public PrevalenceMix {
    kinds = kinds.stream().map(List::copyOf).toList();
    if (kinds.isEmpty()) {
      throw new InvalidInputException("partitioner.prevalence: expected at least one list");
    }
    for (List<Double> shares : kinds) {
      double sum = shares.stream().mapToDouble(share -> share).sum();
      if (!(Math.abs(sum - 1) < 1e-6) || shares.stream().anyMatch(share -> !(share >= 0))) {
        throw new InvalidInputException(
            "partitioner.prevalence: expected shares of the classes that sum to 1, not " + shares);
      }
    }
  }

  @Override
  public Shares shares(int client, long[] labelCounts, RandomStream stream) {
    List<Double> shares = kinds.get(client % kinds.size());
    if (shares.size() != labelCounts.length) {
      throw new InvalidInputException(
          "partitioner.prevalence: expected a share for each of "
              + labelCounts.length
              + " classes, not "
              + shares);
    }
    return Shares.of(
        shares.stream().mapToDouble(share -> Math.max(LAST, StrictMath.log(share))).toArray());
  }
}
