package io.skerry.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.skerry.core.InvalidInputException;
import io.skerry.privacy.accounting.ReferenceRecord;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What privacy costs, without a run. */
@Command(name = "privacy", description = "What privacy costs.")
final class PrivacyCommand implements Runnable {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "expected a command");
  }

  /** Prices every record of a reference file: one JSON line each, with the verdict. */
  @Command(
      name = "check",
      description = "Prices every record of a reference file and says whether it agrees.")
  void check(
      @Parameters(
              paramLabel = "FILE",
              description = "JSON with a list 'records' of published values.")
          String file)
      throws JsonProcessingException {
    PrintWriter out = spec.commandLine().getOut();
    for (JsonNode node : records(file)) {
      Map<String, ?> fields =
          JSON.convertValue(
              node, JSON.getTypeFactory().constructMapType(Map.class, String.class, Object.class));
      out.println(JSON.writeValueAsString(new ReferenceRecord(fields).check().fields()));
    }
    out.flush();
  }

  private static JsonNode records(String file) {
    JsonNode tree;
    try {
      tree = JSON.readTree(Texts.read(file));
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(file + ": expected JSON: " + e.getOriginalMessage(), e);
    }
    JsonNode records = tree.path("records");
    if (!records.isArray()) {
      throw new InvalidInputException(file + ": expected a JSON object with a list 'records'");
    }
    for (JsonNode node : records) {
      if (!node.path("id").isTextual()) {
        throw new InvalidInputException(file + ": expected every record to have a text 'id'");
      }
    }
    return records;
  }
}
