package io.cardbeam.traffic;

import io.cardbeam.wire.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;

/**
 * An event whose identity (type, card and id) another one has, which came first and says something
 * else. The first stands.
 *
 * @param event that does not stand
 * @param standing {@link Event#fingerprint} of the one that does
 * @param fields names of the fields in which the two differ; none where the first is known by its
 *     fingerprint alone, as to a stream
 */
public record Conflict(Event event, long standing, List<String> fields) {

  /** An event in conflict with a first one that is at hand. */
  static Conflict of(Event event, Event stands) {
    List<String> names = new ArrayList<>();
    for (Schema.Field field : event.type().schema().getFields()) {
      if (!Objects.equals(event.body().get(field.pos()), stands.body().get(field.pos()))) {
        names.add(field.name());
      }
    }
    return new Conflict(event, stands.fingerprint(), List.copyOf(names));
  }
}
