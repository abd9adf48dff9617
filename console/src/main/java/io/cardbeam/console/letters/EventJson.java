package io.cardbeam.console.letters;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.http.Json;
import io.cardbeam.wire.EventType;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records as JSON that people edit, by the names of the contracts' fields: as {@link
 * io.cardbeam.pipeline.format.ValueFormat.Json} reads it, with the record's name as {@code type}.
 */
final class EventJson {
  private static final String TYPE = "type";

  private EventJson() {}

  static ObjectNode of(SpecificRecord record) {
    ObjectNode node = Json.object().put(TYPE, record.getSchema().getName());
    put(record, node);
    return node;
  }

  private static void put(SpecificRecord record, ObjectNode into) {
    for (Schema.Field field : record.getSchema().getFields()) {
      Object value = record.get(field.pos());
      if (value == null) {
        into.putNull(field.name());
      } else if (value instanceof SpecificRecord part) {
        put(part, into.putObject(field.name()));
      } else if (value instanceof List<?> list) {
        ArrayNode array = into.putArray(field.name());
        list.forEach(element -> add(element, array));
      } else if (value instanceof Long number) {
        into.put(field.name(), number);
      } else if (value instanceof Integer number) {
        into.put(field.name(), number);
      } else if (value instanceof Double number) {
        into.put(field.name(), number);
      } else if (value instanceof Float number) {
        into.put(field.name(), number);
      } else if (value instanceof Boolean flag) {
        into.put(field.name(), flag);
      } else {
        // Texts, symbols, times and dates.
        into.put(field.name(), value.toString());
      }
    }
  }

  private static void add(Object element, ArrayNode into) {
    if (element instanceof SpecificRecord part) {
      put(part, into.addObject());
    } else {
      into.add(element.toString());
    }
  }

  /** Kinds of events that a topic takes, with their fields, for whoever writes one. */
  static void putSchemas(List<EventType> types, ArrayNode into) {
    for (EventType type : types) {
      ObjectNode node = into.addObject().put(TYPE, type.schema().getName());
      ArrayNode fields = node.putArray("fields");
      for (Schema.Field field : type.schema().getFields()) {
        fields
            .addObject()
            .put("name", field.name())
            .put("kind", kind(field.schema()))
            .put("required", !field.hasDefaultValue())
            .put("about", field.doc() == null ? "" : field.doc());
      }
    }
  }

  private static String kind(Schema schema) {
    if (schema.getType() == Schema.Type.UNION) {
      return String.join(
          " or ", schema.getTypes().stream().map(EventJson::kind).distinct().toList());
    }
    if (schema.getLogicalType() != null) {
      return schema.getLogicalType().getName().equals("timestamp-millis") ? "time" : "date";
    }
    return switch (schema.getType()) {
      case STRING -> "text";
      case LONG, INT -> "whole number";
      case DOUBLE, FLOAT -> "number";
      case ENUM -> "one of " + String.join(", ", schema.getEnumSymbols());
      case ARRAY -> "list";
      default -> schema.getType().getName();
    };
  }
}
