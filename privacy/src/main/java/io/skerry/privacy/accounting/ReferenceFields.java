package io.skerry.privacy.accounting;

import io.skerry.core.InvalidInputException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object of a reference record; {@code id} names the record in errors. */
record ReferenceFields(String id, Map<?, ?> map) {

  boolean has(String name) {
    return map.get(name) != null;
  }

  ReferenceFields with(String name, double value) {
    Map<Object, Object> changed = new HashMap<>(map);
    changed.put(name, value);
    return new ReferenceFields(id, changed);
  }

  String text(String name) {
    return String.valueOf(map.get(name));
  }

  double number(String name) {
    return number(name, map.get(name));
  }

  private double number(String name, @Nullable Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw refusal(name, "a number");
  }

  long count(String name) {
    double number = number(name);
    if (number != Math.rint(number) || number < 0 || number >= 0x1p53) {
      throw refusal(name, "a count");
    }
    return (long) number;
  }

  /** The numbers of a list; a single number is a list of one. */
  double[] numbers(String name) {
    return map.get(name) instanceof List<?> list
        ? list.stream().mapToDouble(value -> number(name, value)).toArray()
        : new double[] {number(name)};
  }

  ReferenceFields object(String name) {
    return object(name, map.get(name));
  }

  List<ReferenceFields> objects(String name) {
    if (map.get(name) instanceof List<?> list) {
      return list.stream().map(v -> object(name, v)).toList();
    }
    throw refusal(name, "a list");
  }

  private ReferenceFields object(String name, @Nullable Object value) {
    if (value instanceof Map<?, ?> object) {
      return new ReferenceFields(id, object);
    }
    throw refusal(name, "an object");
  }

  private InvalidInputException refusal(String name, String expected) {
    return new InvalidInputException(
        "Record " + id + " must give " + expected + " as " + name + ", not " + map.get(name) + ".");
  }
}
