package io.cardbeam.command;

import io.cardbeam.query.QueryException;
import io.cardbeam.query.StarDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sql}. */
@Command(
    name = "sql",
    description = {
      "Answers SQL on a star, in DuckDB's dialect: fact_transaction, fact_authorization, dim_…, each"
          + " a view of its name; where there is amount_minor, amount is beside it in the currency's"
          + " unit. It reads the star and nothing else, and changes nothing.",
      "Without a question it takes them from the terminal or from standard input, each ended by a"
          + " semicolon. .tables lists the tables, .columns TABLE its columns, .quit ends; at the terminal the tab key"
          + " completes their names, and what was asked before comes back by the arrow keys."
    })
public final class SqlCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final WarehouseOption warehouse = new WarehouseOption();

  @Option(
      names = "--format",
      paramLabel = "table|csv|json",
      defaultValue = "table",
      description =
          "Layout of answers; a table shows the first 1,000 rows, the others all. Default:"
              + " ${DEFAULT-VALUE}.")
  private RowFormat format = RowFormat.table;

  @Parameters(
      arity = "0..1",
      paramLabel = "SELECT",
      description = "The question; - or none: from standard input.")
  private @Nullable String question;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (StarDatabase star = StarDatabase.open(warehouse.star())) {
      if (question != null && !question.equals("-")) {
        star.query(question, List.of(), format.to(out));
        return 0;
      }
      boolean interactive = question == null && ProgressLine.isTerminal() && isTypedIn();
      try (QuestionLines in = interactive ? TerminalLines.open(history()) : standardInput()) {
        boolean well = new SqlShell(star, in, out, format).run();
        return well || interactive ? 0 : 1;
      }
    } catch (QueryException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    } finally {
      out.flush();
    }
  }

  private static QuestionLines standardInput() {
    return QuestionLines.of(
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
  }

  /** Whether the launcher found that standard input is a terminal: Java can't tell reliably. */
  private static boolean isTypedIn() {
    return Boolean.getBoolean("cardbeam.terminal.in");
  }

  /** Where questions are remembered, for their owner alone; nowhere if there is no home. */
  private static Optional<Path> history() {
    Path file = Path.of(System.getProperty("user.home"), ".cardbeam", "sql_history");
    try {
      Files.createDirectories(file.resolveSibling(""));
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      return Optional.of(file);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
