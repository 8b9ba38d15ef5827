package io.skerry.partitioners.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.skerry.core.InvalidInputException;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  private static final int MOST_USERS = 1 << 22;
  private static final int LONGEST_NAME = 1 << 10;

  private final InputFile file;
  private final LeafSet set;
  private final JsonParser parser;
  private final Map<String, Integer> sizes = new LinkedHashMap<>();
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
            requireUsers(sizes.size() + 1);
            return user(name(parser.currentName()));
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
          users.add(name(parser.getText()));
          requireUsers(users.size());
        }
      }
      case "num_samples" -> {
        expect(value, JsonToken.START_ARRAY, "a list num_samples");
        numSamples = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          expect(parser.currentToken(), JsonToken.VALUE_NUMBER_INT, "whole numbers in num_samples");
          numSamples.add(parser.getIntValue());
          requireUsers(numSamples.size());
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

  /** What the file held, once it was read to its end. */
  LeafPlan.Contents contents() {
    return new LeafPlan.Contents(List.copyOf(Objects.requireNonNull(users)), sizes);
  }

  private String name(String user) {
    if (user.length() > LONGEST_NAME) {
      throw file.refusal("expected names of users of at most " + LONGEST_NAME + " characters");
    }
    return user;
  }

  private void requireUsers(int count) {
    if (count > MOST_USERS) {
      throw file.refusal("expected at most " + MOST_USERS + " users in a file");
    }
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
    if (e instanceof StreamConstraintsException) {
      return file.refusal(
          "expected texts of at most 20000000 characters, numbers of 1000, and lists 1000 deep");
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
