package io.cardbeam.console.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.http.FieldProblem;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.Problem;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.pipeline.format.EventDecoder;
import io.cardbeam.pipeline.format.ValueFormat;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.UnreadableRecordException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An event out of the JSON that somebody wrote in place of a dead letter. It is checked as the
 * stream checks records in JSON; beyond that a name that is no field is refused, since it may be
 * one that is misspelt. An event without an id has one that follows from its letter, so that it is
 * the same however often it is written.
 */
final class RepairedEvent {
  /** Where the text is in the request. */
  private static final String POINTER = "#/event";

  private static final Pattern FIELD = Pattern.compile("^(?:field )?([a-z_]+[a-z_.0-9\\[\\]]*) ");
  private static final String TYPE = "type";

  private RepairedEvent() {}

  /** Kinds of events that a topic takes. */
  static List<EventType> typesOf(Topic topic) {
    return Arrays.stream(EventType.values()).filter(type -> type.topic() == topic).toList();
  }

  /**
   * The event.
   *
   * @throws RefusedException with what is wrong: the field, or line and column
   */
  static Event of(String text, Letter letter) throws RefusedException {
    Topic topic = letter.topic().orElseThrow();
    ObjectNode json = parse(text);
    EventType type = typeOf(json, topic);
    refuseUnknown(json, type);
    String id = type.schema().getFields().get(0).name();
    if (json.path(id).asText("").isBlank()) {
      json.put(id, "letter-" + letter.source() + "-" + letter.position());
    }
    EventDecoder decoder = new ValueFormat.Json().decoder();
    try {
      return decoder.decode(Json.text(json).getBytes(UTF_8), topic, 0);
    } catch (UnreadableRecordException e) {
      throw refused(e.reason(), type);
    }
  }

  private static ObjectNode parse(String text) throws RefusedException {
    try {
      return Json.parse(text.getBytes(UTF_8));
    } catch (RefusedException e) {
      throw refused("", e.problem().detail().replaceFirst("^The body is", "is"));
    } catch (IOException e) {
      throw refused("", "is not JSON");
    }
  }

  private static EventType typeOf(ObjectNode json, Topic topic) throws RefusedException {
    List<EventType> types = typesOf(topic);
    Optional<EventType> named =
        types.stream()
            .filter(type -> type.schema().getName().equals(json.path(TYPE).asText()))
            .findFirst();
    if (named.isEmpty()) {
      throw refused(
          TYPE,
          "must be one of "
              + String.join(", ", types.stream().map(type -> type.schema().getName()).toList()));
    }
    return named.get();
  }

  private static void refuseUnknown(ObjectNode json, EventType type) throws RefusedException {
    for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!name.equals(TYPE) && type.schema().getField(name) == null) {
        throw refused(
            name.matches("[a-z_]{1,40}") ? name : "",
            "is not a field of " + type.schema().getName());
      }
    }
  }

  /** Reasons that are about a field begin with its name. */
  private static RefusedException refused(String reason, EventType type) {
    Matcher named = FIELD.matcher(reason);
    if (named.find()) {
      String path = named.group(1);
      String field = path.replaceFirst("[.\\[].*", "");
      for (String name : List.of(field, field + "_minor")) {
        if (type.schema().getField(name) != null) {
          return refused(name + path.substring(field.length()), reason.substring(named.end()));
        }
      }
    }
    return refused("", "can't be taken: " + reason);
  }

  private static RefusedException refused(String field, String detail) {
    String pointer =
        field.isEmpty()
            ? POINTER
            : POINTER + "/" + field.replaceAll("[.\\[]", "/").replace("]", "");
    return new RefusedException(
        Problem.of(
            ProblemType.INVALID_REQUEST,
            (field.isEmpty() ? "The event " : field + " ") + detail,
            List.of(FieldProblem.pointer(pointer, detail))));
  }
}
