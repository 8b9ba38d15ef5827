package io.skerry.partitioners.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.skerry.core.InvalidInputException;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The users of one LEAF file, one at a time: {"users": [id...], "num_samples": [n...], "user_data":
 * {id: {"x": [...], "y": [...]}}}, the keys in any order. Whether the three parts agree is checked
 * when the file ends.
 */
final class LeafFile implements AutoCloseable {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .build();

  private final InputFile file;
  private final LeafSet set;
  private final JsonParser parser;
  private final Map<String, Integer> sizes = new HashMap<>();
  private @Nullable List<String> users;
  private @Nullable List<Integer> numSamples;
  private boolean started;
  private boolean inUserData;

  LeafFile(InputFile file, LeafSet set) {
    this.file = file;
    this.set = set;
    try {
      this.parser = JSON.createParser(file.open());
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** The next user, or null after the last. */
  @Nullable LeafUser next() {
    try {
      if (!started) {
        expect(parser.nextToken(), JsonToken.START_OBJECT, "a JSON object");
        started = true;
      }
      while (true) {
        if (inUserData) {
          if (parser.nextToken() == JsonToken.FIELD_NAME) {
            return user(parser.currentName());
          }
          inUserData = false;
        } else if (parser.nextToken() == JsonToken.FIELD_NAME) {
          part(parser.currentName());
        } else {
          expect(parser.nextToken(), null, "nothing after the JSON object");
          checkParts();
          return null;
        }
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private void part(String name) throws IOException {
    JsonToken value = parser.nextToken();
    switch (name) {
      case "users" -> {
        expect(value, JsonToken.START_ARRAY, "a list users");
        users = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          expect(parser.currentToken(), JsonToken.VALUE_STRING, "names in users");
          users.add(parser.getText());
        }
      }
      case "num_samples" -> {
        expect(value, JsonToken.START_ARRAY, "a list num_samples");
        numSamples = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          expect(parser.currentToken(), JsonToken.VALUE_NUMBER_INT, "whole numbers in num_samples");
          numSamples.add(parser.getIntValue());
        }
      }
      case "user_data" -> {
        expect(value, JsonToken.START_OBJECT, "an object user_data");
        inUserData = true;
      }
      default -> parser.skipChildren();
    }
  }

  private LeafUser user(String id) throws IOException {
    LeafPlace place = new LeafPlace(file, id);
    expect(parser.nextToken(), JsonToken.START_OBJECT, "an object for user " + id);
    LeafRows x = null;
    LeafRows y = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "x" -> x = set.x(new LeafValues(parser, place, "x"));
        case "y" -> y = set.y(new LeafValues(parser, place, "y"));
        default -> parser.skipChildren();
      }
    }
    if (x == null || y == null) {
      throw place.refusal("expected x and y");
    }
    if (x.rows() != y.rows()) {
      throw place.refusal("expected a label each, not " + x.rows() + " x and " + y.rows() + " y");
    }
    if (y instanceof FloatRows labels && labels.rows() > 0 && labels.width() != 1) {
      throw place.refusal("expected one label an example, not " + labels.width());
    }
    if (sizes.put(id, y.rows()) != null) {
      throw place.refusal("expected each user once, but this one occurs again");
    }
    return new LeafUser(place, x, y);
  }

  private void checkParts() {
    if (users == null || numSamples == null) {
      throw file.refusal("expected the lists users and num_samples");
    }
    if (users.size() != numSamples.size() || users.size() != sizes.size()) {
      throw file.refusal(
          String.format(
              "expected as many users as num_samples and entries of user_data, not %d, %d and %d",
              users.size(), numSamples.size(), sizes.size()));
    }
    for (int i = 0; i < users.size(); i++) {
      Integer size = sizes.get(users.get(i));
      if (size == null || (set.counted() && !size.equals(numSamples.get(i)))) {
        throw new LeafPlace(file, users.get(i))
            .refusal(
                "expected "
                    + numSamples.get(i)
                    + " examples as num_samples says, not "
                    + (size == null ? "none" : size));
      }
    }
  }

  private void expect(@Nullable JsonToken found, @Nullable JsonToken wanted, String what) {
    if (found != wanted) {
      throw file.refusal("expected " + what);
    }
  }

  private InvalidInputException failure(IOException e) {
    if (e instanceof JsonEOFException) {
      return file.failure(new EOFException());
    }
    if (e instanceof JsonProcessingException broken) {
      return file.refusal(
          "expected JSON, but line "
              + broken.getLocation().getLineNr()
              + ", column "
              + broken.getLocation().getColumnNr()
              + " is not");
    }
    return file.failure(e);
  }
}
