package io.skerry.jobs.config;

import io.skerry.privacy.PrivacyNames;
import io.skerry.privacy.PrivacySettings;
import org.jspecify.annotations.Nullable;

/** The key {@code privacy}. */
final class PrivacySection {
  private PrivacySection() {}

  static PrivacySettings read(ConfigSection privacy) {
    return new PrivacySettings(
        privacy.oneOf("mechanism", PrivacyNames.MECHANISMS, "gaussian"),
        privacy.number("clip"),
        optional(privacy, "noise-multiplier"),
        optional(privacy, "target-epsilon"),
        privacy.oneOf("placement", PrivacyNames.PLACEMENTS, "central"),
        privacy.has("weight-cap") ? privacy.integer("weight-cap", 1) : null,
        privacy.number("delta"),
        optional(privacy, "max-epsilon"),
        privacy.has("relation") ? privacy.oneOf("relation", PrivacyNames.RELATIONS) : null,
        privacy.has("noise-cohort") ? privacy.longInteger("noise-cohort", 1) : null,
        privacy.has("population") ? privacy.longInteger("population", 1) : null,
        privacy.oneOf("accountant", PrivacyNames.ACCOUNTANTS, "rdp"));
  }

  private static @Nullable Double optional(ConfigSection section, String key) {
    return section.optionalNumber(key).orElse(null);
  }
}
