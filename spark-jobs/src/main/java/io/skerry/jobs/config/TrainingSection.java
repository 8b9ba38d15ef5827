package io.skerry.jobs.config;

import io.skerry.aggregators.ServerSgd;
import io.skerry.clients.Batches;
import io.skerry.clients.Batches.Order;
import io.skerry.clients.Batches.Passes;
import io.skerry.clients.DpSgd;
import io.skerry.clients.LocalOptimizer;
import io.skerry.clients.LocalTraining;
import io.skerry.clients.model.Model;
import io.skerry.clients.model.Models;
import io.skerry.core.data.DataSpec;
import io.skerry.core.pipeline.ClientAlgorithm;
import io.skerry.core.pipeline.ServerOptimizer;
import io.skerry.core.schedule.Dropout;
import io.skerry.core.schedule.Sampling;
import io.skerry.privacy.ExamplePrivacySettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is trained and how: the keys {@code model}, {@code clients}, {@code cohort}, {@code
 * aggregator} and {@code server}.
 *
 * @param controlled whether clients have control variates
 * @param cohortSize clients a round, or their expected number
 * @param dropout probability with which one of them is lost
 * @param privacy how that of single examples is priced; empty where they have none
 */
public record TrainingSection(
    Function<DataSpec, ClientAlgorithm> clients,
    boolean controlled,
    int cohortSize,
    Sampling sampling,
    double dropout,
    ServerOptimizer server,
    Optional<ExamplePrivacySettings> privacy) {

  private static final Map<String, Function<ConfigSection, Function<DataSpec, Model>>> MODELS =
      new TreeMap<>(
          Map.of(
              "cnn-emnist", section -> Models::cnnEmnist,
              "cnn-femnist", section -> Models::cnnFemnist,
              "cnn-mcmahan", section -> Models::cnnMcMahan,
              "linear", section -> Models::linear,
              "logistic", section -> Models::logistic,
              "lstm", TrainingSection::lstm,
              "mlp", TrainingSection::mlp));

  private static final DataSpec IMAGES = new DataSpec(List.of(28, 28), 2);
  private static final DataSpec TOKENS = new DataSpec(List.of(2), 2, 2);
  private static final DataSpec NUMBERS = new DataSpec(List.of(2), 0);

  private static final Map<String, BiFunction<ConfigSection, LocalKeys, Clients>> ALGORITHMS =
      new TreeMap<>(
          Map.of(
              "fedavg", (section, keys) -> keys::fedAvg,
              "fedprox", (section, keys) -> keys.fedProx(section.number("mu")),
              "scaffold", (section, keys) -> keys::scaffold));

  private static final Map<String, Sampling> SAMPLINGS =
      new TreeMap<>(
          Map.of(
              "cyclic", Sampling.CYCLIC,
              "poisson", Sampling.POISSON,
              "uniform", Sampling.UNIFORM));

  private static final Map<String, Function<ConfigSection, ServerOptimizer>> SERVERS =
      Map.of("sgd", section -> new ServerSgd(section.number("rate", 1.0)));

  /** Clients of a model. */
  private interface Clients extends Function<Model, ClientAlgorithm> {}

  private record LocalKeys(Batches batches, LocalOptimizer optimizer, @Nullable DpSgd privacy) {
    static LocalKeys read(ConfigSection clients, Optional<ExamplePrivacySection> privacy) {
      Batches batches =
          privacy
              .<Batches>map(ExamplePrivacySection::batches)
              .orElseGet(
                  () ->
                      new Passes(
                          clients.integer("batch", 1),
                          clients.integer("epochs", 1, 1),
                          Order.SHUFFLED,
                          clients.number("stragglers", 0)));
      return new LocalKeys(
          batches,
          OptimizerKeys.read(clients),
          privacy.map(ExamplePrivacySection::mechanism).orElse(null));
    }

    ClientAlgorithm fedAvg(Model model) {
      return training(LocalTraining.fedAvg(model, 1, 1, optimizer.rate()));
    }

    ClientAlgorithm scaffold(Model model) {
      return training(LocalTraining.scaffold(model, 1, 1, optimizer.rate()));
    }

    Clients fedProx(double mu) {
      return model -> training(LocalTraining.fedProx(model, 1, 1, optimizer.rate(), mu));
    }

    private LocalTraining training(LocalTraining algorithm) {
      LocalTraining training = algorithm.with(batches).with(optimizer);
      return privacy == null ? training : training.with(privacy);
    }
  }

  static TrainingSection read(ConfigSection root) {
    ConfigSection modelKeys = root.section("model");
    Function<DataSpec, Model> model = modelKeys.oneOf("type", MODELS).apply(modelKeys);
    ConfigSection clientKeys = root.section("clients");
    Optional<ExamplePrivacySection> privacy =
        clientKeys.has("privacy")
            ? Optional.of(ExamplePrivacySection.read(clientKeys))
            : Optional.empty();
    LocalKeys keys = LocalKeys.read(clientKeys, privacy);
    Clients clients = clientKeys.oneOf("algorithm", ALGORITHMS).apply(clientKeys, keys);
    // Values are checked on examples that the model takes, before any data is read.
    DataSpec standIn =
        switch (modelKeys.text("type")) {
          case "lstm" -> TOKENS;
          case "linear" -> NUMBERS;
          default -> IMAGES;
        };
    ClientAlgorithm checked = clients.apply(model.apply(standIn));
    ConfigSection cohort = root.section("cohort");
    double dropout = cohort.number("dropout", 0);
    Dropout.check(dropout);
    ConfigSection server = root.sectionOrEmpty("server");
    return new TrainingSection(
        data -> clients.apply(model.apply(data)),
        checked.controlled(),
        cohort.integer("size", 1),
        cohort.oneOf("sampling", SAMPLINGS, "uniform"),
        dropout,
        server.oneOf("type", SERVERS, "sgd").apply(server),
        privacy.map(ExamplePrivacySection::settings));
  }

  private static Function<DataSpec, Model> mlp(ConfigSection section) {
    List<Integer> hidden = section.integers("hidden");
    return data -> Models.mlp(data, hidden);
  }

  private static Function<DataSpec, Model> lstm(ConfigSection section) {
    int embedding = section.integer("embedding", 1);
    List<Integer> hidden = section.integers("hidden");
    List<Integer> dense = section.integers("dense", List.of());
    return data -> Models.lstm(data, embedding, hidden, dense);
  }
}
