package io.cardbeam.browser.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/** Recorded answers to what the live page asks of the past, moved to the times that it asks for. */
final class RecordedAnswers {
  private final Recording recording;

  RecordedAnswers(Recording recording) {
    this.recording = recording;
  }

  /** Who is signed in. */
  ObjectNode session() {
    return recording.session();
  }

  /** Where requests are fraud by the model. */
  JsonNode modelThreshold() {
    return recording.history().path("model_threshold");
  }

  /** The points of the recorded hour, again and again from {@code from} to {@code to}. */
  ObjectNode history(Instant from, Instant to, String step) {
    JsonNode hour = recording.history().path("points");
    ObjectNode answer = recording.history().deepCopy();
    answer.put("from", from.toString()).put("to", to.toString()).put("step", step);
    answer.put("oldest", from.toString()).put("newest", to.minusMillis(1).toString());
    ArrayNode points = answer.putArray("points");
    Duration length = length(step);
    Instant start = floor(from, length);
    for (int i = 0; start.isBefore(to) && !hour.isEmpty(); i++) {
      ObjectNode point = hour.get(i % hour.size()).deepCopy();
      points.add(point.put("start", start.toString()));
      start = start.plus(length);
    }
    return answer;
  }

  private static Duration length(String step) {
    return switch (step) {
      case "day" -> Duration.ofDays(1);
      case "hour" -> Duration.ofHours(1);
      default -> Duration.ofMinutes(1);
    };
  }

  private static Instant floor(Instant time, Duration length) {
    return Instant.ofEpochMilli(
        Math.floorDiv(time.toEpochMilli(), length.toMillis()) * length.toMillis());
  }

  /** The alerts, of which the newest is of this time. */
  ObjectNode alerts(Instant newest) {
    ObjectNode answer = recording.alerts().deepCopy();
    answer.remove("next_cursor");
    JsonNode all = answer.path("alerts");
    if (!all.isEmpty()) {
      Duration later = Duration.between(time(all.get(0)), newest);
      all.forEach(alert -> ((ObjectNode) alert).put("time", time(alert).plus(later).toString()));
    }
    return answer;
  }

  private static Instant time(JsonNode alert) {
    return Instant.parse(alert.required("time").asText());
  }
}
