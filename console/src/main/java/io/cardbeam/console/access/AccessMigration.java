package io.cardbeam.console.access;

import io.cardbeam.pipeline.books.BooksConnection;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the schema {@code access} to today's version. */
public final class AccessMigration {
  private static final String SCHEMA = "access";

  private AccessMigration() {}

  /**
   * Creates the schema, or applies what it lacks; changes nothing where it is up to date, for which
   * a user with role {@code cardbeam_gateway} will do. Else the user must be allowed to create the
   * schema or own it.
   *
   * @return how many steps were applied
   * @throws FlywayException if the server can't be reached, or the schema is not as an earlier
   *     version left it
   */
  public static int migrate(BooksConnection connection) {
    return Flyway.configure()
        .dataSource(connection.url(), connection.user(), connection.password().read())
        .schemas(SCHEMA)
        .defaultSchema(SCHEMA)
        .locations("classpath:io/cardbeam/console/db/access")
        .load()
        .migrate()
        .migrationsExecuted;
  }
}
