package io.skerry.jobs.config;

import io.skerry.core.InvalidInputException;
import io.skerry.jobs.config.Sources.Keys;
import io.skerry.jobs.table.Feature;
import io.skerry.jobs.table.Feature.Scale;
import io.skerry.jobs.table.TableClients;
import io.skerry.jobs.table.TableColumns;
import io.skerry.jobs.table.TableInput;
import io.skerry.jobs.table.TableInput.Csv;
import io.skerry.jobs.table.TableInput.Join;
import io.skerry.jobs.table.TableLabel;
import io.skerry.partitioners.skew.Broadcast;
import io.skerry.partitioners.skew.ClientPartitioner;
import io.skerry.partitioners.skew.ColumnPartitioner;
import io.skerry.partitioners.skew.Iid;
import io.skerry.partitioners.skew.LabelPartitioner;
import io.skerry.partitioners.skew.NaturalIds;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The source of tables. */
final class TableSources {
  private static final Map<String, String> FORMATS =
      new TreeMap<>(
          Map.of(
              "arff", "arff", "csv", "csv", "json", "json", "parquet", "parquet", "text", "text"));

  private static final Map<String, Function<ConfigSection, Feature>> FEATURES =
      new TreeMap<>(
          Map.of(
              "number", TableSources::numbers,
              "one-hot", feature -> new Feature.Categories(feature.texts("columns"), true),
              "index", feature -> new Feature.Categories(feature.texts("columns"), false),
              "hash", feature -> words(feature, true),
              "counts", feature -> words(feature, false)));

  private static final Map<String, String> IMPUTATIONS =
      new TreeMap<>(Map.of("mean", "mean", "median", "median", "mode", "mode"));

  private static final Map<String, Scale> SCALES =
      new TreeMap<>(
          Map.of("none", Scale.NONE, "standard", Scale.STANDARD, "min-max", Scale.MIN_MAX));

  private TableSources() {}

  static Source table(Keys keys) {
    ConfigSection data = keys.data();
    Optional<ClientPartitioner> partitioner = keys.partitioner();
    String client = optional(data, "client");
    if ((client == null) == partitioner.isEmpty()) {
      throw new InvalidInputException(
          "data.client: expected either the column that names the clients, or a partitioner");
    }
    if (partitioner.isPresent() && partitioner.get() instanceof ColumnPartitioner byColumn) {
      client = byColumn.column();
    }
    TableColumns columns =
        new TableColumns(
            input(data),
            client,
            keys.clusterColumn().orElse(null),
            label(data, partitioner),
            optional(data, "test"),
            data.elements("features", Feature.Numbers::plain, TableSources::feature));
    return new Source.Table(
        new TableClients(
            columns,
            partitioner.filter(p -> !(p instanceof NaturalIds)),
            keys.partitionKey(),
            keys.holdOut()));
  }

  private static TableLabel label(ConfigSection data, Optional<ClientPartitioner> partitioner) {
    if (!data.has("target")) {
      return TableLabel.classes(
          data.text("label"), data.has("classes") ? data.texts("classes") : List.of());
    }
    if (data.has("label") || data.has("classes")) {
      throw new InvalidInputException(
          "data.target: a number is predicted, expected no label and no classes");
    }
    if (partitioner.isPresent()
        && partitioner.get() instanceof LabelPartitioner
        && !(partitioner.get() instanceof Iid || partitioner.get() instanceof Broadcast)) {
      throw new InvalidInputException(
          "partitioner.type: divides classes, but data.target is a number; expected iid, size,"
              + " continuous or another that looks at no class");
    }
    return TableLabel.number(data.text("target"));
  }

  private static TableInput input(ConfigSection data) {
    String format = data.oneOf("format", FORMATS);
    Join join = null;
    if (data.has("join")) {
      ConfigSection other = data.section("join");
      join = new Join(other.text("path"), other.text("on"));
    }
    return new TableInput(
        format,
        data.text("path"),
        format.equals("csv") ? csv(data) : Csv.PLAIN,
        join,
        data.textsByName("derive"),
        optional(data, "where"));
  }

  private static Csv csv(ConfigSection data) {
    return new Csv(
        data.text("separator", Csv.PLAIN.separator()),
        data.has("columns") ? data.texts("columns") : Csv.PLAIN.columns(),
        data.text("missing", Csv.PLAIN.missing()),
        data.text("comment", Csv.PLAIN.comment()),
        data.flag("multi-line", Csv.PLAIN.multiLine()));
  }

  private static Feature feature(ConfigSection feature) {
    return feature.oneOf("as", FEATURES).apply(feature);
  }

  private static Feature numbers(ConfigSection feature) {
    return new Feature.Numbers(
        feature.texts("columns"),
        feature.has("impute") ? feature.oneOf("impute", IMPUTATIONS) : null,
        feature.oneOf("scale", SCALES, "none"));
  }

  private static Feature words(ConfigSection feature, boolean hashed) {
    return new Feature.Words(feature.text("column"), hashed, feature.integer("size", 1));
  }

  private static @Nullable String optional(ConfigSection section, String key) {
    return section.has(key) ? section.text(key) : null;
  }
}
