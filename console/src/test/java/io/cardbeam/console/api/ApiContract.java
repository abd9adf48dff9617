package io.cardbeam.console.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * The API's document as what every answer must keep to: its operation, status, media type and
 * schema. Stricter than the document itself, an answer may have no member that is not described.
 */
public final class ApiContract {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

  private final ObjectNode document;
  private final JsonNode strict;

  private ApiContract(ObjectNode document) {
    this.document = document;
    this.strict = document.get("components").deepCopy();
    strict.get("schemas").forEach(ApiContract::close);
  }

  /** The contract of the document in the build. */
  public static ApiContract read() throws IOException {
    return new ApiContract((ObjectNode) JSON.readTree(ApiDocument.read(ApiDocument.RESOURCE)));
  }

  /** No object has members that are not described. */
  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object
        && object.has("properties")
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    schema.forEach(ApiContract::close);
  }

  /** The document. */
  JsonNode document() {
    return document;
  }

  /**
   * An answer that was served.
   *
   * @param path without its query
   * @param contentType as in the header field; empty if there is none
   */
  public record Served(String method, String path, int status, String contentType, String body) {}

  /** Checks an answer of the server and returns it. */
  public HttpResponse<String> checked(HttpResponse<String> response) throws IOException {
    String path = response.uri().getRawPath();
    assertThat(response.headers().firstValue("X-Request-Id")).as(path).isPresent();
    check(
        new Served(
            response.request().method(),
            path,
            response.statusCode(),
            response.headers().firstValue("Content-Type").orElse(""),
            response.body()));
    return response;
  }

  /**
   * Checks an answer of the server. Answers of paths that the document does not have, the page's
   * files, and those of other methods are problems or nothing is said of them.
   */
  public void check(Served served) throws IOException {
    String method = served.method().toLowerCase(Locale.ROOT);
    JsonNode operation = operation(method, served.path());
    if (operation.isMissingNode()) {
      if (served.status() >= 400) {
        check(
            "a problem",
            JSON.createObjectNode().put("$ref", "#/components/schemas/Problem"),
            JSON.readTree(served.body()));
      }
      return;
    }
    String where = method + " " + served.path() + " " + served.status();
    JsonNode described =
        resolved(operation.path("responses").path(Integer.toString(served.status())));
    assertThat(described.isMissingNode()).as(where + " is not documented").isFalse();
    if (!described.has("content")) {
      assertThat(served.body()).as(where).isEmpty();
      return;
    }
    String mediaType = served.contentType().replaceFirst(";.*", "").strip();
    assertThat(described.path("content").has(mediaType))
        .as(where + " is documented with " + mediaType)
        .isTrue();
    JsonNode media = described.path("content").path(mediaType);
    if (media.has("x-line-schema")) {
      assertThat(served.body()).as(where).isNotEmpty().endsWith("\n");
      for (String line : served.body().lines().toList()) {
        check(where, media.path("x-line-schema"), JSON.readTree(line));
      }
    } else if (mediaType.endsWith("json")) {
      assertThat(mediaType).as(where + " lacks x-line-schema").doesNotEndWith("ndjson");
      check(where, media.path("schema"), JSON.readTree(served.body()));
    }
  }

  /** Checks an event of a stream that was served, whose schemas the document names. */
  public void checkEvent(String path, String event, String data) throws IOException {
    JsonNode schema =
        operation("get", path)
            .at("/responses/200/content/text~1event-stream/x-event-schemas")
            .path(event);
    assertThat(schema.isMissingNode()).as(path + " is documented with " + event).isFalse();
    check(path + " " + event, schema, JSON.readTree(data));
  }

  /** Fails unless a value keeps to a schema of the document, closed. */
  void check(String where, JsonNode schema, JsonNode value) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", strict);
    JsonSchema compiled = SCHEMAS.getSchema(whole);
    Set<ValidationMessage> wrong = compiled.validate(value);
    assertThat(wrong).as(where + ": " + value).isEmpty();
  }

  /** The same for the examples of the document. */
  void checkExamples(String where, JsonNode content) {
    content
        .fields()
        .forEachRemaining(
            media ->
                media
                    .getValue()
                    .path("examples")
                    .fields()
                    .forEachRemaining(
                        example ->
                            check(
                                where + " example " + example.getKey(),
                                media.getValue().path("schema"),
                                example.getValue().path("value"))));
  }

  JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asText();
    return reference.isEmpty() ? node : document.at(reference.substring(1));
  }

  private JsonNode operation(String method, String path) {
    for (Iterator<Map.Entry<String, JsonNode>> all = document.path("paths").fields();
        all.hasNext(); ) {
      Map.Entry<String, JsonNode> entry = all.next();
      String form = Pattern.quote(entry.getKey()).replaceAll("\\{[a-z_]+}", "\\\\E[^/]+\\\\Q");
      if (path.matches(form) && entry.getValue().has(method)) {
        return entry.getValue().path(method);
      }
    }
    return document.path("nothing");
  }

  /** How the table and the document differ, operations that are {@code pending} left out. */
  public List<String> differences(List<Route> routes, Set<String> pending) {
    Map<String, String> served = new TreeMap<>();
    for (Route route : routes) {
      if (route.isDocumented()) {
        served.put(route.operationId(), text(route));
      }
    }
    Map<String, String> described = new TreeMap<>();
    document
        .path("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fields()
                    .forEachRemaining(
                        method ->
                            described.put(
                                method.getValue().path("operationId").asText(),
                                text(path.getKey(), method.getKey(), method.getValue()))));
    List<String> differences = new ArrayList<>();
    Set<String> all = new TreeSet<>(served.keySet());
    all.addAll(described.keySet());
    for (String id : all) {
      String table = served.getOrDefault(id, "not served");
      String document = described.getOrDefault(id, "not described");
      boolean waits = pending.contains(id);
      if (waits && served.containsKey(id)) {
        differences.add(id + " is served now: it is pending no more");
      } else if (!waits && !table.equals(document)) {
        differences.add(id + "\n  table:    " + table + "\n  document: " + document);
      }
    }
    return differences;
  }

  private static String text(Route route) {
    Set<String> ways = new TreeSet<>();
    route.admission().ways().forEach(way -> ways.add(way.name().toLowerCase(Locale.ROOT)));
    return String.join(
        " ",
        route.method().name(),
        route.path(),
        "takes " + route.body().mediaType().map(List::of).orElse(List.of()),
        "gives " + new TreeSet<>(route.produces()),
        "to " + ways + new TreeSet<>(route.admission().grants()));
  }

  private String text(String path, String method, JsonNode operation) {
    Set<String> gives = new TreeSet<>();
    operation
        .path("responses")
        .fields()
        .forEachRemaining(
            response -> {
              if (response.getKey().startsWith("2")) {
                resolved(response.getValue())
                    .path("content")
                    .fieldNames()
                    .forEachRemaining(gives::add);
              }
            });
    List<String> takes = new ArrayList<>();
    operation.path("requestBody").path("content").fieldNames().forEachRemaining(takes::add);
    Set<String> ways = new TreeSet<>();
    Set<String> grants = new TreeSet<>();
    for (JsonNode either : (ArrayNode) operation.path("security")) {
      either
          .fields()
          .forEachRemaining(
              scheme -> {
                ways.add(scheme.getKey());
                StreamSupport.stream(scheme.getValue().spliterator(), false)
                    .forEach(grant -> grants.add(grant.asText()));
              });
    }
    return String.join(
        " ",
        method.toUpperCase(Locale.ROOT),
        path,
        "takes " + takes,
        "gives " + gives,
        "to " + ways + grants);
  }

  /** The document's text. */
  static String text() {
    return new String(ApiDocument.read(ApiDocument.RESOURCE), UTF_8);
  }
}
