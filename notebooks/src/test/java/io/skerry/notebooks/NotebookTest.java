package io.skerry.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That a broken notebook fails, and where it says so. */
final class NotebookTest {
  @TempDir Path folder;

  @Test
  void run_ofSoundCells_runsThemInOrder() throws IOException {
    notebook("int x = 20;\nint y = 1;\n", "x += y;\nSystem.setProperty(\"sum\", \"\" + x)").run();
    assertEquals("21", System.clearProperty("sum"));
  }

  @Test
  void read_ofACellOfOneText_findsItsSource() throws IOException {
    Path file = folder.resolve("text.ipynb");
    Files.writeString(
        file,
        "{'cells': [{'cell_type': 'code', 'id': 'a', 'source': 'int x;'}]}".replace('\'', '"'));
    assertEquals(List.of(new Notebook.Cell("a", "int x;")), Notebook.read(file).cells());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          does not compile | int two = "2";                  | REJECTED: incompatible types
          unknown name     | int y = x;                      | REJECTED: cannot find symbol
          declared later   | int f() { return g(); }         | RECOVERABLE_DEFINED: method g()
          not finished     | for (int i = 0; i < 3; i++) {   | REJECTED: reached end of file
          throws           | Object o = List.of().get(0);    | ArrayIndexOutOfBoundsException: Index 0
          """)
  void run_ofABrokenCell_namesCellSnippetAndReason(String name, String snippet, String reason)
      throws IOException {
    Notebook notebook =
        notebook("import java.util.List;", "int sound = 1;\n" + snippet + "\nint after = 2;");
    String message = assertThrows(AssertionError.class, notebook::run).getMessage();
    assertTrue(message.startsWith("cell c1, snippet:\n" + snippet), message);
    assertTrue(message.contains(reason), message);
  }

  private Notebook notebook(String... sources) throws IOException {
    Path file = folder.resolve("n.ipynb");
    List<Map<String, Object>> cells = new ArrayList<>();
    cells.add(Map.of("cell_type", "markdown", "id", "m", "source", List.of("not code")));
    for (String source : sources) {
      List<String> lines = source.lines().map(line -> line + "\n").toList();
      cells.add(Map.of("cell_type", "code", "id", "c" + (cells.size() - 1), "source", lines));
    }
    Files.writeString(file, new ObjectMapper().writeValueAsString(Map.of("cells", cells)));
    return Notebook.read(file);
  }
}
