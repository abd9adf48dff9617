package io.cardbeam.console.database;

import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.pipeline.books.SchemaMigration;
import java.util.Locale;
import org.flywaydb.core.api.FlywayException;

/** The console's own schemas, beside that of the books. */
public enum ConsoleSchema {
  /** Who may do what: merchants, keys, people, the audit trail. */
  ACCESS,
  /** What the gateway was asked, and what it answered. */
  GATEWAY,
  /** Records for Kafka that people caused. */
  OUTBOX,
  /** What cardholders said and did about their cards. */
  MINE,
  /** Dead letters, and what was sent in their place. */
  LETTERS,
  /** What analysts work on. */
  CASES;

  private static final String RIGHTS = "rights";
  private static final String FOLDER = "io/cardbeam/console/db/";

  /**
   * Creates the schema, or applies what it lacks; changes nothing where it is up to date, for which
   * a user with role {@code cardbeam_gateway} will do. Else the user must be allowed to create the
   * schema or own it, and the role has its rights on what is there afterwards; it is made if the
   * user may make roles.
   *
   * @return how many steps were applied
   * @throws FlywayException if the server can't be reached, or the schema is not as an earlier
   *     version left it
   */
  public int migrate(BooksConnection connection) {
    String schema = name().toLowerCase(Locale.ROOT);
    return SchemaMigration.migrate(connection, schema, FOLDER + schema, FOLDER + RIGHTS);
  }
}
