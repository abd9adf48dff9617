package io.cardbeam.local;

import java.nio.file.Path;

/** A process with a PostgreSQL, which says when it is up and then waits to be killed. */
final class PostgresUntilKilled {
  static final String UP = "up at ";

  private PostgresUntilKilled() {}

  public static void main(String[] args) throws Exception {
    DataFolder data = DataFolder.open(Path.of(args[0]));
    LocalPostgres postgres =
        LocalPostgres.start(data.root().resolve("postgres"), data.ports(), data.secrets());
    System.out.println(UP + postgres.jdbcUrl());
    // Whoever started this holds the other end; it never comes to that.
    System.in.read();
  }
}
