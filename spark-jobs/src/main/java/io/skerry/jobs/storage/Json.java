package io.skerry.jobs.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.skerry.core.InvalidInputException;
import java.io.IOException;
import org.apache.hadoop.fs.Path;

/** Records as JSON files, with names in snake_case. */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private Json() {}

  /** Writes a record, whole or not at all. */
  public static void write(Storage storage, Path file, Record value) {
    storage.write(file, bytes(value));
  }

  /** A record as {@link #write} writes it. */
  public static byte[] bytes(Record value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(value + ": " + e.getOriginalMessage(), e);
    }
  }

  /**
   * Reads a record.
   *
   * @param expected what the file should be, for the sentence where it is not
   */
  public static <T extends Record> T read(
      Storage storage, Path file, Class<T> type, String expected) {
    byte[] bytes = storage.read(file, expected);
    try {
      return MAPPER.readValue(bytes, type);
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          file + ": expected " + expected + ", but " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
