package io.cardbeam.pipeline.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;

/**
 * What a server answered.
 *
 * @param status HTTP status
 * @param retryAfter how long it asks to be left alone; zero if it does not
 * @param body whole
 */
@SuppressWarnings("ArrayRecordComponent") // It is read once.
record SearchAnswer(int status, Duration retryAfter, byte[] body) {
  static final int OK = 200;
  static final int UNAUTHORIZED = 401;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int TOO_LARGE = 413;

  /** Longest reason that is kept, in characters. */
  static final int MAX_REASON_CHARS = 500;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;
  private static final int MAX_CAUSES = 10;

  boolean isSuccess() {
    return status >= OK && status < 300;
  }

  /** Whether the same request may be taken later. */
  boolean mayPass() {
    return status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS || status >= SERVER_ERRORS;
  }

  /**
   * Its body.
   *
   * @throws IOException if it is not whole
   */
  JsonNode json() throws IOException {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IOException("its answer is no JSON, or was cut off");
    }
  }

  /** Why it is an error, in the server's words where it has some. */
  String reason() {
    try {
      String words = reason(json().path("error"));
      return words.isEmpty() ? "HTTP " + status : "HTTP " + status + ", " + words;
    } catch (IOException e) {
      return "HTTP " + status;
    }
  }

  /** An error as servers describe it: kind, reason, and the reason behind that. */
  static String reason(JsonNode error) {
    if (error.isTextual()) {
      return shortened(error.asText());
    }
    String kind = error.path("type").asText("");
    String reason = error.path("reason").asText("");
    String words = kind.isEmpty() || reason.isEmpty() ? kind + reason : kind + ": " + reason;
    JsonNode cause = error.path("caused_by");
    for (int i = 0; i < MAX_CAUSES && cause.path("caused_by").isObject(); i++) {
      cause = cause.path("caused_by");
    }
    String behind = cause.path("reason").asText("");
    return shortened(behind.isEmpty() || words.contains(behind) ? words : words + ": " + behind);
  }

  /** On one line, and not endless. */
  private static String shortened(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= MAX_REASON_CHARS ? line : line.substring(0, MAX_REASON_CHARS) + "…";
  }
}
