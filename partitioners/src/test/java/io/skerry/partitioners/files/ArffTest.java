package io.skerry.partitioners.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skerry.core.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArffTest {

  @Test
  void read_quotesCommentsAndMissingValues_givesTexts() {
    Arff arff =
        read(
            """
            % a comment
            @RELATION r
            @attribute 'the name' numeric
            @attribute "user"
            @Attribute class {walks, 'it\\'s'}

            @DATA
            1, ?,walks
            % another
            2.5,'?', 'it\\'s, so'
            """);
    assertEquals(List.of("the name", "user", "class"), arff.attributes());
    assertEquals(
        List.of(Arrays.asList("1", null, "walks"), List.of("2.5", "?", "it's, so")), arff.rows());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|expected ARFF with @attribute lines and a line @data",
        "@attribute a numeric|expected ARFF with @attribute lines and a line @data",
        "@attribute a;@data;1,2|line 3: expected 1 values with commas between",
        "@attribute a;@data;{0 1}|line 3: expected 1 values with commas between",
        "@attribute a;@attribute a|line 2: expected an attribute with a name of its own",
        "@attribute|line 1: expected an attribute with a name of its own",
        "@attribute a;1,2|line 2: expected @relation, @attribute or @data",
        "@attribute a;@data;\"1|line 3: expected a closing \"",
      })
  void read_damaged_isRefused(String lines, String sentence) {
    assertEquals(
        "a.arff: " + sentence, refusal(lines.replace(';', '\n').getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void read_anEndlessLine_isRefused() {
    byte[] line = new byte[1 << 21];
    Arrays.fill(line, (byte) 'a');
    assertEquals(
        "a.arff: line 1: expected lines of at most 1048576 characters, 268435456 together",
        refusal(line));
  }

  @Test
  void read_notUtf8_isRefused() {
    assertEquals(
        "a.arff: expected UTF-8 text, but some of its bytes are not",
        refusal(new byte[] {'@', (byte) 0xff, '\n'}));
  }

  private static Arff read(String text) {
    return Arff.read(new MemoryFiles().with("a.arff", text), "a.arff");
  }

  private static String refusal(byte[] bytes) {
    return assertThrows(
            InvalidInputException.class,
            () -> Arff.read(new MemoryFiles().with("a.arff", bytes), "a.arff"))
        .getMessage();
  }
}
