package io.skerry.jobs.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.skerry.aggregators.WeightedMean;
import io.skerry.aggregators.WeightedMean.Weights;
import io.skerry.clients.Batches.Order;
import io.skerry.clients.Batches.Passes;
import io.skerry.clients.DpSgd;
import io.skerry.clients.LocalTraining;
import io.skerry.clients.model.Model;
import io.skerry.clients.model.Models;
import io.skerry.core.InvalidInputException;
import io.skerry.core.data.DataSpec;
import io.skerry.core.pipeline.Pipeline;
import io.skerry.core.random.RandomKey;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.RangeEncoding;
import io.skerry.core.sum.RingSum;
import io.skerry.jobs.storage.Storage;
import io.skerry.privacy.CentralPrivacy;
import io.skerry.privacy.Clipping;
import io.skerry.privacy.NoiseLaw;
import io.skerry.privacy.Placement;
import io.skerry.privacy.PrivacySettings;
import io.skerry.privacy.accounting.AccountantKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * A workload in a folder: meta.json says what to do; off.bin, x.bin and y.bin hold the clients,
 * w0.bin the initial parameters, cohorts.bin each round's clients.
 */
public final class Workload {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double DELTA = 1e-5;
  private static final double RANGE = 64;

  private final Path folder;
  private final JsonNode meta;
  private final FlatFiles files;
  private final FlatClients clients;
  private final LocalTraining training;
  private final float[] initial;
  private final int[] cohorts;

  /**
   * Opens a folder without reading its examples.
   *
   * @throws InvalidInputException where it holds no workload, or one for which there is no model
   */
  public Workload(Storage storage, String folder) {
    this.folder = storage.qualified(folder);
    this.meta = meta(storage);
    this.files = new FlatFiles(storage, this.folder);
    Model model =
        switch (text("model")) {
          case "mlp" -> perceptron();
          case "cnn" -> convolutional();
          case "lstm" -> recurrent();
          default -> throw refused("model: expected mlp, cnn or lstm, not " + text("model"));
        };
    this.clients = new FlatClients(files, files.longs("off.bin"), model.data());
    LocalTraining plain =
        LocalTraining.fedAvg(model, batch(), epochs(), field("lr").asDouble())
            .with(new Passes(batch(), epochs(), Order.ROWS));
    this.training =
        meta.path("exdp").asBoolean()
            ? plain.with(new DpSgd(field("clip").asDouble(), field("z").asDouble()))
            : plain;
    this.initial = files.floats("w0.bin");
    this.cohorts = files.ints("cohorts.bin");
    if (initial.length != training.layout().size()) {
      throw refused(
          "model: one of %d parameters, but w0.bin has %d"
              .formatted(training.layout().size(), initial.length));
    }
    if (cohorts.length != rounds() * cohort()) {
      throw refused("cohort: expected rounds x cohort clients in cohorts.bin");
    }
  }

  private Model perceptron() {
    List<Integer> dims = integers("dims");
    DataSpec rows = new DataSpec(dims.subList(0, 1), dims.get(dims.size() - 1));
    return dims.size() == 2
        ? Models.logistic(rows)
        : Models.mlp(rows, dims.subList(1, dims.size() - 1));
  }

  private Model convolutional() {
    List<Integer> shape = integers("xshape");
    DataSpec images = new DataSpec(shape.subList(1, shape.size()), integer("classes"));
    return switch (integer("dense")) {
      case 2048 -> Models.cnnFemnist(images);
      case 512 -> Models.cnnMcMahan(images);
      default -> throw refused("dense: expected 512 or 2048, not " + integer("dense"));
    };
  }

  private Model recurrent() {
    int vocabulary = integer("vocab");
    DataSpec tokens = new DataSpec(List.of(integer("seq")), vocabulary, vocabulary);
    return Models.lstm(tokens, integer("emb"), List.of(integer("hid"), integer("hid")), List.of());
  }

  /** The folder's own name. */
  public String name() {
    return folder.getName();
  }

  /** Rounds for which there are cohorts. */
  public int rounds() {
    return integer("rounds");
  }

  /** Examples a step. */
  int batch() {
    return integer("batch");
  }

  /** Passes of a client over its examples. */
  int epochs() {
    return integer("epochs");
  }

  FlatClients clients() {
    return clients;
  }

  /** The first examples of all, as one client's. */
  FlatClients head(int examples) {
    long[] offsets = {0, Math.min(examples, clients.spec().samples())};
    return new FlatClients(files, offsets, clients.data());
  }

  LocalTraining training() {
    return training;
  }

  float[] initial() {
    return initial.clone();
  }

  /** Floating point operations to train on one example, as the workload's author counts them. */
  double flopsPerSample() {
    return field("flops_per_sample").asDouble();
  }

  /** Clients of the first {@code rounds} rounds, one after the other. */
  int[] trained(int rounds) {
    return Arrays.copyOf(cohorts, rounds * cohort());
  }

  Schedule schedule() {
    List<long[]> rounds = new ArrayList<>();
    for (int r = 0; r < rounds(); r++) {
      rounds.add(Arrays.stream(cohorts, r * cohort(), (r + 1) * cohort()).asLongStream().toArray());
    }
    return Schedule.given(rounds, clients.spec().clients(), RandomKey.of(5));
  }

  /** Clip and noise, where the workload has them. */
  Optional<CentralPrivacy> privacy() {
    if (!meta.path("dp").asBoolean()) {
      return Optional.empty();
    }
    PrivacySettings settings =
        new PrivacySettings(
            NoiseLaw.GAUSSIAN,
            null,
            field("clip").asDouble(),
            new Clipping.Flat(),
            field("z").asDouble(),
            null,
            Placement.CENTRAL,
            null,
            DELTA,
            null,
            null,
            null,
            null,
            AccountantKind.RDP,
            true);
    return Optional.of(
        new CentralPrivacy(
            settings, schedule(), clients.spec().maxSamples(), rounds(), training.layout()));
  }

  /** The way of an update: a mean weighted by examples, or clip, noise and a plain mean. */
  Pipeline<RingSum> pipeline() {
    return privacy()
        .map(
            p ->
                new Pipeline<>(
                    List.of(p.clip()),
                    p.encoding(),
                    List.of(p.noise()),
                    WeightedMean.over(p.denominator())))
        .orElseGet(
            () ->
                Pipeline.plain(
                    RangeEncoding.forSum(RANGE, (double) cohort() * clients.spec().maxSamples()),
                    WeightedMean.by(Weights.EXAMPLES)));
  }

  private int cohort() {
    return integer("cohort");
  }

  private JsonNode meta(Storage storage) {
    Path file = new Path(folder, "meta.json");
    byte[] bytes = storage.read(file, "a workload's description");
    try {
      return JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(file + ": expected JSON: " + e.getOriginalMessage(), e);
    }
  }

  private String text(String name) {
    return field(name).asText();
  }

  private int integer(String name) {
    return field(name).asInt();
  }

  private List<Integer> integers(String name) {
    List<Integer> values = new ArrayList<>();
    field(name).forEach(value -> values.add(value.asInt()));
    return values;
  }

  private JsonNode field(String name) {
    JsonNode field = meta.get(name);
    if (field == null) {
      throw refused(name + ": missing");
    }
    return field;
  }

  private InvalidInputException refused(String reason) {
    return new InvalidInputException(folder + "/meta.json: " + reason);
  }
}
