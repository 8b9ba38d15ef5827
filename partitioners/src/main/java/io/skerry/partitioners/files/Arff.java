package io.skerry.partitioners.files;

import io.skerry.core.InvalidInputException;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Weka's attribute-relation file format, dense: {@code @attribute} lines, then {@code @data} and a
 * line of values a row. Types are not read, values stay texts; {@code ?} is a missing one.
 *
 * @param attributes their names, in order
 * @param rows a value, or null where it is missing, for each attribute
 */
public record Arff(List<String> attributes, List<List<@Nullable String>> rows) {
  private static final int MOST_CHARACTERS = 1 << 28;
  private static final int LONGEST_LINE = 1 << 20;
  private static final int MOST_VALUES = 1 << 23;
  private static final String BLANKS = " \t";

  /** Reads a file into memory. */
  public static Arff read(InputFiles files, String path) {
    InputFile file = new InputFile(files, path);
    try (Reader text = file.reader()) {
      return read(file, text);
    } catch (IOException e) {
      throw file.failure(e);
    }
  }

  private static Arff read(InputFile file, Reader text) throws IOException {
    LinkedHashSet<String> attributes = new LinkedHashSet<>();
    List<List<@Nullable String>> rows = new ArrayList<>();
    boolean data = false;
    Lines lines = new Lines(file, text);
    for (String line = lines.next(); line != null; line = lines.next()) {
      if (line.isEmpty() || line.startsWith("%")) {
        continue;
      }
      if (data) {
        List<@Nullable String> row = values(line, ",", lines);
        if (line.startsWith("{") || row.size() != attributes.size()) {
          throw lines.refusal("expected " + attributes.size() + " values with commas between");
        }
        rows.add(row);
        if ((long) rows.size() * row.size() > MOST_VALUES) {
          throw lines.refusal("expected at most " + MOST_VALUES + " values; larger tables as CSV");
        }
        continue;
      }
      List<@Nullable String> words = values(line, BLANKS, lines);
      switch (String.valueOf(words.get(0)).toLowerCase(Locale.ROOT)) {
        case "@relation" -> {}
        case "@attribute" -> addName(words, attributes, lines);
        case "@data" -> data = true;
        default -> throw lines.refusal("expected @relation, @attribute or @data");
      }
    }
    if (!data || attributes.isEmpty()) {
      throw file.refusal("expected ARFF with @attribute lines and a line @data");
    }
    return new Arff(List.copyOf(attributes), rows);
  }

  private static void addName(List<@Nullable String> words, Set<String> attributes, Lines lines) {
    String name = words.size() < 2 ? null : words.get(1);
    if (name == null || name.isEmpty() || !attributes.add(name)) {
      throw lines.refusal("expected an attribute with a name of its own");
    }
    if (attributes.size() > MOST_VALUES) {
      throw lines.refusal("expected at most " + MOST_VALUES + " attributes");
    }
  }

  /** What stands between separators, where quotes, single or double, hold a value together. */
  private static List<@Nullable String> values(String line, String separators, Lines lines) {
    List<@Nullable String> values = new ArrayList<>();
    boolean blanks = separators.equals(BLANKS);
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    char quote = 0;
    for (int i = 0; i <= line.length(); i++) {
      char c = i < line.length() ? line.charAt(i) : separators.charAt(0);
      if (quote != 0 && i == line.length()) {
        throw lines.refusal("expected a closing " + quote);
      } else if (quote != 0 && c == '\\' && i + 1 < line.length()) {
        value.append(line.charAt(++i));
      } else if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          value.append(c);
        }
      } else if (separators.indexOf(c) >= 0) {
        String text = quoted ? value.toString() : value.toString().strip();
        if (!blanks || quoted || !text.isEmpty()) {
          values.add(quoted || !text.equals("?") ? text : null);
        }
        value.setLength(0);
        quoted = false;
      } else if ((c == '\'' || c == '"') && value.toString().isBlank()) {
        value.setLength(0);
        quoted = true;
        quote = c;
      } else if (!quoted) {
        value.append(c);
      }
    }
    return Collections.unmodifiableList(values);
  }

  /** Lines without the blanks around them; how long they may be is bounded. */
  private static final class Lines {
    private final InputFile file;
    private final Reader text;
    private int number;
    private long characters;

    Lines(InputFile file, Reader text) {
      this.file = file;
      this.text = text;
    }

    @Nullable String next() throws IOException {
      StringBuilder line = new StringBuilder();
      number++;
      int c;
      while ((c = text.read()) >= 0 && c != '\n') {
        line.append((char) c);
        if (line.length() > LONGEST_LINE || ++characters > MOST_CHARACTERS) {
          throw refusal(
              "expected lines of at most "
                  + LONGEST_LINE
                  + " characters, "
                  + MOST_CHARACTERS
                  + " together");
        }
      }
      return c < 0 && line.isEmpty() ? null : line.toString().strip();
    }

    InvalidInputException refusal(String expected) {
      return file.refusal("line " + number + ": " + expected);
    }
  }
}
