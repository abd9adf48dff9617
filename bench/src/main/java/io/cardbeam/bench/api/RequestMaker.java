package io.cardbeam.bench.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.bench.api.ApiDocument.Operation;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Makes requests of the document: one in four is right, the others but for one thing. */
final class RequestMaker {
  private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
  private static final int OFTEN = 85;
  private static final int REPEATED = 10;

  private final ApiDocument document;
  private final Map<String, List<String>> given;
  private final long seed;
  private final List<Operation> payments;
  private final List<Operation> others;

  private enum Wrong {
    NOTHING,
    NOTHING_TOO,
    FIELD,
    FIELD_TOO,
    FIELD_MORE,
    BYTES,
    PATH,
    QUERY,
    HEADER,
    KEY,
    METHOD
  }

  /**
   * A maker.
   *
   * @param given ids that the server gave, by the names of their fields
   */
  RequestMaker(ApiDocument document, Map<String, List<String>> given, long seed) {
    this.document = document;
    this.given = Map.copyOf(given);
    this.seed = seed;
    payments = document.operations().stream().filter(RequestMaker::isPayment).toList();
    others = document.operations().stream().filter(o -> !isPayment(o)).toList();
    if (payments.isEmpty() || others.isEmpty()) {
      throw new IllegalArgumentException("the document lacks operations with the tag Payments");
    }
  }

  private static boolean isPayment(Operation operation) {
    return operation.node().path("tags").path(0).asText().equals("Payments");
  }

  /** The request of a number, always the same. */
  ApiRequest request(long number) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
    Operation operation = one(random.nextInt(100) < OFTEN ? payments : others, random);
    String id = "f-" + (random.nextInt(100) < REPEATED ? random.nextInt(50) : seed + "-" + number);
    ValidValues values = new ValidValues(document, given, random, id);
    Wrong wrong = Wrong.values()[random.nextInt(Wrong.values().length)];
    String target = target(operation, values, random, wrong);
    Map<String, String> headers = headers(operation, values, random, wrong);
    String body = new String(body(operation, values, random, wrong), ISO_8859_1);
    String method = wrong == Wrong.METHOD ? one(METHODS, random) : operation.method();
    String caller = caller(operation);
    boolean mine = !caller.equals("nobody") && wrong != Wrong.KEY && wrong != Wrong.METHOD;
    if (wrong == Wrong.KEY) {
      caller = one(List.of("nobody", "wrong", "merchant", "issuer", "analyst"), random);
    }
    return new ApiRequest(
        method, operation.path(), target, caller, headers, body, mine && wrong != Wrong.BYTES);
  }

  private static String caller(Operation operation) {
    String scope = operation.node().path("security").path(0).path("key").path(0).asText();
    return switch (scope) {
      case "" -> "nobody";
      case "payments:write" -> "issuer";
      case "analytics:read" -> "analyst";
      default -> "merchant";
    };
  }

  private String target(
      Operation operation, ValidValues values, SplittableRandom random, Wrong wrong) {
    String path = operation.path();
    List<String> query = new ArrayList<>();
    for (JsonNode described : operation.node().path("parameters")) {
      JsonNode parameter = document.resolved(described);
      String name = parameter.path("name").asText();
      String value = values.value(name, parameter.path("schema")).asText();
      if (parameter.path("in").asText().equals("path")) {
        String told = wrong == Wrong.PATH ? HostileValues.text(random) : value;
        path = path.replace("{" + name + "}", escaped(told.isEmpty() ? "-" : told));
      } else if (parameter.path("in").asText().equals("query") && random.nextInt(100) < 30) {
        query.add(name + "=" + escaped(name.equals("cursor") ? cursor(random) : value));
      }
    }
    if (wrong == Wrong.QUERY) {
      query.add(HostileValues.query(random));
    }
    return path + (query.isEmpty() ? "" : "?" + String.join("&", query));
  }

  private static String cursor(SplittableRandom random) {
    return one(List.of("MTA", "MA", "OTk5OTk5OTk5OTk5OTk5OTk5", "x"), random);
  }

  private Map<String, String> headers(
      Operation operation, ValidValues values, SplittableRandom random, Wrong wrong) {
    Map<String, String> headers = new TreeMap<>();
    operation
        .node()
        .path("requestBody")
        .path("content")
        .fieldNames()
        .forEachRemaining(type -> headers.put("Content-Type", type));
    for (JsonNode described : operation.node().path("parameters")) {
      JsonNode parameter = document.resolved(described);
      if (parameter.path("in").asText().equals("header") && random.nextInt(100) < 20) {
        String name = parameter.path("name").asText();
        headers.put(name, values.value(name, parameter.path("schema")).asText());
      }
    }
    if (wrong == Wrong.HEADER) {
      Map.Entry<String, String> header = HostileValues.header(random);
      headers.put(header.getKey(), header.getValue());
    }
    return headers;
  }

  private byte[] body(
      Operation operation, ValidValues values, SplittableRandom random, Wrong wrong) {
    JsonNode content = operation.node().path("requestBody").path("content");
    if (content.isMissingNode()) {
      return new byte[0];
    }
    StringBuilder text = new StringBuilder();
    if (content.has("application/json")) {
      text.append(object(content.path("application/json").path("schema"), values, random, wrong));
    } else {
      JsonNode line = document.resolved(authorizationSchema());
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        text.append(object(line, values, random, wrong)).append('\n');
      }
    }
    byte[] bytes = text.toString().getBytes(UTF_8);
    return wrong == Wrong.BYTES ? HostileValues.damaged(bytes, random) : bytes;
  }

  private JsonNode authorizationSchema() {
    return payments.stream()
        .filter(o -> o.id().equals("createAuthorization"))
        .findFirst()
        .orElseThrow()
        .node()
        .path("requestBody")
        .path("content")
        .path("application/json")
        .path("schema");
  }

  private String object(JsonNode schema, ValidValues values, SplittableRandom random, Wrong wrong) {
    JsonNode value = values.value("", schema);
    if (!(value instanceof ObjectNode object) || object.isEmpty()) {
      return value.toString();
    }
    if (wrong == Wrong.FIELD || wrong == Wrong.FIELD_TOO) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      String name = one(names, random);
      if (random.nextInt(6) == 0) {
        object.remove(name);
      } else {
        return withRaw(object, name, HostileValues.json(random));
      }
    } else if (wrong == Wrong.FIELD_MORE) {
      return withRaw(object, HostileValues.name(random), HostileValues.json(random));
    }
    return object.toString();
  }

  /** An object with JSON that a library would not write, such as a long number. */
  private static String withRaw(ObjectNode object, String name, String json) {
    Map<String, String> all = new LinkedHashMap<>();
    object.fields().forEachRemaining(f -> all.put(f.getKey(), f.getValue().toString()));
    all.put(name, json);
    List<String> fields = new ArrayList<>();
    all.forEach((field, value) -> fields.add("\"" + field + "\":" + value));
    return "{" + String.join(",", fields) + "}";
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20").replace("*", "%2A");
  }

  private static <T> T one(List<T> of, SplittableRandom random) {
    return of.get(random.nextInt(of.size()));
  }
}
