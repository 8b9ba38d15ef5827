package io.skerry.jobs.storage;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Turns Parquet's values into one {@link Row} that is filled again and again. */
final class RowReadSupport extends ReadSupport<Row> {
  private final List<String> columns;

  /** Reads the given columns, or all where none is given. */
  RowReadSupport(List<String> columns) {
    this.columns = columns;
  }

  @Override
  public ReadContext init(InitContext context) {
    MessageType schema = context.getFileSchema();
    List<Type> wanted =
        columns.isEmpty()
            ? schema.getFields()
            : columns.stream().map(name -> schema.getType(name)).toList();
    return new ReadContext(new MessageType(schema.getName(), wanted));
  }

  @Override
  public RecordMaterializer<Row> prepareForRead(
      Configuration configuration,
      Map<String, String> metadata,
      MessageType fileSchema,
      ReadContext context) {
    return materializer(context.getRequestedSchema());
  }

  static RecordMaterializer<Row> materializer(MessageType schema) {
    return new Rows(schema);
  }

  private static final class Rows extends RecordMaterializer<Row> {
    private final Row row;
    private final GroupConverter root;

    Rows(MessageType schema) {
      row = new Row(schema.getFields().stream().map(Type::getName).toList());
      Converter[] cells = new Converter[schema.getFieldCount()];
      for (int i = 0; i < cells.length; i++) {
        boolean text =
            schema.getType(i).getLogicalTypeAnnotation() instanceof StringLogicalTypeAnnotation;
        cells[i] = new Cell(row, i, text);
      }
      root =
          new GroupConverter() {
            @Override
            public Converter getConverter(int index) {
              return cells[index];
            }

            @Override
            public void start() {
              Arrays.fill(row.values, null);
            }

            @Override
            public void end() {}
          };
    }

    @Override
    public Row getCurrentRecord() {
      return row;
    }

    @Override
    public GroupConverter getRootConverter() {
      return root;
    }
  }

  private static final class Cell extends PrimitiveConverter {
    private final Row row;
    private final int index;
    private final boolean text;

    Cell(Row row, int index, boolean text) {
      this.row = row;
      this.index = index;
      this.text = text;
    }

    @Override
    public void addBinary(Binary value) {
      row.values[index] = text ? value.toStringUsingUTF8() : value.toByteBuffer();
    }

    @Override
    public void addBoolean(boolean value) {
      row.values[index] = value;
    }

    @Override
    public void addDouble(double value) {
      row.values[index] = value;
    }

    @Override
    public void addInt(int value) {
      row.values[index] = value;
    }

    @Override
    public void addLong(long value) {
      row.values[index] = value;
    }
  }
}
