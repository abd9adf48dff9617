package io.cardbeam.bench.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** The statements of a file of SQL beside this class; each ends with a semicolon and its line. */
final class SqlScript {
  private static final Pattern END = Pattern.compile(";\\s*(\\n|$)");

  private SqlScript() {}

  /**
   * The statements, in order.
   *
   * @param name of the file, for instance facts.sql
   */
  static List<String> statements(String name) {
    try (InputStream in = SqlScript.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no " + name);
      }
      return END.splitAsStream(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .filter(statement -> !statement.isBlank())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
