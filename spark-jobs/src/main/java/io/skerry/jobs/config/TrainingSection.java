package io.skerry.jobs.config;

import io.skerry.aggregators.ServerSgd;
import io.skerry.clients.LocalOptimizer;
import io.skerry.clients.LocalTraining;
import io.skerry.clients.model.Model;
import io.skerry.clients.model.Models;
import io.skerry.core.data.DataSpec;
import io.skerry.core.pipeline.ClientAlgorithm;
import io.skerry.core.pipeline.ServerOptimizer;
import io.skerry.core.schedule.Dropout;
import io.skerry.core.schedule.Sampling;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What is trained and how: the keys {@code model}, {@code clients}, {@code cohort}, {@code
 * aggregator} and {@code server}.
 *
 * @param controlled whether clients have control variates
 * @param cohortSize clients a round, or their expected number
 * @param dropout probability with which one of them is lost
 */
public record TrainingSection(
    Function<DataSpec, ClientAlgorithm> clients,
    boolean controlled,
    int cohortSize,
    Sampling sampling,
    double dropout,
    ServerOptimizer server) {

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
      new TreeMap<>(Map.of("poisson", Sampling.POISSON, "uniform", Sampling.UNIFORM));

  private static final Map<String, Function<ConfigSection, ServerOptimizer>> SERVERS =
      Map.of("sgd", section -> new ServerSgd(section.number("rate", 1.0)));

  /** Clients of a model. */
  private interface Clients extends Function<Model, ClientAlgorithm> {}

  private record LocalKeys(int batch, int epochs, LocalOptimizer optimizer) {
    ClientAlgorithm fedAvg(Model model) {
      return LocalTraining.fedAvg(model, batch, epochs, optimizer.rate()).with(optimizer);
    }

    ClientAlgorithm scaffold(Model model) {
      return LocalTraining.scaffold(model, batch, epochs, optimizer.rate()).with(optimizer);
    }

    Clients fedProx(double mu) {
      return model ->
          LocalTraining.fedProx(model, batch, epochs, optimizer.rate(), mu).with(optimizer);
    }
  }

  static TrainingSection read(ConfigSection root) {
    ConfigSection modelKeys = root.section("model");
    Function<DataSpec, Model> model = modelKeys.oneOf("type", MODELS).apply(modelKeys);
    ConfigSection clientKeys = root.section("clients");
    LocalKeys keys =
        new LocalKeys(
            clientKeys.integer("batch", 1),
            clientKeys.integer("epochs", 1, 1),
            OptimizerKeys.read(clientKeys));
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
        server.oneOf("type", SERVERS, "sgd").apply(server));
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
