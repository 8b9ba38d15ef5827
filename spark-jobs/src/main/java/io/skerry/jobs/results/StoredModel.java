package io.skerry.jobs.results;

import io.skerry.core.InvalidInputException;
import io.skerry.core.model.ModelDigest;
import io.skerry.core.model.ParameterLayout;
import io.skerry.jobs.storage.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.hadoop.fs.Path;

/** A model in a run directory: its parameters as little-endian float32, and their layout. */
public final class StoredModel {
  private static final String EXPECTED = "the layout of a run's model";

  private final ParameterLayout layout;
  private final float[] parameters;

  private StoredModel(ParameterLayout layout, float[] parameters) {
    this.layout = layout;
    this.parameters = parameters;
  }

  /** Writes a run's model. */
  public static void write(RunDirectory run, ParameterLayout layout, float[] parameters) {
    run.storage().write(parametersFile(run), ModelDigest.bytes(parameters).array());
    Json.write(
        run.storage(),
        layoutFile(run),
        new LayoutJson(layout.tensors(), layout.size(), ModelDigest.sha256(parameters)));
  }

  /**
   * Reads a run's model.
   *
   * @throws InvalidInputException where there is none, or parameters and layout do not belong
   *     together
   */
  public static StoredModel read(RunDirectory run) {
    LayoutJson json = Json.read(run.storage(), layoutFile(run), LayoutJson.class, EXPECTED);
    byte[] bytes = run.storage().read(parametersFile(run), "the parameters of a run's model");
    ParameterLayout layout = new ParameterLayout(json.tensors());
    if (bytes.length != (long) layout.size() * Float.BYTES) {
      throw new InvalidInputException(
          String.format(
              "%s has %d bytes, expected 4 for each of %d parameters",
              parametersFile(run), bytes.length, layout.size()));
    }
    float[] parameters = new float[layout.size()];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(parameters);
    String sha256 = ModelDigest.sha256(parameters);
    if (!sha256.equals(json.modelSha256())) {
      throw new InvalidInputException(
          String.format(
              "%s has the SHA-256 %s, expected %s as %s says",
              parametersFile(run), sha256, json.modelSha256(), layoutFile(run).getName()));
    }
    return new StoredModel(layout, parameters);
  }

  public ParameterLayout layout() {
    return layout;
  }

  /** The parameters in layout order; not a copy. */
  public float[] parameters() {
    return parameters;
  }

  private static Path parametersFile(RunDirectory run) {
    return new Path(run.path(), "model/parameters.bin");
  }

  private static Path layoutFile(RunDirectory run) {
    return new Path(run.path(), "model/layout.json");
  }

  private record LayoutJson(
      List<ParameterLayout.Tensor> tensors, int parameters, String modelSha256) {}
}
