package io.skerry.partitioners.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.DataSpec;
import io.skerry.partitioners.ClientExamples;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlayTest {
  private static final String TEXT =
      "\ufeffB Role:\n"
          + "A man:\n"
          + "  of $ words\n\n\n"
          + "A Role:\n"
          + "hi\n\n"
          + "B Role:\r\n"
          + "again\r\n\n"
          + "no role here\n";

  @Test
  void read_speeches_joinsThemByRole() {
    Play play = Play.read(files(TEXT), "f", 1, 1, TokenForm.IDS);

    assertEquals(new DataSpec(List.of(1), 80, 80), play.data());
    assertFalse(play.heldOut());
    assertEquals(
        List.of("B Role", "A Role"), clients(play).stream().map(ClientExamples::id).toList());
    assertEquals(
        "A man: of words again no role here",
        text(clients(play).get(0), 0) + labels(clients(play).get(0)));
    assertEquals("hi", text(clients(play).get(1), 0) + labels(clients(play).get(1)));
  }

  @Test
  void read_window_givesEveryRunAndTheCharacterAfterIt() {
    ClientExamples role =
        clients(Play.read(files("R:\nabcdef\n"), "f", 3, 1, TokenForm.IDS)).get(0);

    assertEquals("def", labels(role));
    assertEquals("abc", text(role, 0));
    assertEquals("cde", text(role, 2));
    assertEquals(3, role.trainSize());
  }

  @ParameterizedTest
  @CsvSource({
    // Of the 8 windows of 3 in 11 characters, test windows start 2 after the training ones.
    "0.5, 4, 2",
    "0.9, 7, 0",
    "0.01, 1, 5",
    "1, 8, 0"
  })
  void read_trainFraction_splitsInTheOrderOfTheText(double fraction, int train, int test) {
    Play play = Play.read(files("R:\nabcdefghijk"), "f", 3, fraction, TokenForm.IDS);
    ClientExamples role = clients(play).get(0);

    assertEquals(fraction < 1, play.heldOut());
    assertEquals(train, role.trainSize());
    assertEquals(train + test, role.labels().length);
    if (test > 0) {
      // The last training window's label is the first character that a test window may see.
      char last = labels(role).charAt(train - 1);
      assertEquals(last, text(role, train).charAt(0));
    }
  }

  @Test
  void read_counts_countTheCharactersOfTheWindow() {
    ClientExamples role = clients(Play.read(files("R:\naabc"), "f", 3, 1, TokenForm.COUNTS)).get(0);
    float[] expected = new float[80];
    expected[53] = 2;
    expected[54] = 1;
    assertArrayEquals(expected, row(role, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "'first words', 'expected a line such as ''ROLE:'', but line 1 is none'",
    "'', 'expected a role with more than 2 characters, not none'",
    "'R:\nab', 'expected a role with more than 2 characters, not none'"
  })
  void read_textWithoutSpeeches_isRefused(String text, String sentence) {
    assertRefused(sentence, files(text));
  }

  @Test
  void read_otherBytesThanUtf8_isRefused() {
    assertRefused(
        "expected UTF-8 text, but some of its bytes are not",
        new MemoryFiles().with("f", new byte[] {'R', ':', '\n', (byte) 0xc3, 'x', 'y', 'z'}));
  }

  @Test
  void read_realShakespeare_hasTheRolesOfItsDescription() {
    String file = RealData.path("shakespeare") + "/input.txt";
    List<ClientExamples> roles = clients(Play.read(new LocalFiles(), file, 1, 1, TokenForm.IDS));

    assertEquals(299, roles.size());
    assertEquals(141, roles.stream().filter(role -> role.labels().length >= 999).count());
    ClientExamples largest =
        roles.stream().max((a, b) -> a.labels().length - b.labels().length).orElseThrow();
    assertEquals("GLOUCESTER", largest.id());
    assertTrue(largest.labels().length >= 37_405, "" + largest.labels().length);
    assertEquals(256, clients(Play.read(new LocalFiles(), file, 80, 0.9, TokenForm.IDS)).size());
  }

  private static void assertRefused(String sentence, MemoryFiles files) {
    InvalidInputException e =
        assertThrows(InvalidInputException.class, () -> Play.read(files, "f", 2, 1, TokenForm.IDS));
    assertEquals("f: " + sentence, e.getMessage());
  }

  private static MemoryFiles files(String text) {
    return new MemoryFiles().with("f", text);
  }

  private static List<ClientExamples> clients(Play play) {
    try (Stream<ClientExamples> clients = play.open()) {
      return clients.toList();
    }
  }

  private static String text(ClientExamples role, int example) {
    StringBuilder text = new StringBuilder();
    for (float id : row(role, example)) {
      text.append(character(id));
    }
    return text.toString();
  }

  private static String labels(ClientExamples role) {
    StringBuilder text = new StringBuilder();
    for (float label : role.labels()) {
      text.append(character(label));
    }
    return text.toString();
  }

  private static char character(float id) {
    return Alphabet.LEAF.characters().charAt((int) id);
  }

  private static float[] row(ClientExamples client, int row) {
    float[] values = new float[client.features().width()];
    client.features().gather(row, values, 0);
    return values;
  }
}
