package io.skerry.jobs.config;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.Population;
import io.skerry.core.random.RandomKey;
import io.skerry.partitioners.shift.AffineShift;
import io.skerry.partitioners.shift.Drift;
import io.skerry.partitioners.shift.FeatureNoise;
import io.skerry.partitioners.shift.LabelPermutation;
import io.skerry.partitioners.shift.Rotation;
import io.skerry.partitioners.shift.Shift;
import io.skerry.partitioners.shift.ShiftedPopulation;
import io.skerry.partitioners.shift.VisibleColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How clients' examples differ beyond which ones they have: the key {@code shift}, and the columns
 * that the clients of a vertical partitioner see.
 *
 * @param shifts in the order in which they are applied; none leaves the population as it is
 * @param drift how they grow over rounds, or null where clients are shifted from the start
 */
public record ShiftSection(List<Shift> shifts, @Nullable Drift drift) {

  static ShiftSection read(ConfigSection root, long seed, boolean holdsOut) {
    RandomKey key = RandomKey.of(seed).child("shift");
    List<Shift> shifts = new ArrayList<>();
    Drift drift = null;
    if (root.has("shift")) {
      ConfigSection s = root.section("shift");
      if (s.has("affine")) {
        ConfigSection affine = s.section("affine");
        shifts.add(
            new AffineShift(
                affine.number("scale", 0), affine.number("offset", 0), key.child("affine")));
      }
      if (s.has("rotation")) {
        shifts.add(new Rotation(s.numbers("rotation")));
      }
      if (s.has("noise")) {
        shifts.add(new FeatureNoise(s.number("noise"), key.child("noise")));
      }
      if (s.has("label-groups")) {
        shifts.add(new LabelPermutation(s.integer("label-groups", 2), key.child("labels")));
      }
      if (shifts.isEmpty()) {
        throw new InvalidInputException(
            "shift: expected at least one of affine, label-groups, noise, rotation");
      }
      if (s.has("drift")) {
        ConfigSection over = s.section("drift");
        drift = new Drift(over.integer("from", 0, 0), over.integer("until", 1));
      }
    }
    visibleColumns(root, key)
        .ifPresent(
            columns -> {
              if (holdsOut) {
                throw new InvalidInputException(
                    "data.holdout: the clients of a vertical partitioner share all examples, so"
                        + " what one holds out others train on; expected no holdout");
              }
              shifts.add(columns);
            });
    return new ShiftSection(List.copyOf(shifts), drift);
  }

  private static Optional<VisibleColumns> visibleColumns(ConfigSection root, RandomKey key) {
    return root.has("partitioner")
        ? Partitioners.visibleColumns(root.section("partitioner"), key.child("columns"))
        : Optional.empty();
  }

  /** The population shifted so. */
  public Population of(Population population) {
    return shifts.isEmpty() ? population : new ShiftedPopulation(population, shifts, drift);
  }
}
