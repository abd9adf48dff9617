package io.cardbeam.lake;

import io.cardbeam.wire.EventType;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * An event's schema as the archive writes it: the event's own fields, and after them its place in
 * the card's log. Anyone who reads with the event's own schema does not see it; without it a replay
 * could not keep the order in which late events came.
 */
final class LakeSchema {
  /** Name of the added field: the record's offset in its Kafka partition, 0 where there is none. */
  static final String POSITION = "kafka_offset";

  private LakeSchema() {}

  static Schema of(EventType type) {
    Schema event = type.schema();
    List<Schema.Field> fields = new ArrayList<>();
    for (Schema.Field field : event.getFields()) {
      fields.add(new Schema.Field(field, field.schema()));
    }
    fields.add(
        new Schema.Field(
            POSITION,
            Schema.create(Schema.Type.LONG),
            "Offset in the card's Kafka partition; 0 where the source has no order of its own.",
            0L));
    return Schema.createRecord(
        event.getName(), event.getDoc(), event.getNamespace(), event.isError(), fields);
  }
}
