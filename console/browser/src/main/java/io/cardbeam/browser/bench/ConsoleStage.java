package io.cardbeam.browser.bench;

import io.cardbeam.command.TokenKeyOption;
import io.cardbeam.console.access.Role;
import io.cardbeam.console.database.ConsoleSchema;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.people.Users;
import io.cardbeam.local.CommandProcess;
import io.cardbeam.local.DataFolder;
import io.cardbeam.local.EmbeddedKafka;
import io.cardbeam.local.KafkaTopics;
import io.cardbeam.local.LocalPostgres;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.pipeline.books.BooksMigration;
import io.cardbeam.pipeline.books.Password;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Kafka and PostgreSQL in and under this process, and what a console needs besides; the console
 * itself is the command that people start, in a process of its own.
 */
final class ConsoleStage implements AutoCloseable {
  /** Who may sign in. */
  static final String USER = "analyst";

  private static final Pattern READY = Pattern.compile("gateway at (http://127\\.0\\.0\\.1:\\d+)/");
  private static final Duration STARTS_WITHIN = Duration.ofMinutes(2);

  private final DataFolder data;
  private final String password = UUID.randomUUID().toString();
  private final EmbeddedKafka kafka;
  private final LocalPostgres postgres;

  /** A console's process, and where it is. */
  record Started(CommandProcess process, String address) implements AutoCloseable {
    @Override
    public void close() {
      process.close();
    }
  }

  /**
   * Starts the servers.
   *
   * @throws IOException if one does not start
   */
  ConsoleStage(DataFolder data) throws IOException {
    this.data = data;
    kafka = EmbeddedKafka.start(data.part("kafka"), data.ports());
    try {
      postgres = LocalPostgres.start(data.root().resolve("postgres"), data.ports(), data.secrets());
    } catch (IOException | RuntimeException e) {
      kafka.close();
      throw e;
    }
    try {
      try (KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers(), "")) {
        topics.create();
      }
      BooksMigration.migrate(books());
      ConsoleSchema.ACCESS.migrate(books());
      addUser();
      TokenKeyOption.create(key("token.key"));
      TokenKeyOption.create(key("secrets.key"));
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void addUser() throws IOException {
    try (Database database = new Database(books(), Pool.COMMAND)) {
      database.change(
          connection ->
              Users.addWithPassword(connection, USER, Role.ANALYST, password, Instant.now()));
    } catch (SQLException e) {
      throw new IOException("no user can be made: " + e.getMessage(), e);
    }
  }

  private Path key(String name) throws IOException {
    return data.part("secret").resolve(name);
  }

  BooksConnection books() {
    return new BooksConnection(
        postgres.jdbcUrl(), LocalPostgres.USER, new Password.Given(postgres.password()));
  }

  /** Of {@link #USER}. */
  String password() {
    return password;
  }

  /**
   * Starts a console; it is ready when this returns, and nobody has asked it for anything yet.
   *
   * @param warehouse of a star, for its cube
   */
  Started console(Optional<Path> warehouse) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "console",
                "--bootstrap-servers",
                kafka.bootstrapServers(),
                "--books-url",
                postgres.jdbcUrl(),
                "--books-user",
                LocalPostgres.USER,
                "--books-password-file",
                data.secrets().databasePasswordFile().toString(),
                "--token-key",
                key("token.key").toString(),
                "--secrets-key",
                key("secrets.key").toString(),
                "--port",
                "0"));
    warehouse.ifPresent(folder -> arguments.addAll(List.of("--warehouse", folder.toString())));
    CommandProcess process =
        CommandProcess.start(data.part("log"), "console", List.of("-Xmx1g"), arguments);
    try {
      return new Started(process, process.await(READY, STARTS_WITHIN).group(1));
    } catch (IOException e) {
      process.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      postgres.close();
    } finally {
      kafka.close();
    }
  }
}
