package io.cardbeam.pipeline.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Gives the named types of a writer's schema the namespaces that types of the same name have with
 * us: Avro's specification resolves by the name alone, its Java library wants the namespace too.
 */
final class SameNames {
  private final Map<String, Schema> ours = new HashMap<>();
  private final Map<String, Schema> made = new HashMap<>();

  private SameNames() {}

  /** The writer's schema with our names. */
  static Schema asIn(Schema reader, Schema writer) {
    SameNames names = new SameNames();
    names.collect(reader);
    // The record itself may be known by an alias.
    return names.copy(writer, reader.getFullName());
  }

  private void collect(Schema schema) {
    switch (schema.getType()) {
      case RECORD -> {
        if (ours.putIfAbsent(schema.getName(), schema) == null) {
          schema.getFields().forEach(field -> collect(field.schema()));
        }
      }
      case ENUM, FIXED -> ours.putIfAbsent(schema.getName(), schema);
      case ARRAY -> collect(schema.getElementType());
      case MAP -> collect(schema.getValueType());
      case UNION -> schema.getTypes().forEach(this::collect);
      default -> {
        // It has no name.
      }
    }
  }

  private Schema copy(Schema schema) {
    return switch (schema.getType()) {
      case RECORD, ENUM, FIXED -> {
        Schema same = ours.get(schema.getName());
        yield copy(schema, same == null ? schema.getFullName() : same.getFullName());
      }
      case ARRAY -> with(schema, Schema.createArray(copy(schema.getElementType())));
      case MAP -> with(schema, Schema.createMap(copy(schema.getValueType())));
      case UNION -> Schema.createUnion(schema.getTypes().stream().map(this::copy).toList());
      default -> schema;
    };
  }

  private Schema copy(Schema schema, String fullName) {
    Schema before = made.get(schema.getFullName());
    if (before != null) {
      return before;
    }
    Schema named =
        switch (schema.getType()) {
          case ENUM ->
              Schema.createEnum(
                  fullName,
                  schema.getDoc(),
                  null,
                  schema.getEnumSymbols(),
                  schema.getEnumDefault());
          case FIXED -> Schema.createFixed(fullName, schema.getDoc(), null, schema.getFixedSize());
          default -> Schema.createRecord(fullName, schema.getDoc(), null, schema.isError());
        };
    made.put(schema.getFullName(), named);
    if (schema.getType() == Schema.Type.RECORD) {
      List<Schema.Field> fields = new ArrayList<>();
      for (Schema.Field field : schema.getFields()) {
        // A writer's defaults are never read.
        fields.add(new Schema.Field(field.name(), copy(field.schema())));
      }
      named.setFields(fields);
    }
    return with(schema, named);
  }

  private static Schema with(Schema from, Schema to) {
    from.getObjectProps().forEach(to::addProp);
    if (from.getLogicalType() != null && to.getLogicalType() == null) {
      from.getLogicalType().addToSchema(to);
    }
    return to;
  }
}
