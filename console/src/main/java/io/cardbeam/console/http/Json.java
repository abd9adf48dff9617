package io.cardbeam.console.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;

/** JSON in and out. */
public final class Json {
  /** Deepest nesting that is read. */
  static final int MAX_DEPTH = 32;

  /** Longest number that is read, characters. */
  static final int MAX_NUMBER_CHARS = 64;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_NUMBER_CHARS)
                          .build())
                  .build())
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** An empty object to fill. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** The object in a request's body. */
  public static ObjectNode body(Context ctx) throws RefusedException, IOException {
    return parse(ctx.bodyAsBytes()); // the server has set its limit
  }

  /**
   * The object in these bytes. An error tells the position alone: the parser's own message quotes
   * the text, which may hold a card number.
   */
  public static ObjectNode parse(byte[] bytes) throws RefusedException, IOException {
    String text =
        Utf8.text(bytes)
            .orElseThrow(
                () ->
                    new RefusedException(ProblemType.MALFORMED_JSON, "The body is not in UTF-8."));
    try {
      if (MAPPER.readTree(text) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new RefusedException(
          ProblemType.MALFORMED_JSON,
          "The body is not JSON, or names a field twice"
              + (at == null ? "." : ": line " + at.getLineNr() + ", column " + at.getColumnNr()));
    }
    throw new RefusedException(ProblemType.MALFORMED_JSON, "The body is not a JSON object.");
  }

  /** Text of a JSON value, on one line. */
  public static String text(JsonNode node) {
    return node.toString();
  }

  /** Answers with JSON that nobody keeps. */
  public static void answer(Context ctx, int status, JsonNode node) {
    answer(ctx, status, "application/json", node);
  }

  private static void answer(Context ctx, int status, String mediaType, JsonNode node) {
    // Bytes, since the server adds a charset to what is text; JSON has none (RFC 8259, 11).
    ctx.status(status)
        .contentType(mediaType)
        .header("Cache-Control", "no-store")
        .result(text(node).getBytes(UTF_8));
  }

  /** Answers with a problem. */
  public static void refuse(Context ctx, Problem problem) {
    problem.headers().forEach(ctx::header);
    answer(ctx, problem.type().status(), Problem.MEDIA_TYPE, problem.json(RequestIds.of(ctx)));
  }
}
