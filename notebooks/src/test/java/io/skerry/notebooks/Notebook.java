package io.skerry.notebooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** The code cells of a Jupyter notebook of format 4. */
record Notebook(List<Cell> cells) {

  record Cell(String id, String source) {}

  static Notebook read(Path file) throws IOException {
    List<Cell> cells = new ArrayList<>();
    for (JsonNode cell : new ObjectMapper().readTree(Files.readString(file)).path("cells")) {
      if (cell.path("cell_type").asText().equals("code")) {
        // One text, or an array of lines.
        StringBuilder source = new StringBuilder(cell.path("source").asText());
        cell.path("source").forEach(line -> source.append(line.asText()));
        cells.add(new Cell(cell.path("id").asText(), source.toString()));
      }
    }
    return new Notebook(cells);
  }

  /**
   * Runs the cells in order, in this JVM and on its class path.
   *
   * @throws AssertionError naming cell and snippet, where a snippet is not valid or throws
   */
  void run() {
    // As kernels do. JShell's own remote JVM takes 0.2 s a snippet, most of it waiting.
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      shell.addToClasspath(System.getProperty("java.class.path"));
      cells.forEach(cell -> run(cell, shell));
    }
  }

  private static void run(Cell cell, JShell shell) {
    String rest = cell.source();
    while (!rest.isBlank()) {
      CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      String snippet = next.completeness().isComplete() ? next.source() : rest;
      for (SnippetEvent event : shell.eval(snippet)) {
        check(event, shell, "cell " + cell.id() + ", snippet:\n" + snippet.strip() + "\n");
      }
      rest = next.completeness().isComplete() ? next.remaining() : "";
    }
  }

  private static void check(SnippetEvent event, JShell shell, String place) {
    if (event.status() != Snippet.Status.VALID) {
      List<String> reasons = new ArrayList<>();
      shell.diagnostics(event.snippet()).forEach(d -> reasons.add(d.getMessage(Locale.ROOT)));
      if (event.snippet() instanceof DeclarationSnippet declaration) {
        shell.unresolvedDependencies(declaration).forEach(reasons::add);
      }
      throw new AssertionError(place + event.status() + ": " + String.join("; ", reasons));
    }
    JShellException thrown = event.exception();
    if (thrown != null) {
      String name = thrown instanceof EvalException e ? e.getExceptionClassName() : "unresolved";
      throw new AssertionError(place + name + ": " + thrown.getMessage(), thrown);
    }
  }
}
