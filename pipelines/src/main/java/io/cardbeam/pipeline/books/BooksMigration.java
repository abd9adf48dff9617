package io.cardbeam.pipeline.books;

import org.flywaydb.core.api.FlywayException;

/** Brings the books' schema to today's version. */
public final class BooksMigration {
  private static final String SCHEMA = "books";

  private BooksMigration() {}

  /**
   * Creates the schema {@code books}, or applies what it lacks; changes nothing where it is up to
   * date. The user must be allowed to create the schema or own it.
   *
   * @return how many steps were applied
   * @throws FlywayException if the server can't be reached, or the schema is not as an earlier
   *     version left it
   */
  public static int migrate(BooksConnection connection) {
    return SchemaMigration.migrate(connection, SCHEMA, "db/books");
  }
}
