package io.cardbeam.pipeline.books;

import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings a schema of the database to today's version. */
public final class SchemaMigration {
  private SchemaMigration() {}

  /**
   * Creates the schema, or applies what it lacks; changes nothing where it is up to date. The user
   * must be allowed to create the schema or own it.
   *
   * @param folders of its steps, and of what is done after them, on the class path
   * @return how many steps were applied
   * @throws FlywayException if the server can't be reached, or the schema is not as an earlier
   *     version left it
   */
  public static int migrate(BooksConnection connection, String schema, String... folders) {
    return Flyway.configure()
        .dataSource(connection.url(), connection.user(), connection.password().read())
        .schemas(schema)
        .defaultSchema(schema)
        .locations(Arrays.stream(folders).map(it -> "classpath:" + it).toArray(String[]::new))
        .load()
        .migrate()
        .migrationsExecuted;
  }
}
