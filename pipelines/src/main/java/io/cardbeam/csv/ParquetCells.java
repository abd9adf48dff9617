package io.cardbeam.csv;

import io.cardbeam.traffic.HourCounts;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Values of a Parquet file as the texts that the same values have in CSV: types are taken as what
 * they are, so that nothing is to be guessed. Times are UTC; a null, and a number that is none
 * (NaN, which stands for it in data frames), is an empty text.
 */
public final class ParquetCells {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final double EXACT_BELOW = 1L << 53;
  private static final double EXACT_FLOAT_BELOW = 1L << 24;
  private static final int INT96_BYTES = 12;
  private static final long JULIAN_DAY_OF_1970 = 2_440_588;

  private final List<String> header = new ArrayList<>();
  private final List<Type> types;

  /** Of a file with this schema. */
  public ParquetCells(MessageType schema) {
    types = List.copyOf(schema.getFields());
    types.forEach(type -> header.add(type.getName()));
  }

  /** The names of the columns. */
  public List<String> header() {
    return List.copyOf(header);
  }

  /**
   * How values are written: those of a type of their own in the usual forms, texts as a person
   * said. A decimal sign is the whole file's, so that a comma holds only where all numbers are
   * texts or whole.
   */
  public Forms forms(Columns columns) {
    FormOptions told = columns.options();
    String pattern = told.dateFormat();
    boolean textTimes =
        Stream.of(Field.TIME, Field.DATE).anyMatch(has(columns, ParquetCells::isText));
    boolean fractions =
        Stream.of(
                Field.AMOUNT,
                Field.LATITUDE,
                Field.LONGITUDE,
                Field.MERCHANT_LATITUDE,
                Field.MERCHANT_LONGITUDE)
            .anyMatch(has(columns, ParquetCells::isFraction));
    return new Forms(
        fractions ? DecimalSign.POINT : told.sign().orElse(DecimalSign.POINT),
        textTimes && pattern != null ? DateForm.ofPattern(pattern) : DateForm.of(told.order()),
        DateForm.of(told.birthOrder()));
  }

  /** Whether the column of a field is of such a type. */
  private Predicate<Field> has(Columns columns, Predicate<Type> such) {
    return field ->
        columns
            .column(field)
            .map(header::indexOf)
            .filter(at -> such.test(types.get(at)))
            .isPresent();
  }

  private static boolean isText(Type type) {
    return type.isPrimitive()
        && type.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY
        && !isFraction(type);
  }

  private static boolean isFraction(Type type) {
    if (!type.isPrimitive()) {
      return false;
    }
    PrimitiveTypeName name = type.asPrimitiveType().getPrimitiveTypeName();
    return name == PrimitiveTypeName.FLOAT
        || name == PrimitiveTypeName.DOUBLE
        || type.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation;
  }

  /**
   * Up to when rows are taken. Of the file only the columns of times are read.
   *
   * @param columns where the fields are
   * @param forms how values are written
   * @throws IOException if the file's source failed; of what is damaged the times before it count
   */
  TimeLimit timeLimit(ParquetBytes bytes, Columns columns, Forms forms) throws IOException {
    RowTime time = new RowTime(columns, forms);
    List<Integer> read = time.columnsRead();
    if (read.isEmpty()) {
      return TimeLimit.NONE;
    }
    MessageType some = new MessageType("times", read.stream().map(types::get).toList());
    ParquetCells converter = new ParquetCells(some);
    HourCounts hours = new HourCounts();
    String[] cells = new String[types.size()];
    Arrays.fill(cells, "");
    try (ParquetReader<GenericRecord> rows = bytes.rows(some)) {
      for (GenericRecord row = rows.read(); row != null; row = rows.read()) {
        List<String> texts = converter.of(row);
        for (int i = 0; i < read.size(); i++) {
          cells[read.get(i)] = texts.get(i);
        }
        time.count(Arrays.asList(cells), hours);
      }
    } catch (IOException | RuntimeException e) {
      if (!(bytes.reason(e) instanceof DamagedFileException)) {
        throw bytes.reason(e);
      }
      // Damage is reported by whoever reads the rows, in its place.
    }
    return TimeLimit.of(hours.latest());
  }

  /** The cells of a row. */
  public List<String> of(GenericRecord row) {
    String[] cells = new String[types.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = text(types.get(i), row.get(i));
    }
    return Arrays.asList(cells);
  }

  private static String text(Type type, @Nullable Object value) {
    if (value == null) {
      return "";
    }
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
      return new BigDecimal(unscaled(value), decimal.getScale()).toPlainString();
    }
    if (logical instanceof TimestampLogicalTypeAnnotation stamp && value instanceof Long time) {
      return time(instant(time, stamp.getUnit()));
    }
    if (logical instanceof TimeLogicalTypeAnnotation time && value instanceof Number number) {
      return LocalTime.ofNanoOfDay(number.longValue() * nanos(time.getUnit())).toString();
    }
    if (logical instanceof LogicalTypeAnnotation.DateLogicalTypeAnnotation
        && value instanceof Integer day) {
      return LocalDate.ofEpochDay(day).toString();
    }
    if (isInt96(type) && value instanceof GenericFixed fixed) {
      return time(int96(fixed.bytes()));
    }
    if (value instanceof Double || value instanceof Float) {
      return number((Number) value);
    }
    if (value instanceof Boolean isSo) {
      return isSo ? "1" : "0";
    }
    if (value instanceof ByteBuffer bytes) {
      return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }
    return value.toString();
  }

  private static BigInteger unscaled(Object value) {
    if (value instanceof ByteBuffer bytes) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.duplicate().get(copy);
      return new BigInteger(copy);
    }
    return value instanceof GenericFixed fixed
        ? new BigInteger(fixed.bytes())
        : BigInteger.valueOf(((Number) value).longValue());
  }

  private static Instant instant(long time, TimeUnit unit) {
    return Instant.EPOCH.plus(
        time,
        switch (unit) {
          case MILLIS -> ChronoUnit.MILLIS;
          case MICROS -> ChronoUnit.MICROS;
          case NANOS -> ChronoUnit.NANOS;
        });
  }

  private static long nanos(TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> 1_000_000;
      case MICROS -> 1_000;
      case NANOS -> 1;
    };
  }

  /** To the millisecond, in which event time is counted. */
  private static String time(Instant time) {
    return (time.toEpochMilli() % 1_000 == 0 ? SECONDS : MILLIS).format(time);
  }

  private static boolean isInt96(Type type) {
    return type.isPrimitive()
        && type.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT96;
  }

  /** Nanoseconds of the day and Julian day, as Impala and Spark wrote times. */
  private static Instant int96(byte[] bytes) {
    ByteBuffer parts = ByteBuffer.wrap(bytes, 0, INT96_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    long nanosOfDay = parts.getLong();
    return Instant.EPOCH
        .plus(parts.getInt() - JULIAN_DAY_OF_1970, ChronoUnit.DAYS)
        .plusNanos(nanosOfDay);
  }

  /** A whole number beyond what its type holds exactly keeps its exponent: digits are lost. */
  private static String number(Number value) {
    double number = value.doubleValue();
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return "";
    }
    if (number == Math.rint(number)) {
      double exactBelow = value instanceof Float ? EXACT_FLOAT_BELOW : EXACT_BELOW;
      return Math.abs(number) < exactBelow ? Long.toString((long) number) : value.toString();
    }
    return new BigDecimal(value.toString()).toPlainString();
  }
}
