package io.cardbeam.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a command did, as names with figures: a table for people, JSON for machines. */
public final class Account {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Object> entries = new LinkedHashMap<>();

  /** Adds a figure or a text; names are lower case with blanks, and JSON has underscores. */
  public Account with(String name, Object value) {
    entries.put(name, value);
    return this;
  }

  /** Prints it. */
  public void print(PrintWriter out, boolean json) {
    if (json) {
      out.println(toJson());
    } else {
      int width = entries.keySet().stream().mapToInt(String::length).max().orElse(0);
      entries.forEach(
          (name, value) -> out.printf(Locale.ROOT, "  %-" + width + "s  %s%n", name, shown(value)));
    }
    out.flush();
  }

  private static String shown(Object value) {
    return value instanceof Long || value instanceof Integer
        ? String.format(Locale.ROOT, "%,15d", ((Number) value).longValue())
        : value instanceof Double number
            ? String.format(Locale.ROOT, "%,15.1f", number)
            : String.valueOf(value);
  }

  private String toJson() {
    Map<String, Object> named = new LinkedHashMap<>();
    entries.forEach((name, value) -> named.put(name.replace(' ', '_'), value));
    try {
      return JSON.writeValueAsString(named);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an account holds figures and texts only", e);
    }
  }
}
