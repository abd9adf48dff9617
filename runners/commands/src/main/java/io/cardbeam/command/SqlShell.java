package io.cardbeam.command;

import io.cardbeam.query.QueryException;
import io.cardbeam.query.StarDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Takes questions line by line, each ended by a semicolon, and answers them. */
final class SqlShell {
  private static final int MAX_CHARS = 1 << 20;

  private final StarDatabase star;
  private final QuestionLines in;
  private final PrintWriter out;
  private final RowFormat format;
  private boolean well = true;

  SqlShell(StarDatabase star, QuestionLines in, PrintWriter out, RowFormat format) {
    this.star = star;
    this.in = in;
    this.out = out;
    this.format = format;
  }

  /**
   * Runs to the end of the input.
   *
   * @return whether all questions could be answered
   */
  boolean run() throws IOException {
    StringBuilder question = new StringBuilder();
    while (true) {
      Optional<String> next;
      try {
        next = in.next(question.length() == 0 ? "cardbeam> " : "     ...> ");
      } catch (QuestionLines.GivenUpException e) {
        question.setLength(0);
        continue;
      }
      if (next.isEmpty()) {
        break;
      }
      String line = next.get();
      String text = line.strip();
      if (question.length() == 0 && text.startsWith(".")) {
        if (text.equals(".quit") || text.equals(".exit")) {
          return well;
        }
        command(text);
      } else {
        question.append(line).append('\n');
        if (question.length() > MAX_CHARS) {
          throw new IOException("a question of over a million characters is too long");
        }
        if (text.endsWith(";")) {
          ask(question.toString());
          question.setLength(0);
        }
      }
    }
    if (!question.toString().isBlank()) {
      ask(question.toString());
    }
    return well;
  }

  private void command(String text) throws IOException {
    String[] words = text.split("\\s+", 2);
    switch (words[0].toLowerCase(Locale.ROOT)) {
      case ".tables" ->
          ask("SELECT view_name AS \"table\" FROM duckdb_views() WHERE NOT internal ORDER BY 1");
      case ".columns" ->
          ask(
              words.length == 2
                  ? "SELECT column_name, column_type FROM (DESCRIBE "
                      + words[1].replaceAll("[^A-Za-z0-9_]", "")
                      + ")"
                  : "SELECT table_name, column_name, data_type FROM duckdb_columns()"
                      + " WHERE NOT internal ORDER BY table_name, column_index");
      default -> out.println("there are .tables, .columns TABLE and .quit");
    }
  }

  private void ask(String question) throws IOException {
    try {
      star.query(question, List.of(), format.to(out));
    } catch (QueryException e) {
      well = false;
      out.println(e.getMessage());
    }
    out.flush();
  }
}
