package io.cardbeam.bench.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The OpenAPI document of a server: its operations, and what their answers must be. */
final class ApiDocument {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
  private static final int FIRST_FAULT_OF_THE_SERVER = 500;

  private final JsonNode document;
  private final List<Operation> operations = new ArrayList<>();
  private final Map<String, JsonSchema> compiled = new ConcurrentHashMap<>();

  /**
   * One of them.
   *
   * @param method of HTTP
   * @param path with parameters in braces
   * @param node what the document has of it
   */
  record Operation(String method, String path, JsonNode node) {
    String id() {
      return node.path("operationId").asText();
    }
  }

  ApiDocument(String text) throws JsonProcessingException {
    document = JSON.readTree(text);
    document
        .path("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fields()
                    .forEachRemaining(
                        method ->
                            operations.add(
                                new Operation(
                                    method.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    method.getValue()))));
    if (operations.isEmpty()) {
      throw new IllegalArgumentException("the document has no operations");
    }
  }

  List<Operation> operations() {
    return List.copyOf(operations);
  }

  /** What a reference stands for, or the node itself. */
  JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asText();
    return reference.isEmpty() ? node : resolved(document.at(reference.substring(1)));
  }

  /** What is wrong with an answer, if anything. */
  Optional<String> flaw(ApiRequest request, int status, String contentType, String body) {
    if (status >= FIRST_FAULT_OF_THE_SERVER) {
      return Optional.of("status " + status);
    }
    Optional<Operation> operation =
        operations.stream()
            .filter(o -> o.path().equals(request.template()) && o.method().equals(request.method()))
            .findFirst();
    String mediaType = contentType.replaceFirst(";.*", "").strip();
    if (operation.isEmpty()) {
      return status == 404 || status == 405 || status == 400 || status == 401
          ? flaw("Problem", "#/components/schemas/Problem", body)
          : Optional.of("status " + status + " of a method that is not documented");
    }
    JsonNode described =
        resolved(operation.get().node().path("responses").path(Integer.toString(status)));
    if (described.isMissingNode()) {
      return Optional.of("status " + status + " is not documented");
    }
    if (!described.has("content")) {
      return body.isEmpty() ? Optional.empty() : Optional.of("a body where none is documented");
    }
    if (!described.path("content").has(mediaType)) {
      return Optional.of("media type '" + mediaType + "' is not documented");
    }
    JsonNode ofLine = described.path("content").path(mediaType).path("x-line-schema");
    if (!ofLine.isMissingNode()) {
      String name = operation.get().id() + status + " line";
      return body.lines().flatMap(line -> flaw(name, ofLine, line).stream()).findFirst();
    }
    if (!mediaType.endsWith("json")) {
      return Optional.empty();
    }
    return flaw(
        operation.get().id() + status + mediaType,
        described.path("content").path(mediaType).path("schema"),
        body);
  }

  private Optional<String> flaw(String name, String reference, String body) {
    return flaw(name, JSON.createObjectNode().put("$ref", reference), body);
  }

  private Optional<String> flaw(String name, JsonNode schema, String body) {
    if (schema.isMissingNode()) {
      return Optional.empty();
    }
    try {
      JsonNode value = JSON.readTree(body);
      Set<ValidationMessage> wrong =
          compiled.computeIfAbsent(name, n -> compile(schema)).validate(value);
      return wrong.isEmpty() ? Optional.empty() : Optional.of("schema: " + wrong);
    } catch (JsonProcessingException e) {
      return Optional.of("the body is not JSON");
    }
  }

  private JsonSchema compile(JsonNode schema) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", document.path("components"));
    return SCHEMAS.getSchema(whole);
  }
}
