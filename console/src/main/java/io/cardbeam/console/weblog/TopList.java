package io.cardbeam.console.weblog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** The values of a field that most hits have. */
enum TopList {
  /** All that there are. */
  COUNTRIES(WeblogField.COUNTRY.indexed(), 300),
  /** Paths. */
  PATHS(WeblogField.PATH.indexed(), TopList.MAX_ROWS),
  /** Pages before. */
  REFERRERS(WeblogField.REFERRER.indexed(), TopList.MAX_ROWS),
  /** Names of clients. */
  AGENTS(WeblogField.AGENT.indexed(), TopList.MAX_ROWS),
  /** Kinds of clients. */
  AGENT_CLASSES(WeblogField.AGENT_CLASS.indexed(), TopList.MAX_ROWS),
  /** Statuses. */
  STATUSES(StatusClass.FIELD, 100),
  /** Virtual hosts. */
  HOSTS(WeblogField.HOST.indexed(), TopList.MAX_ROWS),
  /** Methods. */
  METHODS(WeblogField.METHOD.indexed(), TopList.MAX_ROWS);

  /** Most rows of most lists. */
  static final int MAX_ROWS = 25;

  /** Values of each day's index that are compared: sums of values that are rarer may be short. */
  static final int SHARD_ROWS = 2_000;

  private static final String BYTES = "bytes";
  private static final String MISSING = "_missing";

  private final String field;
  private final int rows;

  TopList(String field, int rows) {
    this.field = field;
    this.rows = rows;
  }

  /** In answers. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Adds what it needs to a question's aggregations. */
  void ask(ObjectNode aggregations) {
    ObjectNode list = aggregations.putObject(text());
    terms(list, field, rows);
    sumBytes(list);
    aggregations.putObject(text() + MISSING).putObject("missing").put("field", field);
  }

  static void terms(ObjectNode list, String field, int rows) {
    list.putObject("terms").put("field", field).put("size", rows).put("shard_size", SHARD_ROWS);
  }

  static void sumBytes(ObjectNode list) {
    list.putObject("aggs").putObject(BYTES).putObject("sum").put("field", BYTES);
  }

  static long bytes(JsonNode bucket) {
    return Math.round(bucket.path(BYTES).path("value").asDouble());
  }

  /** Puts its rows into an answer, the most frequent first. */
  void answer(JsonNode aggregations, ObjectNode into) {
    JsonNode found = aggregations.path(text());
    ObjectNode list = into.putObject(text());
    ArrayNode all = list.putArray("rows");
    for (JsonNode bucket : found.path("buckets")) {
      all.addObject()
          .put("value", bucket.path("key").asText())
          .put("hits", bucket.path("doc_count").asLong())
          .put(BYTES, bytes(bucket));
    }
    rest(found, list);
    list.put("missing", aggregations.path(text() + MISSING).path("doc_count").asLong());
  }

  /** What is not in the rows, and whether the rows' sums are exact. */
  static void rest(JsonNode found, ObjectNode list) {
    list.put("others", found.path("sum_other_doc_count").asLong())
        .put("is_exact", found.path("doc_count_error_upper_bound").asLong() == 0);
  }
}
