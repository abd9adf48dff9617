package io.cardbeam.pipeline.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardbeam.text.CardNumberMask;
import io.cardbeam.wire.UnreadableRecordException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A generated record out of a JSON object. Times are ISO 8601 with a zone or milliseconds since
 * 1970, dates are ISO 8601, numbers may be text of digits, enumerations are their symbols in any
 * case. A field that is not there has its default; without one it must be.
 */
final class JsonRecord {
  private JsonRecord() {}

  /**
   * The record.
   *
   * @throws UnreadableRecordException with the first field that is wrong
   */
  static SpecificRecord of(JsonNode json, Schema schema) throws UnreadableRecordException {
    return record(json, schema, "");
  }

  private static SpecificRecord record(JsonNode json, Schema schema, String path)
      throws UnreadableRecordException {
    if (!json.isObject()) {
      throw bad(path, "is no object", json);
    }
    SpecificRecord record =
        (SpecificRecord) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
    for (Schema.Field field : schema.getFields()) {
      record.put(field.pos(), field(json, field, path));
    }
    return record;
  }

  private static @Nullable Object field(JsonNode json, Schema.Field field, String path)
      throws UnreadableRecordException {
    JsonNode value = json.get(field.name());
    for (String alias : field.aliases()) {
      value = value == null ? json.get(alias) : value;
    }
    String name = path + field.name();
    boolean mayBeNull = isNullable(field.schema());
    if (value == null || (value.isNull() && !mayBeNull)) {
      if (!field.hasDefaultValue()) {
        throw new UnreadableRecordException("BAD_JSON", "field " + name + " is missing");
      }
      return SpecificData.getForSchema(field.schema()).getDefaultValue(field);
    }
    return value.isNull() ? null : value(value, notNull(field.schema()), name);
  }

  private static boolean isNullable(Schema schema) {
    return schema.getType() == Schema.Type.UNION
        && schema.getTypes().stream().anyMatch(t -> t.getType() == Schema.Type.NULL);
  }

  private static Schema notNull(Schema schema) {
    return schema.getType() == Schema.Type.UNION
        ? schema.getTypes().stream()
            .filter(t -> t.getType() != Schema.Type.NULL)
            .findFirst()
            .orElse(schema)
        : schema;
  }

  private static Object value(JsonNode json, Schema schema, String name)
      throws UnreadableRecordException {
    String logical = schema.getLogicalType() == null ? "" : schema.getLogicalType().getName();
    return switch (schema.getType()) {
      case STRING -> text(json, name);
      case LONG -> logical.equals("timestamp-millis") ? time(json, name) : integer(json, name);
      case INT -> logical.equals("date") ? date(json, name) : smallInteger(json, name);
      case DOUBLE -> decimal(json, name).doubleValue();
      case FLOAT -> decimal(json, name).floatValue();
      case BOOLEAN -> {
        if (!json.isBoolean()) {
          throw bad(name, "is neither true nor false", json);
        }
        yield json.booleanValue();
      }
      case ENUM -> symbol(json, schema, name);
      case ARRAY -> array(json, schema, name);
      case RECORD -> record(json, schema, name + ".");
      default -> throw bad(name, "can't be given in JSON", json);
    };
  }

  private static String text(JsonNode json, String name) throws UnreadableRecordException {
    // Keys are numbers in many a system.
    if (json.isTextual() || json.isIntegralNumber()) {
      return json.asText();
    }
    throw bad(name, "is no text", json);
  }

  private static BigDecimal decimal(JsonNode json, String name) throws UnreadableRecordException {
    try {
      if (json.isNumber()) {
        return json.decimalValue();
      }
      if (json.isTextual() && json.textValue().length() <= MAX_NUMBER_CHARS) {
        return new BigDecimal(json.textValue());
      }
    } catch (NumberFormatException e) {
      throw bad(name, "is no number", json);
    }
    throw bad(name, "is no number", json);
  }

  private static final int MAX_NUMBER_CHARS = 40;

  private static long integer(JsonNode json, String name) throws UnreadableRecordException {
    BigDecimal decimal = decimal(json, name);
    try {
      if (Math.abs((long) decimal.scale()) <= MAX_NUMBER_CHARS) {
        return decimal.longValueExact();
      }
    } catch (ArithmeticException e) {
      throw bad(name, "is no whole number of 64 bits", json);
    }
    throw bad(name, "is no whole number of 64 bits", json);
  }

  private static int smallInteger(JsonNode json, String name) throws UnreadableRecordException {
    long whole = integer(json, name);
    if (whole != (int) whole) {
      throw bad(name, "is no whole number of 32 bits", json);
    }
    return (int) whole;
  }

  private static Instant time(JsonNode json, String name) throws UnreadableRecordException {
    if (json.isNumber()) {
      return Instant.ofEpochMilli(integer(json, name));
    }
    try {
      if (json.isTextual()) {
        // The contracts hold milliseconds.
        return Instant.ofEpochMilli(
            OffsetDateTime.parse(json.textValue()).toInstant().toEpochMilli());
      }
    } catch (DateTimeException | ArithmeticException e) {
      throw bad(name, "is no time as 2026-11-28T17:36:24Z, nor milliseconds since 1970", json);
    }
    throw bad(name, "is no time as 2026-11-28T17:36:24Z, nor milliseconds since 1970", json);
  }

  private static LocalDate date(JsonNode json, String name) throws UnreadableRecordException {
    try {
      if (json.isTextual()) {
        return LocalDate.parse(json.textValue());
      }
    } catch (DateTimeException e) {
      throw bad(name, "is no date as 1980-12-31", json);
    }
    throw bad(name, "is no date as 1980-12-31", json);
  }

  private static Object symbol(JsonNode json, Schema schema, String name)
      throws UnreadableRecordException {
    String symbol = json.asText().toUpperCase(Locale.ROOT);
    if (!json.isTextual() || !schema.hasEnumSymbol(symbol)) {
      throw bad(name, "is none of " + String.join(", ", schema.getEnumSymbols()), json);
    }
    return SpecificData.get().createEnum(symbol, schema);
  }

  private static List<Object> array(JsonNode json, Schema schema, String name)
      throws UnreadableRecordException {
    if (!json.isArray()) {
      throw bad(name, "is no array", json);
    }
    List<Object> values = new ArrayList<>();
    for (JsonNode element : json) {
      values.add(value(element, schema.getElementType(), name + "[" + values.size() + "]"));
    }
    return values;
  }

  private static UnreadableRecordException bad(String name, String what, JsonNode json) {
    String field = name.isEmpty() ? "the value" : "field " + name;
    return new UnreadableRecordException(
        "BAD_JSON",
        field
            + " "
            + what
            + (json.isValueNode() ? ": " + CardNumberMask.quoted(json.asText()) : ""));
  }
}
