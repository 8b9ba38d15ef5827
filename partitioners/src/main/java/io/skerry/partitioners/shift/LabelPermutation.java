package io.skerry.partitioners.shift;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.DataSpec;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import java.util.stream.IntStream;

/**
 * Concept shift as in Sattler et al. 2021 (clustered federated learning): clients k, k + groups,
 * ... are a group. The first group keeps its labels, each other one permutes them by one random
 * cycle over all classes (Sattolo 1986), so that no class keeps its label. A client changes at
 * once: under drift, when the strength exceeds a uniform draw of its own.
 */
public record LabelPermutation(int groups, RandomKey key) implements Shift {

  public LabelPermutation {
    if (groups < 2) {
      throw new InvalidInputException("shift.label-groups: expected at least 2, not " + groups);
    }
  }

  @Override
  public void check(DataSpec data) {
    if (data.numericLabels()) {
      throw new InvalidInputException(
          "shift.label-groups: permutes classes, but data.target is a number; expected no groups");
    }
  }

  @Override
  public void apply(ShiftedRows rows, Whose whose) {
    long group = whose.client() % groups;
    if (group == 0 || whose.strength() <= turn(whose.client())) {
      return;
    }
    int[] labels = cycle(rows.data.classes(), key.child("group").child(group).stream());
    for (int i = 0; i < rows.labels.length; i++) {
      rows.labels[i] = labels[(int) rows.labels[i]];
    }
  }

  /** The strength in [0, 1) beyond which a client has changed. */
  private double turn(long client) {
    return key.child("turn").child(client).stream().nextDouble();
  }

  private static int[] cycle(int size, RandomStream stream) {
    int[] cycle = IntStream.range(0, size).toArray();
    for (int i = size - 1; i > 0; i--) {
      int j = stream.nextInt(i);
      int moved = cycle[i];
      cycle[i] = cycle[j];
      cycle[j] = moved;
    }
    return cycle;
  }
}
