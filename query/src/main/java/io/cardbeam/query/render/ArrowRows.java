package io.cardbeam.query.render;

import io.cardbeam.query.Column;
import io.cardbeam.query.RowSink;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeStampMilliTZVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Arrow's IPC stream format, in batches. Decimals have 38 digits, three of them after the point;
 * all columns may hold nulls.
 */
public final class ArrowRows implements RowSink, AutoCloseable {
  private static final int BATCH_ROWS = 16_384;
  private static final int DECIMAL_DIGITS = 38;
  private static final int DECIMAL_SCALE = 3;
  private static final long MAX_MEMORY_BYTES = 1L << 30;

  private final OutputStream out;
  private final BufferAllocator memory = new RootAllocator(MAX_MEMORY_BYTES);
  private @Nullable VectorSchemaRoot root;
  private @Nullable ArrowStreamWriter writer;
  private int rows;

  /**
   * @param out not closed by this
   */
  public ArrowRows(OutputStream out) {
    this.out = out;
  }

  @Override
  public void begin(List<Column> columns) throws IOException {
    List<Field> fields = new ArrayList<>();
    columns.forEach(column -> fields.add(Field.nullable(column.name(), type(column.type()))));
    root = VectorSchemaRoot.create(new Schema(fields), memory);
    writer = new ArrowStreamWriter(root, null, Channels.newChannel(out));
    writer.start();
  }

  private static ArrowType type(Column.Type type) {
    return switch (type) {
      case TEXT -> ArrowType.Utf8.INSTANCE;
      case INTEGER -> new ArrowType.Int(Long.SIZE, true);
      case DECIMAL -> new ArrowType.Decimal(DECIMAL_DIGITS, DECIMAL_SCALE, 128);
      case REAL -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
      case BOOLEAN -> ArrowType.Bool.INSTANCE;
      case DATE -> new ArrowType.Date(DateUnit.DAY);
      case TIMESTAMP -> new ArrowType.Timestamp(TimeUnit.MILLISECOND, "UTC");
    };
  }

  @Override
  public void row(List<@Nullable Object> values) throws IOException {
    VectorSchemaRoot batch = Objects.requireNonNull(root, "not begun");
    for (int i = 0; i < values.size(); i++) {
      set(batch.getVector(i), rows, values.get(i));
    }
    rows++;
    if (rows == BATCH_ROWS) {
      flush();
    }
  }

  private static void set(FieldVector vector, int row, @Nullable Object value) {
    if (value == null) {
      vector.setNull(row);
    } else if (vector instanceof VarCharVector texts) {
      texts.setSafe(row, value.toString().getBytes(StandardCharsets.UTF_8));
    } else if (vector instanceof BigIntVector numbers) {
      numbers.setSafe(row, (Long) value);
    } else if (vector instanceof DecimalVector decimals) {
      decimals.setSafe(row, ((BigDecimal) value).setScale(DECIMAL_SCALE, RoundingMode.UNNECESSARY));
    } else if (vector instanceof Float8Vector numbers) {
      numbers.setSafe(row, (Double) value);
    } else if (vector instanceof BitVector bits) {
      bits.setSafe(row, (Boolean) value ? 1 : 0);
    } else if (vector instanceof DateDayVector days) {
      days.setSafe(row, (int) ((LocalDate) value).toEpochDay());
    } else if (vector instanceof TimeStampMilliTZVector times) {
      times.setSafe(row, ((Instant) value).toEpochMilli());
    } else {
      throw new IllegalStateException("no column is a " + vector);
    }
  }

  private void flush() throws IOException {
    VectorSchemaRoot batch = Objects.requireNonNull(root, "not begun");
    batch.setRowCount(rows);
    Objects.requireNonNull(writer, "not begun").writeBatch();
    batch.clear();
    rows = 0;
  }

  @Override
  public void end() throws IOException {
    if (rows > 0) {
      flush();
    }
    Objects.requireNonNull(writer, "not begun").end();
    out.flush();
  }

  /** Gives its memory back. */
  @Override
  public void close() {
    if (root != null) {
      root.close();
    }
    memory.close();
  }
}
