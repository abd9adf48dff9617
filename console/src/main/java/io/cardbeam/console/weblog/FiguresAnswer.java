package io.cardbeam.console.weblog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.http.Json;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;

/** Figures as callers get them, of what the search server answered to {@link FiguresQuestion}. */
final class FiguresAnswer {
  private static final String HITS = "hits";
  private static final String DOCUMENTS = "doc_count";
  private static final String BUCKETS = "buckets";
  private static final int DAYS = 7;
  private static final int HOURS = 24;

  /** Digits that are shown of a degree: about a kilometre. */
  private static final double DEGREE_PARTS = 100;

  private FiguresAnswer() {}

  /** The answer. */
  static ObjectNode of(JsonNode found, WeblogRange range, ZoneId zone) {
    JsonNode all = found.path("aggregations");
    ObjectNode answer = Json.object();
    answer.put("from", range.from().toString()).put("to", range.to().toString());
    answer.put("step_seconds", range.stepSeconds());
    ObjectNode total = answer.putObject("total");
    total.put(HITS, found.at("/hits/total/value").asLong());
    total.put("bytes", TopList.bytes(all));
    total.put("visitors", all.at("/" + FiguresQuestion.VISITORS + "/value").asLong());
    total.put("robots", count(all, FiguresQuestion.ROBOTS));
    total.put("ai_agents", count(all, FiguresQuestion.AI_AGENTS));
    total.put("errors", count(all, FiguresQuestion.ERRORS));
    points(all.path(FiguresQuestion.OVER_TIME), range, answer.putArray("points"));
    weekdays(all.path(FiguresQuestion.HOURS), zone, answer.putArray("weekdays"));
    sizes(all.path(FiguresQuestion.SIZE), answer.putArray("sizes"));
    for (TopList list : TopList.values()) {
      list.answer(all, answer);
    }
    cities(all.path(FiguresQuestion.CITIES), answer.putObject("cities"));
    errorPaths(
        all.path(FiguresQuestion.ERRORS).path(FiguresQuestion.ERROR_PATHS),
        answer.putObject(FiguresQuestion.ERROR_PATHS));
    return answer;
  }

  private static long count(JsonNode all, String name) {
    return all.path(name).path(DOCUMENTS).asLong();
  }

  /** Every point of the range, those without hits too. */
  private static void points(JsonNode found, WeblogRange range, ArrayNode points) {
    Map<Long, JsonNode> byStart = new HashMap<>();
    found.path(BUCKETS).forEach(bucket -> byStart.put(bucket.path("key").asLong(), bucket));
    long step = range.stepSeconds();
    for (long point = range.first(step); point <= range.last(step); point++) {
      Instant start = Instant.ofEpochSecond(point * step);
      JsonNode bucket = byStart.getOrDefault(start.toEpochMilli(), Json.object());
      ObjectNode node = points.addObject().put("start", start.toString());
      long rest = bucket.path(DOCUMENTS).asLong();
      Map<String, Long> classes = new HashMap<>();
      for (JsonNode one : bucket.path(FiguresQuestion.CLASSES).path(BUCKETS)) {
        classes.put(one.path("key").asText(), one.path(DOCUMENTS).asLong());
      }
      for (StatusClass one : StatusClass.values()) {
        long hits = one == StatusClass.NONE ? rest : classes.getOrDefault(one.text(), 0L);
        node.put(one.text(), hits);
        rest -= hits;
      }
    }
  }

  /** Hits by day of the week, Monday first, and hour. */
  private static void weekdays(JsonNode found, ZoneId zone, ArrayNode weekdays) {
    long[][] counts = new long[DAYS][HOURS];
    for (JsonNode bucket : found.path(BUCKETS)) {
      ZonedDateTime hour = Instant.ofEpochMilli(bucket.path("key").asLong()).atZone(zone);
      counts[hour.getDayOfWeek().getValue() - 1][hour.getHour()] += bucket.path(DOCUMENTS).asLong();
    }
    for (long[] day : counts) {
      ArrayNode hours = weekdays.addArray();
      for (long hits : day) {
        hours.add(hits);
      }
    }
  }

  private static void sizes(JsonNode found, ArrayNode sizes) {
    for (JsonNode bucket : found.path(BUCKETS)) {
      ObjectNode size = sizes.addObject().put("from", bucket.path("from").asLong());
      if (bucket.has("to")) {
        size.put("to", bucket.path("to").asLong());
      }
      size.put(HITS, bucket.path(DOCUMENTS).asLong()).put("bytes", TopList.bytes(bucket));
    }
  }

  private static void cities(JsonNode found, ObjectNode cities) {
    ArrayNode rows = cities.putArray("rows");
    for (JsonNode bucket : found.path(BUCKETS)) {
      ObjectNode row =
          rows.addObject()
              .put("country", bucket.path("key").path(0).asText())
              .put("city", bucket.path("key").path(1).asText())
              .put(HITS, bucket.path(DOCUMENTS).asLong())
              .put("bytes", TopList.bytes(bucket));
      JsonNode point = bucket.path(FiguresQuestion.POINT).path("location");
      if (point.isObject()) {
        row.put("latitude", rounded(point.path("lat")))
            .put("longitude", rounded(point.path("lon")));
      }
    }
    TopList.rest(found, cities);
  }

  private static double rounded(JsonNode degrees) {
    return Math.round(degrees.asDouble() * DEGREE_PARTS) / DEGREE_PARTS;
  }

  private static void errorPaths(JsonNode found, ObjectNode paths) {
    ArrayNode rows = paths.putArray("rows");
    for (JsonNode bucket : found.path(BUCKETS)) {
      long hits = bucket.path(DOCUMENTS).asLong();
      long ofServer = count(bucket, FiguresQuestion.SERVER_ERRORS);
      rows.addObject()
          .put("value", bucket.path("key").asText())
          .put("client_errors", hits - ofServer)
          .put("server_errors", ofServer);
    }
    TopList.rest(found, paths);
  }
}
