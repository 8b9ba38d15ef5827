package io.skerry.jobs.config;

import io.skerry.privacy.Clipping;
import io.skerry.privacy.Clipping.PerLayer;
import io.skerry.privacy.NoiseLaw;
import io.skerry.privacy.PrivacyNames;
import io.skerry.privacy.PrivacySettings;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The key {@code privacy}. */
final class PrivacySection {
  private static final Map<String, Function<ConfigSection, Clipping>> CLIPPINGS =
      new TreeMap<>(
          Map.of(
              "adaptive", PrivacySection::adaptive,
              "flat", section -> new Clipping.Flat(),
              "per-layer", PrivacySection::perLayer));

  private PrivacySection() {}

  static PrivacySettings read(ConfigSection privacy) {
    Clipping clipping = privacy.oneOf("clipping", CLIPPINGS, "flat").apply(privacy);
    double clip =
        clipping instanceof PerLayer layers && !privacy.has("clip")
            ? layers.norm().orElseGet(() -> privacy.number("clip"))
            : privacy.number("clip");
    NoiseLaw mechanism = privacy.oneOf("mechanism", PrivacyNames.MECHANISMS, "gaussian");
    PrivacySettings.requireNorm(mechanism, privacy.oneOf("clip-norm", PrivacyNames.NORMS, "l2"));
    return new PrivacySettings(
        mechanism,
        privacy.has("bands") ? privacy.integer("bands", 1) : null,
        clip,
        clipping,
        optional(privacy, "noise-multiplier"),
        optional(privacy, "target-epsilon"),
        privacy.oneOf("placement", PrivacyNames.PLACEMENTS, "central"),
        privacy.has("weight-cap") ? privacy.integer("weight-cap", 1) : null,
        privacy.number("delta"),
        optional(privacy, "max-epsilon"),
        privacy.has("relation") ? privacy.oneOf("relation", PrivacyNames.RELATIONS) : null,
        privacy.has("noise-cohort") ? privacy.longInteger("noise-cohort", 1) : null,
        privacy.has("population") ? privacy.longInteger("population", 1) : null,
        privacy.oneOf("accountant", PrivacyNames.ACCOUNTANTS, "rdp"),
        privacy.flag("top-up", true));
  }

  private static Clipping perLayer(ConfigSection privacy) {
    return new PerLayer(privacy.has("layer-clips") ? privacy.numbers("layer-clips") : null);
  }

  private static Clipping adaptive(ConfigSection privacy) {
    return new Clipping.Adaptive(
        privacy.number("target-quantile", 0.5),
        privacy.number("clip-rate", 0.2),
        optional(privacy, "indicator-noise"));
  }

  private static @Nullable Double optional(ConfigSection section, String key) {
    return section.optionalNumber(key).orElse(null);
  }
}
