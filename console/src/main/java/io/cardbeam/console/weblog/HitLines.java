package io.cardbeam.console.weblog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.http.Cursor;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.QueryParameters;
import java.util.List;
import java.util.Optional;

/** Single lines of logs, newest first; lines of one second by file, then from the last line up. */
final class HitLines {
  /** Most lines of a page. */
  static final int MAX_LINES = 200;

  static final int LINES = 50;

  /** Longest text of a field that is shown, characters. */
  static final int MAX_TEXT_CHARS = 2_000;

  private static final List<String> TEXTS =
      List.of(
          "remote_host",
          "user",
          "method",
          "path",
          "query",
          "protocol",
          "referrer",
          "user_agent",
          "vhost",
          "raw_request",
          "agent_class",
          "agent_name",
          "agent_version",
          "os",
          "device",
          "country",
          "city",
          "network",
          "visitor",
          "request_id",
          "authorization_id",
          "file");
  private static final List<String> NUMBERS = List.of("status", "bytes", "line");
  private static final String IS_BOT = "is_bot";
  private static final int CURSOR_PARTS = 3;

  private HitLines() {}

  /**
   * What a page goes on after.
   *
   * @param millis time of the line
   * @param file its file; empty if it names none
   * @param line its number
   */
  record Place(long millis, String file, long line) {
    static Optional<Place> read(QueryParameters query) {
      return query.cursor(
          CURSOR_PARTS,
          parts ->
              new Place(Cursor.number(parts.get(0)), parts.get(1), Cursor.number(parts.get(2))));
    }

    private static Place of(JsonNode sort) {
      return new Place(sort.path(0).asLong(), sort.path(1).asText(""), sort.path(2).asLong());
    }

    private String cursor() {
      return Cursor.of(Long.toString(millis), file, Long.toString(line));
    }

    private void put(ArrayNode after) {
      after.add(millis);
      if (file.isEmpty()) {
        after.addNull();
      } else {
        after.add(file);
      }
      after.add(line);
    }
  }

  /** Asks for one line more than a page has. */
  static ObjectNode question(
      WeblogFilters filters, WeblogRange range, Optional<Place> after, int limit) {
    ObjectNode question = Json.object().put("size", limit + 1).put("track_total_hits", false);
    question.set("query", filters.query(range));
    ArrayNode sort = question.putArray("sort");
    sort.addObject().putObject(WeblogRange.FIELD).put("order", "desc").put("unmapped_type", "date");
    sort.addObject().putObject("file").put("order", "asc").put("unmapped_type", "keyword");
    sort.addObject().putObject("line").put("order", "desc").put("unmapped_type", "long");
    after.ifPresent(place -> place.put(question.putArray("search_after")));
    return question;
  }

  /** A page of them. */
  static ObjectNode answer(JsonNode found, int limit) {
    ObjectNode answer = Json.object();
    ArrayNode lines = answer.putArray("lines");
    JsonNode hits = found.path("hits").path("hits");
    for (int i = 0; i < Math.min(hits.size(), limit); i++) {
      put(hits.path(i).path("_source"), lines.addObject());
    }
    if (hits.size() > limit) {
      answer.put("next_cursor", Place.of(hits.path(limit - 1).path("sort")).cursor());
    }
    return answer;
  }

  private static void put(JsonNode hit, ObjectNode line) {
    line.put("time", hit.path(WeblogRange.FIELD).asText());
    for (String name : TEXTS) {
      if (hit.path(name).isTextual()) {
        line.put(name, shortened(hit.path(name).textValue()));
      }
    }
    for (String name : NUMBERS) {
      if (hit.path(name).isNumber()) {
        line.put(name, hit.path(name).longValue());
      }
    }
    if (hit.path(IS_BOT).isBoolean()) {
      line.put(IS_BOT, hit.path(IS_BOT).booleanValue());
    }
  }

  static String shortened(String text) {
    return text.length() <= MAX_TEXT_CHARS ? text : text.substring(0, MAX_TEXT_CHARS) + "…";
  }
}
