package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPostgresTest {
  @TempDir Path folder;
  private String orphanUrl = "";

  @Test
  void keepsTablesFromOneStartToTheNextAndAsksForThePassword() throws Exception {
    try (DataFolder data = DataFolder.open(folder)) {
      try (LocalPostgres postgres = start(data);
          Connection connection = connect(postgres, postgres.password());
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE kept (amount_minor BIGINT)");
        statement.execute("INSERT INTO kept VALUES (1234)");
      }
      try (LocalPostgres postgres = start(data)) {
        assertThatThrownBy(() -> connect(postgres, "guessed").close())
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("password authentication failed");
        try (Connection connection = connect(postgres, postgres.password());
            Statement statement = connection.createStatement();
            ResultSet kept = statement.executeQuery("SELECT amount_minor FROM kept")) {
          assertThat(kept.next()).isTrue();
          assertThat(kept.getLong(1)).isEqualTo(1234);
        }
      }
    }
  }

  @Test
  void theNextStartEndsAServerWhoseCardbeamWasKilledThoughSomebodyIsConnectedToIt()
      throws Exception {
    Process killed = killedWithPostgresUp();
    try (DataFolder data = DataFolder.open(folder);
        Connection other =
            DriverManager.getConnection(
                orphanUrl, LocalPostgres.USER, data.secrets().databasePassword());
        Statement busy = other.createStatement()) {
      assertThat(killed.isAlive()).isFalse();
      busy.execute("CREATE TABLE kept (amount_minor BIGINT)");
      other.setAutoCommit(false);
      busy.execute("SELECT * FROM kept");
      try (LocalPostgres next = start(data);
          Connection connection = connect(next, next.password());
          Statement statement = connection.createStatement()) {
        assertThat(statement.execute("SELECT * FROM kept")).isTrue();
        assertThatThrownBy(() -> busy.execute("SELECT 1")).isInstanceOf(SQLException.class);
      }
    }
  }

  /** Starts a PostgreSQL from another process and kills that one. */
  private Process killedWithPostgresUp() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                PostgresUntilKilled.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader said = process.inputReader()) {
      String line = said.readLine();
      while (line != null && !line.startsWith(PostgresUntilKilled.UP)) {
        line = said.readLine();
      }
      assertThat(line).as("the process came up").isNotNull();
      orphanUrl = line.substring(PostgresUntilKilled.UP.length());
    } finally {
      process.destroyForcibly().waitFor();
    }
    return process;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "no number\n", "1\n", "999999999\n"})
  void aFileThatACrashLeftOfAServerStopsNoStart(String left) throws Exception {
    try (DataFolder data = DataFolder.open(folder)) {
      start(data).close();
      Files.writeString(data.root().resolve("postgres").resolve("postmaster.pid"), left);
      try (LocalPostgres next = start(data)) {
        connect(next, next.password()).close();
      }
    }
  }

  private static LocalPostgres start(DataFolder data) throws Exception {
    return LocalPostgres.start(data.root().resolve("postgres"), data.ports(), data.secrets());
  }

  private static Connection connect(LocalPostgres postgres, String password) throws SQLException {
    return DriverManager.getConnection(postgres.jdbcUrl(), LocalPostgres.USER, password);
  }
}
