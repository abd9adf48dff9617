package io.cardbeam.console.weblog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.http.Json;
import io.cardbeam.weblog.Visit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Sessions of the visitors who came last: all that each asked for within the range without a gap of
 * more than {@value io.cardbeam.weblog.Visit#GAP_SECONDS} s, if a request of it fits the filters.
 */
final class VisitorSessions {
  /** Most visitors of an answer. */
  static final int MAX_VISITORS = 50;

  static final int VISITORS = 20;

  /** Newest requests of a visitor that are looked at; search servers give no more of each. */
  static final int MAX_REQUESTS = 100;

  private static final String BY_VISITOR = "visitors";
  private static final String NEWEST = "newest";
  private static final String REQUESTS = "requests";
  private static final String FITS = "fits";
  private static final String FIELD = WeblogField.VISITOR.indexed();
  private static final List<String> OF_VISITOR =
      List.of("country", "city", "agent_name", "agent_class", "os", "remote_host");
  private static final List<String> OF_REQUEST = List.of("method", "path", "referrer");

  private VisitorSessions() {}

  /** Asks who came last. */
  static ObjectNode visitors(WeblogFilters filters, WeblogRange range, int limit) {
    ObjectNode question = Json.object().put("size", 0).put("track_total_hits", false);
    question.set("query", filters.query(range));
    ObjectNode visitors = question.putObject("aggs").putObject(BY_VISITOR);
    TopList.terms(visitors, FIELD, limit + 1);
    ((ObjectNode) visitors.path("terms")).putObject("order").put(NEWEST, "desc");
    visitors.putObject("aggs").putObject(NEWEST).putObject("max").put("field", WeblogRange.FIELD);
    return question;
  }

  /** Their names, the last to come first, one more than asked for if there are more. */
  static List<String> names(JsonNode found) {
    List<String> names = new ArrayList<>();
    found
        .at("/aggregations/" + BY_VISITOR + "/buckets")
        .forEach(bucket -> names.add(bucket.path("key").asText()));
    return names;
  }

  /** Asks what these visitors did. */
  static ObjectNode requests(WeblogFilters filters, WeblogRange range, List<String> visitors) {
    ObjectNode question = Json.object().put("size", 0).put("track_total_hits", false);
    ObjectNode of = Json.object();
    ArrayNode names = of.putObject("terms").putArray(FIELD);
    visitors.forEach(names::add);
    ObjectNode query = QueryJson.all(List.of(range.query(), of));
    ObjectNode fits = filters.query(range);
    ((ObjectNode) fits.path("bool")).put("_name", FITS);
    ((ObjectNode) query.path("bool")).putArray("should").add(fits);
    question.set("query", query);
    ObjectNode list = question.putObject("aggs").putObject(BY_VISITOR);
    TopList.terms(list, FIELD, visitors.size());
    ObjectNode newest = list.putObject("aggs").putObject(REQUESTS).putObject("top_hits");
    newest.put("size", MAX_REQUESTS).putArray("sort").addObject().put(WeblogRange.FIELD, "desc");
    ((ArrayNode) newest.path("sort")).addObject().put("line", "desc");
    ArrayNode source = newest.putArray("_source");
    source.add(WeblogRange.FIELD).add("status").add("bytes").add("is_bot");
    OF_VISITOR.forEach(source::add);
    OF_REQUEST.forEach(source::add);
    return question;
  }

  /** Sessions of these visitors, the last to end first. */
  static ObjectNode answer(JsonNode found, boolean hasMore) {
    List<ObjectNode> sessions = new ArrayList<>();
    for (JsonNode visitor : found.at("/aggregations/" + BY_VISITOR + "/buckets")) {
      JsonNode hits = visitor.at("/" + REQUESTS + "/hits/hits");
      boolean isCut = visitor.path("doc_count").asLong() > hits.size();
      List<JsonNode> session = new ArrayList<>();
      for (JsonNode hit : hits) {
        if (!session.isEmpty()
            && second(session.get(session.size() - 1)) - second(hit) > Visit.GAP_SECONDS) {
          add(sessions, visitor, session, false);
          session.clear();
        }
        session.add(hit);
      }
      add(sessions, visitor, session, isCut);
    }
    sessions.sort(
        Comparator.comparing((ObjectNode one) -> one.path("end").asText())
            .reversed()
            .thenComparing(one -> one.path("visitor").asText()));
    ObjectNode answer = Json.object();
    answer.putArray("sessions").addAll(sessions);
    return answer.put("has_more", hasMore);
  }

  private static long second(JsonNode hit) {
    return Instant.parse(hit.at("/_source/" + WeblogRange.FIELD).asText()).getEpochSecond();
  }

  private static boolean fits(JsonNode hit) {
    for (JsonNode name : hit.path("matched_queries")) {
      if (name.asText().equals(FITS)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Adds a session.
   *
   * @param requests the newest first
   * @param isCut whether it may have begun before them
   */
  private static void add(
      List<ObjectNode> sessions, JsonNode visitor, List<JsonNode> requests, boolean isCut) {
    if (requests.stream().noneMatch(VisitorSessions::fits)) {
      return;
    }
    JsonNode newest = requests.get(0).path("_source");
    ObjectNode session = Json.object().put("visitor", visitor.path("key").asText());
    copy(newest, OF_VISITOR, session);
    session.put("is_bot", newest.path("is_bot").asBoolean());
    session.put(
        "start", requests.get(requests.size() - 1).at("/_source/" + WeblogRange.FIELD).asText());
    session.put("end", newest.path(WeblogRange.FIELD).asText()).put("is_cut", isCut);
    long errors = 0;
    long bytes = 0;
    ArrayNode list = session.putArray(REQUESTS);
    for (int i = requests.size() - 1; i >= 0; i--) {
      JsonNode hit = requests.get(i).path("_source");
      int status = hit.path("status").asInt();
      errors += status >= StatusClass.LEAST_ERROR && status < StatusClass.BEYOND ? 1 : 0;
      bytes += hit.path("bytes").asLong();
      ObjectNode request = list.addObject().put("time", hit.path(WeblogRange.FIELD).asText());
      copy(hit, OF_REQUEST, request);
      if (status != 0) {
        request.put("status", status);
      }
      request.put("fits", fits(requests.get(i)));
    }
    sessions.add(session.put("errors", errors).put("bytes", bytes));
  }

  private static void copy(JsonNode from, List<String> names, ObjectNode to) {
    for (String name : names) {
      if (from.path(name).isTextual()) {
        to.put(name, HitLines.shortened(from.path(name).textValue()));
      }
    }
  }
}
