package io.cardbeam.console.command;

import io.cardbeam.command.BooksOption;
import io.cardbeam.console.database.ConsoleSchema;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.pipeline.books.BooksConnection;
import java.sql.SQLException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The database of merchants, keys, users and audit, for commands. */
final class AccessOption {
  private AccessOption() {}

  /**
   * Does something in a transaction, after bringing the schema up to date.
   *
   * @throws ParameterException if {@code --books-url} is not given
   * @throws SQLException if the database can't be reached
   */
  static <T> T in(CommandSpec spec, BooksOption books, Database.Work<T> work) throws SQLException {
    BooksConnection connection =
        books
            .connection()
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "--books-url says which PostgreSQL has merchants, keys and users"));
    ConsoleSchema.ACCESS.migrate(connection);
    try (Database database = new Database(connection, Pool.COMMAND)) {
      return database.transact(work);
    }
  }

  /** Says what there is not; the exit code for it. */
  static int missing(CommandSpec spec, String what) {
    spec.commandLine().getErr().println("cardbeam: " + what);
    spec.commandLine().getErr().flush();
    return picocli.CommandLine.ExitCode.SOFTWARE;
  }
}
