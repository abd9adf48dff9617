package io.cardbeam.sample;

import io.cardbeam.wire.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Events that came several times: some of them as they were, some saying something else. */
public final class ConflictingCopies {
  private ConflictingCopies() {}

  /** These and copies of some of them, with places in a log or without, shuffled. */
  public static List<Event> of(List<Event> events, boolean withPlaces, Random random) {
    List<Event> all = new ArrayList<>();
    for (Event event : events) {
      all.add(placed(event, withPlaces, random));
      for (int copies = random.nextInt(8) - 4; copies > 0; copies--) {
        Event copy =
            switch (random.nextInt(3)) {
              case 0 -> event;
              case 1 -> with(event, "amount_minor", 1L + random.nextInt(1_000));
              default ->
                  with(
                      event,
                      "event_time",
                      Instant.ofEpochMilli(event.eventTimeMillis() + random.nextInt(3) - 1));
            };
        all.add(placed(copy, withPlaces, random));
      }
    }
    Collections.shuffle(all, random);
    return all;
  }

  private static Event placed(Event event, boolean withPlaces, Random random) {
    return new Event(event.type(), withPlaces ? random.nextInt(50) : 0, event.body());
  }

  private static Event with(Event event, String field, Object value) {
    Schema schema = event.type().schema();
    Schema.Field changed = schema.getField(field);
    if (changed == null) {
      return event;
    }
    SpecificRecord body = SpecificData.getForSchema(schema).deepCopy(schema, event.body());
    body.put(changed.pos(), value);
    return new Event(event.type(), event.position(), body);
  }
}
