package io.skerry.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code run.ipynb} prints and draws of runs whose figures are known. */
final class RunNotebookTest {
  private static final Path FILE = Path.of("run.ipynb");

  @TempDir Path folder;

  @Test
  void run_ofAClusteredPrivateRun_printsAndDrawsItsFigures() throws Exception {
    Path run = MadeUpRun.write(folder.resolve("it's private"), true, true);

    List<String> lines = run(Map.of(), List.of("-DSKERRY_RUN=" + run));

    assertContains(
        lines,
        run.toString(),
        "round set accuracy accuracy_p10 accuracy_p50 accuracy_p90",
        "5 test 0.5250 0.3250 0.5350 0.6050",
        "10 test 0.6500 0.4500 0.6600 0.7300",
        "15 test 0.7750 0.5750 0.7850 0.8550",
        "20 test 0.9000 0.7000 0.9100 0.9800",
        "round cluster clients accuracy accuracy_p10 accuracy_p50 accuracy_p90",
        "20 north 25 0.9000 0.8000 0.9000 0.9500",
        "20 south 15 0.7000 0.6000 0.7000 0.7500",
        "accuracy_from clients",
        "0.0000 10",
        "0.5000 20",
        "0.9500 10",
        "client_id cluster num_samples loss accuracy",
        "client-00 south 10 3.0000 0.0100",
        "client-01 south 11 2.9500 0.0140",
        "client-09 south 19 2.5500 0.0460",
        "round epsilon accuracy",
        "5 0.6250 0.5250",
        "20 2.5000 0.9000");
    assertFalse(String.join("\n", lines).contains("client-10"), "only the ten worst are listed");
    assertPlots(
        run,
        "accuracy-by-cluster.png",
        "accuracy-by-epsilon.png",
        "accuracy-by-round.png",
        "clients-by-accuracy.png");
  }

  @Test
  void run_ofARunWithoutClustersAndPrivacy_leavesThemOut() throws Exception {
    Path run = MadeUpRun.write(folder.resolve("plain"), false, false);

    List<String> lines = run(Map.of("SKERRY_RUN", run.toString()), List.of());

    assertContains(lines, "20 test 0.9000 0.7000 0.9100 0.9800", "client-00 null 10 3.0000 0.0100");
    String text = String.join("\n", lines);
    assertFalse(text.contains("north"), text);
    assertFalse(text.contains("epsilon"), text);
    assertPlots(run, "accuracy-by-round.png", "clients-by-accuracy.png");
  }

  @Test
  void run_withoutANamedRun_takesTheNewestThatIsOne() throws Exception {
    Path runs = folder.resolve("runs");
    write(runs.resolve("a/run.json"), 2);
    write(runs.resolve("b/run.json"), 3);
    write(runs.resolve("c/run.json"), 1);
    write(runs.resolve("d/no-run.txt"), 4);

    List<String> lines = new NotebookProcess(folder, Map.of(), List.of()).run(FILE, 2);

    assertEquals(List.of(runs.resolve("b").toString()), lines);
  }

  @Test
  void file_asCommitted_holdsNoOutputs() throws IOException {
    JsonNode notebook = new ObjectMapper().readTree(Files.readString(FILE));
    assertEquals(4, notebook.path("nbformat").asInt());
    assertEquals("java", notebook.path("metadata").path("kernelspec").path("name").asText());
    for (JsonNode cell : notebook.path("cells")) {
      if (cell.path("cell_type").asText().equals("code")) {
        assertEquals(0, cell.path("outputs").size(), () -> "outputs of cell " + cell.path("id"));
        assertTrue(cell.path("execution_count").isNull(), () -> "count of cell " + cell.path("id"));
      }
    }
  }

  /** The lines that the notebook prints, with single spaces. */
  private List<String> run(Map<String, String> environment, List<String> options)
      throws IOException, InterruptedException {
    int all = Notebook.read(FILE).cells().size();
    return new NotebookProcess(folder, environment, options)
        .run(FILE, all).stream().map(line -> line.strip().replaceAll(" +", " ")).toList();
  }

  private static void assertContains(List<String> lines, String... expected) {
    for (String line : expected) {
      assertTrue(lines.contains(line), () -> line + "\nnot in\n" + String.join("\n", lines));
    }
  }

  private static void assertPlots(Path run, String... names) throws IOException {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.list(run.resolve("plots"))) {
      files.forEach(file -> found.add(file.getFileName().toString()));
    }
    assertEquals(new TreeSet<>(List.of(names)), found);
    for (String name : names) {
      int colours = colours(ImageIO.read(run.resolve("plots").resolve(name).toFile()));
      assertTrue(colours > 10, () -> name + " has only " + colours + " colours that are not grey");
    }
  }

  /** Text, axes and grid are grey: colours are of what is drawn between them. */
  private static int colours(BufferedImage image) {
    Set<Integer> colours = new HashSet<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int rgb = image.getRGB(x, y) & 0xffffff;
        if ((rgb >> 16) != (rgb & 0xff) || (rgb >> 8 & 0xff) != (rgb & 0xff)) {
          colours.add(rgb);
        }
      }
    }
    return colours.size();
  }

  private static void write(Path file, int seconds) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{}\n");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1000L * seconds));
  }
}
