package io.cardbeam.console.weblog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.http.Json;
import java.util.List;

/** Asks for all figures of hits at once, and for no hit. */
final class FiguresQuestion {
  /** Most cities. */
  static final int MAX_CITIES = 100;

  /** Most paths that errors were answered for. */
  static final int MAX_ERROR_PATHS = 25;

  /** Visitors up to here are counted exactly, or nearly so. */
  static final int EXACT_VISITORS = 10_000;

  /** Where sizes of answers are cut, bytes. */
  static final List<Long> SIZES =
      List.of(
          0L,
          1L,
          1L << 10,
          4L << 10,
          16L << 10,
          64L << 10,
          256L << 10,
          1L << 20,
          4L << 20,
          16L << 20);

  static final String OVER_TIME = "over_time";
  static final String CLASSES = "classes";
  static final String HOURS = "hours";
  static final String SIZE = "sizes";
  static final String CITIES = "cities";
  static final String POINT = "point";
  static final String ERRORS = "errors";
  static final String ERROR_PATHS = "error_paths";
  static final String SERVER_ERRORS = "server_errors";
  static final String VISITORS = "visitors";
  static final String ROBOTS = "robots";
  static final String AI_AGENTS = "ai_agents";
  static final String BYTES = "bytes";
  private static final String FIELD = "field";
  private static final String AGGREGATIONS = "aggs";

  private FiguresQuestion() {}

  /** Hits of so many bytes or more that are of one size. */
  static ObjectNode ofSize(long least) {
    int next = SIZES.indexOf(least) + 1;
    return QueryJson.between(BYTES, least, next < SIZES.size() ? SIZES.get(next) : Long.MAX_VALUE);
  }

  /** The question about hits that fit. */
  static ObjectNode of(WeblogFilters filters, WeblogRange range) {
    ObjectNode question = Json.object().put("size", 0).put("track_total_hits", true);
    question.set("query", filters.query(range));
    ObjectNode all = question.putObject(AGGREGATIONS);
    totals(all);
    overTime(all, range.stepSeconds());
    ObjectNode hours = all.putObject(HOURS).putObject("date_histogram");
    hours.put(FIELD, WeblogRange.FIELD).put("calendar_interval", "hour");
    hours.put("time_zone", filters.zone().getId()).put("min_doc_count", 1);
    sizes(all);
    for (TopList list : TopList.values()) {
      list.ask(all);
    }
    cities(all);
    errors(all);
    return question;
  }

  private static void totals(ObjectNode all) {
    all.putObject(BYTES).putObject("sum").put(FIELD, BYTES);
    all.putObject(VISITORS)
        .putObject("cardinality")
        .put(FIELD, WeblogField.VISITOR.indexed())
        .put("precision_threshold", EXACT_VISITORS);
    all.putObject(ROBOTS).set("filter", QueryJson.is("is_bot", "true"));
    all.putObject(AI_AGENTS)
        .set("filter", QueryJson.is(WeblogField.AGENT_CLASS.indexed(), "ai_agent"));
  }

  private static void overTime(ObjectNode all, long stepSeconds) {
    ObjectNode points = all.putObject(OVER_TIME);
    points
        .putObject("date_histogram")
        .put(FIELD, WeblogRange.FIELD)
        .put("fixed_interval", stepSeconds + "s")
        .put("min_doc_count", 1);
    ObjectNode classes = points.putObject(AGGREGATIONS).putObject(CLASSES).putObject("range");
    ArrayNode ranges = classes.put(FIELD, StatusClass.FIELD).putArray("ranges");
    for (StatusClass one : StatusClass.values()) {
      if (one != StatusClass.NONE) {
        ranges.addObject().put("key", one.text()).put("from", one.least()).put("to", one.below());
      }
    }
  }

  private static void sizes(ObjectNode all) {
    ObjectNode sizes = all.putObject(SIZE);
    ArrayNode ranges = sizes.putObject("range").put(FIELD, BYTES).putArray("ranges");
    for (int i = 0; i < SIZES.size(); i++) {
      ObjectNode one = ranges.addObject().put("key", "s" + i).put("from", SIZES.get(i));
      if (i + 1 < SIZES.size()) {
        one.put("to", SIZES.get(i + 1));
      }
    }
    TopList.sumBytes(sizes);
  }

  private static void cities(ObjectNode all) {
    ObjectNode cities = all.putObject(CITIES);
    ObjectNode terms = cities.putObject("multi_terms");
    terms.put("size", MAX_CITIES).put("shard_size", TopList.SHARD_ROWS);
    ArrayNode by = terms.putArray("terms");
    by.addObject().put(FIELD, WeblogField.COUNTRY.indexed());
    by.addObject().put(FIELD, WeblogField.CITY.indexed());
    TopList.sumBytes(cities);
    ((ObjectNode) cities.path(AGGREGATIONS))
        .putObject(POINT)
        .putObject("geo_centroid")
        .put(FIELD, "location");
  }

  private static void errors(ObjectNode all) {
    ObjectNode errors = all.putObject(ERRORS);
    errors.set(
        "filter",
        QueryJson.between(StatusClass.FIELD, StatusClass.LEAST_ERROR, StatusClass.BEYOND));
    ObjectNode paths = errors.putObject(AGGREGATIONS).putObject(ERROR_PATHS);
    TopList.terms(paths, WeblogField.PATH.indexed(), MAX_ERROR_PATHS);
    paths
        .putObject(AGGREGATIONS)
        .putObject(SERVER_ERRORS)
        .set("filter", StatusClass.SERVER_ERROR.query());
  }
}
