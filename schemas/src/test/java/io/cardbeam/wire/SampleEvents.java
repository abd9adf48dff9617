package io.cardbeam.wire;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Events of every kind made from their schemas, and where their fields are. */
final class SampleEvents {
  private SampleEvents() {}

  /**
   * Where a field is.
   *
   * @param way its position, after those of the records around it
   */
  record Place(String path, String name, List<Integer> way) {
    void put(IndexedRecord record, Object value) {
      holder(record).put(way.get(way.size() - 1), value);
    }

    Object get(IndexedRecord record) {
      return holder(record).get(way.get(way.size() - 1));
    }

    private IndexedRecord holder(IndexedRecord record) {
      Object at = record;
      for (int i = 0; i < way.size() - 1; i++) {
        int step = way.get(i);
        at = at instanceof List<?> list ? list.get(step) : ((IndexedRecord) at).get(step);
      }
      return (IndexedRecord) at;
    }
  }

  /** A full event in which the field at a path has another value. */
  record Changed(String path, SpecificRecord body) {}

  /** An event with every field filled in. */
  static SpecificRecord full(EventType type) {
    return (SpecificRecord) record(type.schema());
  }

  /** Of each field of a kind an event in which it alone is another. */
  static List<Changed> eachFieldChanged(EventType type) {
    List<Changed> all = new ArrayList<>();
    for (Schema.Type of : Schema.Type.values()) {
      for (Place place : places(type, of)) {
        if (of == Schema.Type.RECORD || of == Schema.Type.ARRAY) {
          continue;
        }
        SpecificRecord body = full(type);
        place.put(body, other(place.get(body)));
        all.add(new Changed(place.path(), body));
      }
    }
    return all;
  }

  static List<Place> places(EventType type, Schema.Type of) {
    List<Place> places = new ArrayList<>();
    collect(type.schema(), of, "", List.of(), places);
    return places;
  }

  private static void collect(
      Schema record, Schema.Type of, String prefix, List<Integer> way, List<Place> places) {
    for (Schema.Field field : record.getFields()) {
      List<Integer> here = new ArrayList<>(way);
      here.add(field.pos());
      Schema schema = some(field.schema());
      String path = prefix + field.name();
      if (schema.getType() == of) {
        places.add(new Place(path, field.name(), here));
      } else if (schema.getType() == Schema.Type.RECORD) {
        collect(schema, of, path + ".", here, places);
      } else if (schema.getType() == Schema.Type.ARRAY
          && schema.getElementType().getType() == Schema.Type.RECORD) {
        here.add(0);
        collect(schema.getElementType(), of, path + "[0].", here, places);
      }
    }
  }

  private static Schema some(Schema schema) {
    return schema.getType() != Schema.Type.UNION
        ? schema
        : schema.getTypes().stream()
            .filter(one -> one.getType() != Schema.Type.NULL)
            .findFirst()
            .orElseThrow();
  }

  private static IndexedRecord record(Schema schema) {
    IndexedRecord record =
        (IndexedRecord) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
    for (Schema.Field field : schema.getFields()) {
      record.put(field.pos(), value(field.name(), some(field.schema())));
    }
    return record;
  }

  private static Object value(String name, Schema schema) {
    return switch (schema.getType()) {
      case STRING ->
          switch (name) {
            case "currency" -> "USD";
            case "country", "client_country" -> "US";
            case "last_four" -> "0042";
            case "client_network", "client_ip_hash", "client_agent_hash" ->
                "aXr5-tK0wq9ZbLm3Vd_7Qg";
            default -> "abc";
          };
      case LONG ->
          schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
              ? (Object) Instant.ofEpochSecond(1_700_000_000)
              : (Object) 100L;
      case INT ->
          schema.getLogicalType() instanceof LogicalTypes.Date
              ? (Object) LocalDate.of(1980, 1, 1)
              : (Object) 1;
      case DOUBLE -> 40.0;
      case BOOLEAN -> true;
      case FLOAT -> -2.5f;
      case ENUM -> SpecificData.get().createEnum(schema.getEnumSymbols().get(0), schema);
      case RECORD -> record(schema);
      case ARRAY -> new ArrayList<>(List.of(value(name, schema.getElementType())));
      default -> throw new IllegalArgumentException(schema.toString());
    };
  }

  private static Object other(Object value) {
    if (value instanceof Instant time) {
      return time.plusMillis(1);
    }
    if (value instanceof Boolean flag) {
      return !flag;
    }
    if (value instanceof LocalDate date) {
      return date.plusDays(1);
    }
    if (value instanceof Long number) {
      return number + 1;
    }
    if (value instanceof Integer number) {
      return number + 1;
    }
    if (value instanceof Double number) {
      return Math.nextUp(number);
    }
    if (value instanceof Float number) {
      return Math.nextUp(number);
    }
    if (value instanceof Enum<?> symbol) {
      return Stream.of(symbol.getDeclaringClass().getEnumConstants())
          .filter(one -> one != symbol)
          .findFirst()
          .orElseThrow();
    }
    return value + "x";
  }
}
