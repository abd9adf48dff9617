package io.cardbeam.console.walk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpStatus;

/**
 * An answer as {@code docs/api.md} shows it: status line, header fields that matter, body,
 * indented. What differs from run to run is shown as the page has it, if it has the same form, and
 * stands for the same value wherever the page has it.
 */
final class ShownAnswer {
  private static final List<String> HEADERS =
      List.of("Allow", "Idempotent-Replayed", "Retry-After", "WWW-Authenticate");
  private static final Pattern TIME =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?Z");

  /** Fields whose values differ from run to run, and their forms. */
  private static final Map<String, Pattern> VARYING =
      Map.of(
          "time", TIME,
          "recorded_at", TIME,
          "instance", Pattern.compile("urn:request:[A-Za-z0-9-]{1,64}"),
          "next_cursor", Pattern.compile("[A-Za-z0-9_-]{1,256}"),
          "event_id", Pattern.compile("[0-9]{1,18}"));

  private static final ObjectMapper JSON = new ObjectMapper();

  private ShownAnswer() {}

  /**
   * The text of an answer.
   *
   * @param before what the page shows
   * @param examples gets what the page shows of a varying value, and what it is in this run
   */
  static String text(HttpResponse<String> answer, String before, Map<String, String> examples)
      throws JsonProcessingException {
    StringBuilder text = new StringBuilder("HTTP/1.1 ");
    text.append(answer.statusCode()).append(' ').append(HttpStatus.getMessage(answer.statusCode()));
    for (String name : HEADERS) {
      answer
          .headers()
          .firstValue(name)
          .ifPresent(value -> text.append('\n').append(name).append(": ").append(value));
    }
    text.append("\n\n");
    String old = before.contains("\n\n") ? before.substring(before.indexOf("\n\n") + 2) : "";
    String type = answer.headers().firstValue("Content-Type").orElse("");
    if (type.startsWith("application/x-ndjson")) {
      List<String> lines = answer.body().lines().toList();
      List<String> oldLines = old.lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        JsonNode line = JSON.readTree(lines.get(i));
        JsonNode oldLine = tree(i < oldLines.size() ? oldLines.get(i) : "");
        text.append(keepExamples("", line, oldLine, examples)).append('\n');
      }
    } else {
      JsonNode body = keepExamples("", JSON.readTree(answer.body()), tree(old), examples);
      text.append(JSON.writer(printer()).writeValueAsString(body).replace("[ ]", "[]"))
          .append('\n');
    }
    return text.toString();
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.missingNode(); // the page has yet to be written
    }
  }

  private static JsonNode keepExamples(
      String name, JsonNode node, JsonNode old, Map<String, String> examples) {
    if (node instanceof ObjectNode object) {
      for (String field :
          List.copyOf(object.properties().stream().map(Map.Entry::getKey).toList())) {
        object.set(field, keepExamples(field, object.path(field), old.path(field), examples));
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, keepExamples(name, array.get(i), old.path(i), examples));
      }
    } else if (VARYING.containsKey(name)
        && VARYING.get(name).matcher(node.asText()).matches()
        && VARYING.get(name).matcher(old.asText()).matches()) {
      String now = examples.computeIfAbsent(old.asText(), example -> node.asText());
      return now.equals(node.asText()) ? old : node;
    }
    return node;
  }

  private static DefaultPrettyPrinter printer() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter()
            .withSeparators(
                Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER));
    printer.indentArraysWith(lines);
    printer.indentObjectsWith(lines);
    return printer;
  }
}
