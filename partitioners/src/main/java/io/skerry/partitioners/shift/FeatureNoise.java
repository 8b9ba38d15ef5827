package io.skerry.partitioners.shift;

import io.skerry.core.data.DataSpec;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import io.skerry.partitioners.distributions.Normals;

/**
 * Gaussian noise on each feature that grows from client to client, as in NIID-Bench (Li et al.
 * 2022): of N clients, client k = 0, 1, ... has the standard deviation deviation (k + 1)/N. An
 * example's noise is the same whenever it is looked at.
 */
public record FeatureNoise(double deviation, RandomKey key) implements Shift {

  public FeatureNoise {
    Normals.checkDeviation("shift.noise", deviation);
  }

  @Override
  public void check(DataSpec data) {
    ShiftInput.requireNumbers("shift.noise", data);
  }

  @Override
  public void apply(ShiftedRows rows, Whose whose) {
    double own = whose.strength() * deviation * (whose.client() + 1) / whose.clients();
    RandomStream stream = key.child(whose.client()).child(whose.test() ? "test" : "train").stream();
    for (int at = 0; at < rows.features.length; at++) {
      rows.features[at] += (float) (own * Normals.next(stream));
    }
  }
}
