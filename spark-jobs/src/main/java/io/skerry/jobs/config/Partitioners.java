package io.skerry.jobs.config;

import static java.util.Map.entry;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.RandomKey;
import io.skerry.partitioners.quantity.ClientSizes;
import io.skerry.partitioners.quantity.EqualSizes;
import io.skerry.partitioners.quantity.IdSizes;
import io.skerry.partitioners.quantity.ListedSizes;
import io.skerry.partitioners.quantity.LognormalSizes;
import io.skerry.partitioners.quantity.PowerLawSizes;
import io.skerry.partitioners.shift.VisibleColumns;
import io.skerry.partitioners.shift.VisibleColumns.Counts;
import io.skerry.partitioners.shift.VisibleColumns.Even;
import io.skerry.partitioners.shift.VisibleColumns.Fractions;
import io.skerry.partitioners.shift.VisibleColumns.Parts;
import io.skerry.partitioners.skew.Broadcast;
import io.skerry.partitioners.skew.ClientPartitioner;
import io.skerry.partitioners.skew.ContinuousColumn;
import io.skerry.partitioners.skew.DirichletClasses;
import io.skerry.partitioners.skew.DirichletMix;
import io.skerry.partitioners.skew.GroupedNaturalIds;
import io.skerry.partitioners.skew.Iid;
import io.skerry.partitioners.skew.LabelDistribution;
import io.skerry.partitioners.skew.LabelDistribution.Values;
import io.skerry.partitioners.skew.MixedLabels;
import io.skerry.partitioners.skew.MixedLabels.WhenDry;
import io.skerry.partitioners.skew.NaturalIds;
import io.skerry.partitioners.skew.PachinkoMix;
import io.skerry.partitioners.skew.Pathological;
import io.skerry.partitioners.skew.Pathological.Mode;
import io.skerry.partitioners.skew.PrevalenceMix;
import io.skerry.partitioners.skew.Shards;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The partitioners that there are, by the names that configs use: the key {@code partitioner}. */
final class Partitioners {
  private static final Map<String, Function<ConfigSection, ClientPartitioner>> TYPES =
      new TreeMap<>(
          Map.ofEntries(
              entry("broadcast", p -> new Broadcast(clients(p))),
              entry("continuous", Partitioners::continuous),
              entry("dirichlet", Partitioners::dirichlet),
              entry("distribution", Partitioners::distribution),
              entry("exponential", p -> new Iid(IdSizes.exponential(clients(p)))),
              entry("grouped-natural", Partitioners::groupedNatural),
              entry("id-to-size", p -> new Iid(IdSizes.power(clients(p), p.number("power")))),
              entry("iid", p -> new Iid(sizes(p))),
              entry("inner-dirichlet", p -> MixedLabels.inTurns(sizes(p), classMix(p))),
              entry("label-prevalence", Partitioners::prevalence),
              entry("linear", p -> new Iid(IdSizes.linear(clients(p)))),
              entry("natural", p -> new NaturalIds(p.text("column"))),
              entry("pachinko", Partitioners::pachinko),
              entry("pathological", Partitioners::pathological),
              entry("shard", Partitioners::shard),
              entry("size", p -> new Iid(new ListedSizes(p.integers("sizes")))),
              entry("square", p -> new Iid(IdSizes.square(clients(p)))),
              entry("vertical-even", p -> new Broadcast(clients(p))),
              entry("vertical-size", p -> new Broadcast(p.numbers("sizes").size()))));

  private static final Map<String, Function<ConfigSection, ClientPartitioner>> DIRICHLETS =
      new TreeMap<>(
          Map.of(
              "class", Partitioners::dirichletClasses,
              "client", Partitioners::hsuDirichlet));

  private static final Map<String, WhenDry> WHEN_DRY =
      new TreeMap<>(Map.of("renormalize", WhenDry.RENORMALIZE, "spread", WhenDry.SPREAD));

  private static final Map<String, GroupedNaturalIds.Mode> GROUPS =
      new TreeMap<>(
          Map.of(
              "allow-bigger", GroupedNaturalIds.Mode.ALLOW_BIGGER,
              "allow-smaller", GroupedNaturalIds.Mode.ALLOW_SMALLER,
              // As Flower Datasets writes it.
              "drop-reminder", GroupedNaturalIds.Mode.DROP_REMAINDER,
              "drop-remainder", GroupedNaturalIds.Mode.DROP_REMAINDER,
              "strict", GroupedNaturalIds.Mode.STRICT));

  private static final Map<String, Mode> MODES =
      new TreeMap<>(
          Map.of(
              "deterministic", Mode.DETERMINISTIC,
              "first-deterministic", Mode.FIRST_DETERMINISTIC,
              "random", Mode.RANDOM));

  /** Flower Datasets' default. */
  private static final int MIN_PARTITION_SIZE = 10;

  private Partitioners() {}

  static ClientPartitioner read(ConfigSection section) {
    return section.oneOf("type", TYPES).apply(section);
  }

  /** What each client sees of the columns, where the division is vertical. */
  static Optional<VisibleColumns> visibleColumns(ConfigSection p, RandomKey key) {
    String type = p.text("type");
    if (!type.startsWith("vertical-")) {
      return Optional.empty();
    }
    Parts parts = type.equals("vertical-size") ? parts(p) : new Even(clients(p));
    return Optional.of(new VisibleColumns(parts, p.flag("shuffle", true) ? key : null));
  }

  private static Parts parts(ConfigSection p) {
    List<Double> sizes = p.numbers("sizes");
    return sizes.stream().allMatch(size -> size == Math.rint(size))
        ? new Counts(p.integers("sizes"))
        : new Fractions(sizes);
  }

  /** The names of all types. */
  static Set<String> types() {
    return TYPES.keySet();
  }

  private static int clients(ConfigSection p) {
    return p.integer("clients", 1);
  }

  /** Quantity: {@code clients} alike, a list of {@code sizes}, or sizes of one of these types. */
  private static ClientSizes sizes(ConfigSection p) {
    if (!p.has("sizes")) {
      return new EqualSizes(clients(p));
    }
    if (p.isList("sizes")) {
      return new ListedSizes(p.integers("sizes"));
    }
    ConfigSection s = p.section("sizes");
    int clients = clients(p);
    Map<String, Function<ConfigSection, ClientSizes>> types =
        new TreeMap<>(
            Map.of(
                "equal", sizes -> new EqualSizes(clients),
                "exponential", sizes -> IdSizes.exponential(clients),
                "linear", sizes -> IdSizes.linear(clients),
                "lognormal", sizes -> new LognormalSizes(clients, sizes.number("sigma")),
                "power-law", sizes -> new PowerLawSizes(clients, sizes.number("exponent")),
                "square", sizes -> IdSizes.square(clients)));
    return s.oneOf("type", types).apply(s);
  }

  /** Where only one of the two Dirichlet skews has a key that is given, it is the one meant. */
  private static ClientPartitioner dirichlet(ConfigSection p) {
    boolean byClass = p.has("min-partition-size") || p.has("self-balancing");
    return p.oneOf("shares", DIRICHLETS, byClass ? "class" : "client").apply(p);
  }

  private static ClientPartitioner hsuDirichlet(ConfigSection p) {
    return new MixedLabels(
        sizes(p),
        DirichletMix.ofShares(p.number("alpha")),
        1,
        p.oneOf("when-dry", WHEN_DRY, "renormalize"));
  }

  private static ClientPartitioner dirichletClasses(ConfigSection p) {
    int clients = clients(p);
    List<Double> alpha =
        p.isList("alpha") ? p.numbers("alpha") : Collections.nCopies(clients, p.number("alpha"));
    if (alpha.size() != clients) {
      throw new InvalidInputException(
          p.key("alpha") + ": expected a number for each of " + clients + " clients, not " + alpha);
    }
    return new DirichletClasses(
        alpha,
        p.integer("min-partition-size", 1, MIN_PARTITION_SIZE),
        p.flag("self-balancing", false));
  }

  private static ClientPartitioner continuous(ConfigSection p) {
    return new ContinuousColumn(p.text("column"), clients(p), p.number("strictness"));
  }

  private static ClientPartitioner groupedNatural(ConfigSection p) {
    return new GroupedNaturalIds(
        p.text("column"), p.integer("group-size", 1), p.oneOf("mode", GROUPS, "allow-smaller"));
  }

  private static DirichletMix classMix(ConfigSection p) {
    return p.isList("alpha")
        ? DirichletMix.ofClasses(p.numbers("alpha"))
        : DirichletMix.symmetric(p.number("alpha"));
  }

  private static ClientPartitioner distribution(ConfigSection p) {
    Values values;
    if (p.isList("distribution")) {
      values = Values.of(p.numberLists("distribution"));
    } else {
      ConfigSection lognormal = p.section("distribution");
      values = Values.lognormal(lognormal.number("mean", 0), lognormal.number("sigma"));
    }
    return new LabelDistribution(
        clients(p),
        p.integer("labels-per-client", 1),
        p.integer("preassigned", 0, 0),
        p.flag("rescale", true),
        values);
  }

  private static ClientPartitioner pathological(ConfigSection p) {
    return new Pathological(
        clients(p), p.integer("classes-per-client", 1), p.oneOf("mode", MODES, "random"));
  }

  private static ClientPartitioner shard(ConfigSection p) {
    return new Shards(
        clients(p),
        p.has("shards-per-client") ? p.integer("shards-per-client", 1) : null,
        p.has("shard-size") ? p.integer("shard-size", 1) : null,
        p.flag("keep-incomplete", false));
  }

  private static ClientPartitioner pachinko(ConfigSection p) {
    return new MixedLabels(
        sizes(p),
        new PachinkoMix(p.number("alpha"), p.number("beta"), p.integerLists("coarse")),
        1,
        p.oneOf("when-dry", WHEN_DRY, "renormalize"));
  }

  private static ClientPartitioner prevalence(ConfigSection p) {
    return MixedLabels.inTurns(sizes(p), new PrevalenceMix(p.numberLists("prevalence")));
  }
}
