package io.cardbeam.console.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.http.RefusedException.Status;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;

/** JSON in and out. */
public final class Json {
  /** Longest body that is read, bytes. */
  public static final int MAX_BODY_BYTES = 16 << 10;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** An empty object to fill. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** The object in a request's body. */
  public static JsonFields body(Context ctx) throws RefusedException, IOException {
    InputStream stream = ctx.bodyInputStream();
    byte[] bytes = stream.readNBytes(MAX_BODY_BYTES + 1);
    if (bytes.length > MAX_BODY_BYTES) {
      throw new RefusedException(
          Status.TOO_LARGE, "the body is longer than " + MAX_BODY_BYTES + " bytes");
    }
    return parse(bytes);
  }

  /**
   * The object in these bytes. An error tells the position alone: the parser's own message quotes
   * the text, which may hold a card number.
   */
  public static JsonFields parse(byte[] bytes) throws RefusedException, IOException {
    try {
      JsonNode node = MAPPER.readTree(bytes);
      if (node instanceof ObjectNode object) {
        return new JsonFields(object, "");
      }
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw RefusedException.badField(
          at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr(),
          "the body is no JSON, or names a field twice");
    }
    throw RefusedException.badField("", "the body is no JSON object");
  }

  /** Text of a JSON value, on one line. */
  public static String text(JsonNode node) {
    return node.toString();
  }

  /** Answers with JSON that nobody keeps. */
  public static void answer(Context ctx, int status, JsonNode node) {
    ctx.status(status)
        .contentType("application/json; charset=utf-8")
        .header("Cache-Control", "no-store")
        .result(text(node));
  }

  /** Answers with the reason of a refusal. */
  public static void refuse(Context ctx, RefusedException refused) {
    ObjectNode node = object().put("error", refused.reason());
    if (!refused.field().isEmpty()) {
      node.put("field", refused.field());
    }
    answer(ctx, refused.status().code(), node);
  }
}
