package io.cardbeam.command;

import io.cardbeam.star.StarTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * Lines that a person types: with editing, the history of earlier sessions, and tables and columns
 * by the tab key.
 */
final class TerminalLines implements QuestionLines {
  private static final int HISTORY_LINES = 1_000;

  private final Terminal terminal;
  private final LineReader reader;

  private TerminalLines(Terminal terminal, LineReader reader) {
    this.terminal = terminal;
    this.reader = reader;
  }

  /**
   * Lines from this process's terminal.
   *
   * @param history file of what was asked before, made if it is not there; empty where nothing is
   *     to be remembered
   */
  static TerminalLines open(Optional<Path> history) throws IOException {
    Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build();
    LineReaderBuilder reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .completer(new StringsCompleter(names()))
            .variable(LineReader.HISTORY_SIZE, HISTORY_LINES)
            .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_LINES)
            // An exclamation mark is SQL's here, and no history's.
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
    history.ifPresent(file -> reader.variable(LineReader.HISTORY_FILE, file));
    return new TerminalLines(terminal, reader.build());
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>(List.of(".tables", ".columns", ".quit"));
    for (StarTable table : StarTable.values()) {
      names.add(table.tableName());
      for (Schema.Field column : table.schema().getFields()) {
        names.add(column.name());
      }
    }
    return names.stream().distinct().toList();
  }

  @Override
  public Optional<String> next(String prompt) throws GivenUpException {
    try {
      return Optional.of(reader.readLine(prompt));
    } catch (EndOfFileException e) {
      return Optional.ofNullable(e.getPartialLine());
    } catch (UserInterruptException e) {
      throw new GivenUpException();
    }
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }
}
