package io.skerry.jobs.storage;

import java.util.function.Function;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * A named, typed column of a table as a function of its row; null where it does not apply.
 *
 * @param <R> row
 */
public final class Column<R> {
  private final PrimitiveType type;
  private final Function<R, ? extends @Nullable Object> value;

  private Column(PrimitiveType type, Function<R, ? extends @Nullable Object> value) {
    this.type = type;
    this.value = value;
  }

  /** Whole numbers of 32 bits. */
  public static <R> Column<R> int32(String name, Function<R, @Nullable Integer> value) {
    return new Column<>(Types.optional(PrimitiveTypeName.INT32).named(name), value);
  }

  /** Whole numbers of 64 bits. */
  public static <R> Column<R> int64(String name, Function<R, @Nullable Long> value) {
    return new Column<>(Types.optional(PrimitiveTypeName.INT64).named(name), value);
  }

  /** Doubles; NaN is written as null. */
  public static <R> Column<R> float64(String name, Function<R, @Nullable Double> value) {
    return new Column<>(
        Types.optional(PrimitiveTypeName.DOUBLE).named(name),
        row -> {
          Double number = value.apply(row);
          return number == null || number.isNaN() ? null : number;
        });
  }

  /** True or false. */
  public static <R> Column<R> bool(String name, Function<R, @Nullable Boolean> value) {
    return new Column<>(Types.optional(PrimitiveTypeName.BOOLEAN).named(name), value);
  }

  /** Text. */
  public static <R> Column<R> text(String name, Function<R, @Nullable String> value) {
    return new Column<>(
        Types.optional(PrimitiveTypeName.BINARY).as(LogicalTypeAnnotation.stringType()).named(name),
        value);
  }

  /** Bytes. */
  public static <R> Column<R> bytes(String name, Function<R, byte @Nullable []> value) {
    return new Column<>(Types.optional(PrimitiveTypeName.BINARY).named(name), value);
  }

  /** This column where each row has a value. */
  public Column<R> required() {
    return new Column<>(
        Types.primitive(type.getPrimitiveTypeName(), Repetition.REQUIRED)
            .as(type.getLogicalTypeAnnotation())
            .named(type.getName()),
        value);
  }

  PrimitiveType type() {
    return type;
  }

  void write(RecordConsumer out, int index, R row) {
    Object cell = value.apply(row);
    if (cell == null) {
      if (type.isRepetition(Repetition.REQUIRED)) {
        throw new IllegalStateException(type.getName() + ": no value in " + row);
      }
      return;
    }
    out.startField(type.getName(), index);
    switch (type.getPrimitiveTypeName()) {
      case INT32 -> out.addInteger((Integer) cell);
      case INT64 -> out.addLong((Long) cell);
      case DOUBLE -> out.addDouble((Double) cell);
      case BOOLEAN -> out.addBoolean((Boolean) cell);
      default ->
          out.addBinary(
              cell instanceof byte[] bytes
                  ? Binary.fromConstantByteArray(bytes)
                  : Binary.fromString((String) cell));
    }
    out.endField(type.getName(), index);
  }
}
