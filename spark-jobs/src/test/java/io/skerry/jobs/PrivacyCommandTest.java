package io.skerry.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class PrivacyCommandTest {

  /** The words of each line that a command prints. */
  private static List<List<String>> lines(String... arguments) {
    StringWriter text = new StringWriter();
    CommandLine command = new CommandLine(new PrivacyCommand()).setOut(new PrintWriter(text));
    String[] all =
        Stream.concat(Arrays.stream(arguments), Stream.of("--clients", "1000", "--delta", "1e-5"))
            .toArray(String[]::new);
    assertEquals(0, command.execute(all), text::toString);
    return text.toString().lines().map(line -> List.of(line.split("\\s+"))).toList();
  }

  @Test
  void epsilon_plan_isPricedByEachAccountant() {
    List<List<String>> lines =
        lines("epsilon", "--noise-multiplier", "2", "--cohort", "20", "--rounds", "100");
    assertEquals(
        List.of("pld", "rdp", "gdp", "epsilon"), lines.stream().map(line -> line.get(0)).toList());
    assertTrue(Double.parseDouble(lines.get(0).get(1)) < Double.parseDouble(lines.get(1).get(1)));
    String meaning = String.join(" ", lines.get(3));
    assertTrue(meaning.contains("relation add-or-remove") && meaning.contains("0.02"), meaning);
  }

  @Test
  void epsilon_ofAConfig_isThatOfTheSamePlanByItsFigures() {
    StringWriter text = new StringWriter();
    CommandLine command = new CommandLine(new PrivacyCommand()).setOut(new PrintWriter(text));
    assertEquals(0, command.execute("epsilon", "../conf/quickstart.yaml", "--set", "rounds=30"));
    List<List<String>> figures =
        lines("epsilon", "--noise-multiplier", "1.5", "--cohort", "100", "--rounds", "30");
    List<List<String>> config =
        text.toString().lines().map(line -> List.of(line.split("\\s+"))).toList();
    assertEquals(List.of("noise-multiplier", "1.5"), config.get(0));
    assertEquals(figures.subList(0, 3), config.subList(1, 4));
    assertTrue(String.join(" ", config.get(4)).contains("accountant rdp"), text::toString);
  }

  @Test
  void noise_ofAnEpsilon_costsIt() {
    String z =
        lines("noise", "--epsilon", "1.5", "--cohort", "20", "--rounds", "100", "--accountant=rdp")
            .get(0)
            .get(1);
    String rdp =
        lines("epsilon", "--noise-multiplier", z, "--cohort", "20", "--rounds", "100")
            .get(1)
            .get(1);
    assertEquals(1.5, Double.parseDouble(rdp), 1e-6);
  }

  @Test
  void roundsAndCohort_ofAnEpsilon_areTheMostThatItAllows() {
    String[] budget = {"--epsilon", "1.5", "--noise-multiplier", "2", "--accountant=rdp"};
    String rounds = lines(concat("rounds", budget, "--cohort", "20")).get(0).get(1);
    String cohort = lines(concat("cohort", budget, "--rounds", rounds)).get(0).get(1);
    assertEquals("20", cohort);
  }

  private static String[] concat(String command, String[] options, String name, String value) {
    return Stream.of(Stream.of(command), Arrays.stream(options), Stream.of(name, value))
        .flatMap(words -> words)
        .toArray(String[]::new);
  }
}
