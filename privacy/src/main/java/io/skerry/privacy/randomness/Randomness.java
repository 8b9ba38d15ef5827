package io.skerry.privacy.randomness;

import io.skerry.core.random.RandomKey;
import io.skerry.core.random.StreamKey;
import io.skerry.core.schedule.RoundPlan;
import io.skerry.core.schedule.Schedule;
import org.jspecify.annotations.Nullable;

/** What the noise, the masks and the cohorts of a run are drawn from. */
public final class Randomness {
  /** The experiment's seed: whoever knows it can subtract the noise. */
  public static final Randomness SIMULATED = new Randomness(null);

  private final @Nullable SecretKey secret;

  private Randomness(@Nullable SecretKey secret) {
    this.secret = secret;
  }

  /** A secret of one run. */
  public static Randomness of(SecretKey secret) {
    return new Randomness(secret);
  }

  /** {@code secret}, or {@code simulated}. */
  public String name() {
    return secret == null ? "simulated" : "secret";
  }

  /** Whether nobody can draw again what was drawn. */
  public boolean isSecret() {
    return secret != null;
  }

  /** The key of a round for one purpose. */
  public StreamKey key(RoundPlan plan, String purpose) {
    return secret == null ? plan.key().child(purpose) : secret.child(purpose).child(plan.round());
  }

  /** The key of a whole run for one purpose, where draws serve many rounds. */
  public StreamKey key(Schedule schedule, String purpose) {
    return secret == null
        ? schedule.key().child(purpose)
        : secret.child("whole run").child(purpose);
  }

  /**
   * The key from which the rounds are planned. Under a secret that is secret too: sampling makes a
   * release more private only for those who do not know who took part.
   */
  public RandomKey rounds(RandomKey seeded) {
    return secret == null ? seeded : RandomKey.of(secret.child("rounds").bytes());
  }
}
