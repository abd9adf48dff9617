package io.cardbeam.bench.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Values that a schema of the document allows; of some names, values that the server knows. */
final class ValidValues {
  /** What no answer may repeat. */
  static final List<String> CARDS =
      List.of("4539578763621486", "4000056655665556", "5555555555554444", "371449635398431");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, List<String>> KNOWN_NAMES =
      Map.of(
          "card_number", CARDS,
          "currency", List.of("USD", "USD", "USD", "EUR", "JPY"),
          "amount", List.of("1.00", "12.5", "3", "0.01", "1000000", "999.99"),
          "unit_price", List.of("1.00", "0", "2.50"),
          "category", List.of("food_dining", "shopping_net"),
          "state", List.of("CA", "NY"),
          "client_ip", List.of("198.51.100.7", "2001:db8::1"),
          "birth_date", List.of("1980-02-29"),
          "code", List.of("123456"),
          "id", List.of("fuzz-shop"));

  private final ApiDocument document;
  private final Map<String, List<String>> given;
  private final SplittableRandom random;
  private final String requestId;

  /**
   * Values of one request.
   *
   * @param given ids that the server gave, by the names of their fields
   * @param requestId of this request
   */
  ValidValues(
      ApiDocument document,
      Map<String, List<String>> given,
      SplittableRandom random,
      String requestId) {
    this.document = document;
    this.given = given;
    this.random = random;
    this.requestId = requestId;
  }

  /** A value for a field, or a parameter, of this name. */
  JsonNode value(String name, JsonNode described) {
    JsonNode schema = document.resolved(described);
    if (name.equals("request_id") || name.equals("Idempotency-Key")) {
      return TextNode.valueOf(requestId);
    }
    List<String> known = given.getOrDefault(name, KNOWN_NAMES.getOrDefault(name, List.of()));
    if (!known.isEmpty()) {
      return TextNode.valueOf(one(known));
    }
    if (schema.has("enum")) {
      return schema.path("enum").get(random.nextInt(schema.path("enum").size()));
    }
    String type =
        schema.path("type").isArray()
            ? schema.path("type").get(0).asText()
            : schema.path("type").asText();
    return switch (type) {
      case "object" -> object(schema);
      case "array" -> array(schema);
      case "integer" -> JSON.getNodeFactory().numberNode(whole(schema));
      case "number" -> JSON.getNodeFactory().numberNode(random.nextInt(-90, 91));
      case "boolean" -> JSON.getNodeFactory().booleanNode(random.nextBoolean());
      default -> text(schema);
    };
  }

  private ObjectNode object(JsonNode schema) {
    ObjectNode object = JSON.createObjectNode();
    boolean places = random.nextBoolean();
    schema
        .path("properties")
        .fields()
        .forEachRemaining(
            property -> {
              String name = property.getKey();
              boolean required = false;
              for (JsonNode one : schema.path("required")) {
                required |= one.asText().equals(name);
              }
              boolean isPlace = name.endsWith("itude");
              boolean wanted = isPlace ? places : random.nextInt(100) < 40;
              if (required || name.equals("request_id") || wanted) {
                object.set(name, value(name, property.getValue()));
              }
            });
    return object;
  }

  private ArrayNode array(JsonNode schema) {
    ArrayNode array = JSON.createArrayNode();
    for (int i = random.nextInt(4); i > 0; i--) {
      array.add(value("", schema.path("items")));
    }
    return array;
  }

  private long whole(JsonNode schema) {
    long least = schema.path("minimum").asLong(0);
    long most = Math.min(schema.path("maximum").asLong(1_000), least + 200);
    return random.nextLong(least, most + 1);
  }

  private TextNode text(JsonNode schema) {
    if ("date-time".equals(schema.path("format").asText())) {
      return TextNode.valueOf("2026-0" + random.nextInt(1, 10) + "-01T00:00:00Z");
    }
    int length = Math.max(schema.path("minLength").asInt(1), 1) + random.nextInt(12);
    StringBuilder text = new StringBuilder();
    for (int i = Math.min(length, schema.path("maxLength").asInt(64)); i > 0; i--) {
      text.append((char) random.nextInt('a', 'z' + 1));
    }
    return TextNode.valueOf(text.toString());
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
