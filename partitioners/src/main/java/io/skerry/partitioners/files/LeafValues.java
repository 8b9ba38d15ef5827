package io.skerry.partitioners.files;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Reads a user's x or y, a list with one entry an example.
 *
 * @param name x or y
 */
record LeafValues(JsonParser parser, LeafPlace place, String name) {

  /** Equally long lists of numbers; bare numbers count as lists of one if allowed. */
  FloatRows numbers(boolean bare) throws IOException {
    start();
    FloatRows rows = new FloatRows();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          number(rows);
        }
      } else if (bare) {
        number(rows);
      } else {
        throw place.refusal("expected " + name + " to hold lists of numbers, not " + token());
      }
      if (!rows.endRow()) {
        throw place.refusal(
            "expected equally many numbers in each example, but " + of(rows.rows()) + " differs");
      }
    }
    return rows;
  }

  /**
   * An example's texts: itself, those of its list and the lists in it, or those of the field {@code
   * field} of an object.
   */
  TextRows texts(String field) throws IOException {
    start();
    TextRows rows = new TextRows();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          boolean wanted = parser.currentName().equals(field);
          parser.nextToken();
          if (wanted) {
            collect(rows);
          } else {
            parser.skipChildren();
          }
        }
      } else {
        collect(rows);
      }
      require(rows.endRow());
    }
    return rows;
  }

  private void require(boolean fits) {
    if (!fits) {
      throw place.refusal("expected less text in " + name + ", some 250 million characters");
    }
  }

  private void collect(TextRows rows) throws IOException {
    int depth = 0;
    do {
      switch (parser.currentToken()) {
        case START_ARRAY -> depth++;
        case END_ARRAY -> depth--;
        case VALUE_STRING -> require(rows.add(parser.getText()));
        default -> throw place.refusal("expected texts in " + of(rows.rows()) + ", not " + token());
      }
    } while (depth > 0 && parser.nextToken() != null);
  }

  private void start() {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw place.refusal("expected a list " + name);
    }
  }

  private void number(FloatRows rows) throws IOException {
    if (!parser.currentToken().isNumeric()) {
      throw place.refusal("expected numbers in " + of(rows.rows()) + ", not " + token());
    }
    float value = (float) parser.getDoubleValue();
    if (!Float.isFinite(value)) {
      throw place.refusal(
          "expected finite numbers in " + of(rows.rows()) + ", not " + parser.getText());
    }
    if (!rows.add(value)) {
      throw place.refusal("expected at most " + FloatRows.MOST + " numbers in " + name);
    }
  }

  private String of(int example) {
    return name + " of example " + example;
  }

  private String token() {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> "text";
      case START_ARRAY -> "a list";
      case START_OBJECT -> "an object";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      default -> "another value";
    };
  }
}
