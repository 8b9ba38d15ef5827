package io.skerry.notebooks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A JVM that runs a notebook, so that what a notebook finds around it is what a test has put there.
 *
 * @param folder working directory
 * @param environment variables beyond the inherited ones
 * @param options of the JVM
 */
record NotebookProcess(Path folder, Map<String, String> environment, List<String> options) {

  /**
   * Runs the first {@code count} code cells and returns the lines that they print.
   *
   * @throws AssertionError with what was printed, where a cell fails
   */
  List<String> run(Path notebook, int count) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(NotebookProcess.class.getName());
    command.addAll(List.of(notebook.toAbsolutePath().toString(), "" + count));

    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().remove("SKERRY_RUN");
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(printed);
    }
    return printed.lines().toList();
  }

  public static void main(String[] args) throws IOException {
    List<Notebook.Cell> cells = Notebook.read(Path.of(args[0])).cells();
    try {
      new Notebook(cells.subList(0, Integer.parseInt(args[1]))).run();
    } catch (AssertionError e) {
      System.out.println(e.getMessage());
      System.exit(1);
    }
  }
}
