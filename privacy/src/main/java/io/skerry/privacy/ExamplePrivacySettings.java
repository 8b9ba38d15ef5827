package io.skerry.privacy;

import io.skerry.core.InvalidInputException;
import io.skerry.privacy.accounting.AccountantKind;
import org.jspecify.annotations.Nullable;

/**
 * How the privacy of single examples is priced: what the section {@code clients.privacy} of a
 * config says beside the mechanism.
 *
 * @param delta in (0, 1)
 * @param maxEpsilon budget at which a run stops; null for none
 * @param accountant by which rounds are priced
 */
public record ExamplePrivacySettings(
    double delta, @Nullable Double maxEpsilon, AccountantKind accountant) {

  public ExamplePrivacySettings {
    if (!(delta > 0 && delta < 1)) {
      throw new InvalidInputException(
          "clients.privacy.delta: expected a number between 0 and 1, not " + delta);
    }
    if (maxEpsilon != null && !(maxEpsilon > 0 && Double.isFinite(maxEpsilon))) {
      throw new InvalidInputException(
          "clients.privacy.max-epsilon: expected a positive number, not " + maxEpsilon);
    }
  }
}
