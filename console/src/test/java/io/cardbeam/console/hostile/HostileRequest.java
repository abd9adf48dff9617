package io.cardbeam.console.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A request that nobody should send, and what must be answered. Names in braces, such as {@code
 * {KEY}}, stand for what the server gave.
 *
 * @param status of the answer
 * @param problem its type's last part; empty if it is no problem
 * @param text the request as it goes over the socket, a character a byte; without a length if it
 *     has a body
 * @param body a character a byte
 * @param measured whether the length of the body is added
 */
public record HostileRequest(
    int status, String problem, String text, String body, boolean measured) {
  private static final String JSON = "Content-Type: application/json";
  private static final String KEY = "Authorization: Bearer {KEY}";

  /** A body of JSON, by a key that may. */
  static HostileRequest post(int status, String problem, String path, String json) {
    return with(status, problem, "POST", path, utf8(json), KEY, JSON);
  }

  /** A read, by a key that may. */
  static HostileRequest get(int status, String problem, String path) {
    return with(status, problem, "GET", path, "", KEY);
  }

  /** A request with these header fields. */
  static HostileRequest with(
      int status, String problem, String method, String path, String body, String... headers) {
    List<String> lines = new ArrayList<>(List.of(method + " " + path + " HTTP/1.1", "Host: a"));
    lines.addAll(List.of(headers));
    lines.add("Connection: close");
    return new HostileRequest(status, problem, String.join("\r\n", lines), body, true);
  }

  /** Bytes as they stand. */
  static HostileRequest raw(int status, String problem, String text) {
    return new HostileRequest(status, problem, text, "", false);
  }

  /** What goes over the socket. */
  public String bytes(Map<String, String> given) {
    String head = replaced(text, given);
    if (!measured) {
      return head;
    }
    String sent = replaced(body, given);
    String length = sent.isEmpty() ? "" : "\r\nContent-Length: " + sent.length();
    return head + length + "\r\n\r\n" + sent;
  }

  private static String replaced(String text, Map<String, String> given) {
    String all = text;
    for (Map.Entry<String, String> one : given.entrySet()) {
      all = all.replace("{" + one.getKey() + "}", one.getValue());
    }
    return all;
  }

  /** The bytes of a text in UTF-8, a character each. */
  static String utf8(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  /** The request line and the body's beginning, for a test's name. */
  @Override
  public String toString() {
    String line = text.lines().findFirst().orElse("");
    String all = status + " " + line + " " + body;
    return all.length() > 120 ? all.substring(0, 120) : all;
  }
}
