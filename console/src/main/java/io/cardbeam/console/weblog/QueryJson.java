package io.cardbeam.console.weblog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.http.Json;
import java.util.List;

/** Parts of a question to a search server. */
final class QueryJson {
  private QueryJson() {}

  /** Documents whose field has this value. */
  static ObjectNode is(String field, String value) {
    ObjectNode node = Json.object();
    node.putObject("term").put(field, value);
    return node;
  }

  /** Documents whose number is at least one and below another. */
  static ObjectNode between(String field, long least, long below) {
    ObjectNode node = Json.object();
    node.putObject("range").putObject(field).put("gte", least).put("lt", below);
    return node;
  }

  /** Documents that have no value in this field. */
  static ObjectNode isMissing(String field) {
    ObjectNode exists = Json.object();
    exists.putObject("exists").put("field", field);
    return isNot(exists);
  }

  /** Documents that are none of these. */
  static ObjectNode isNot(ObjectNode query) {
    ObjectNode node = Json.object();
    node.putObject("bool").putArray("must_not").add(query);
    return node;
  }

  /** Documents that are all of these; all documents if there is none. */
  static ObjectNode all(List<ObjectNode> queries) {
    ObjectNode node = Json.object();
    ArrayNode filter = node.putObject("bool").putArray("filter");
    queries.forEach(filter::add);
    return node;
  }
}
