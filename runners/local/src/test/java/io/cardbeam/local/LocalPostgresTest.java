package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresTest {
  @TempDir Path folder;

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

  private static LocalPostgres start(DataFolder data) throws Exception {
    return LocalPostgres.start(data.root().resolve("postgres"), data.ports(), data.secrets());
  }

  private static Connection connect(LocalPostgres postgres, String password) throws SQLException {
    return DriverManager.getConnection(postgres.jdbcUrl(), LocalPostgres.USER, password);
  }
}
