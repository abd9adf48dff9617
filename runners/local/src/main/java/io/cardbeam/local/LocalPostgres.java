package io.cardbeam.local;

import io.cardbeam.flink.Ports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A PostgreSQL server of this process's own, on loopback only, whose tables stay in its folder. The
 * first start sets a password and from then on the server asks for it.
 */
public final class LocalPostgres implements AutoCloseable {
  /** The one user, who owns everything. */
  public static final String USER = "postgres";

  private static final String DATABASE = "postgres";
  private static final String STARTED_BEFORE = "PG_VERSION";
  private static final int CONNECTIONS = 60;
  private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);

  private static final Duration STOPS_WITHIN = Duration.ofSeconds(30);

  /** PostgreSQL's signals: to drop its clients and end; to end at once, as after a crash. */
  private static final String FAST_SHUTDOWN = "INT";

  private static final String IMMEDIATE_SHUTDOWN = "QUIT";

  /** Loopback by password, and nobody else. */
  private static final List<String> ACCESS =
      List.of(
          "# type database user address method",
          "host all all 127.0.0.1/32 scram-sha-256",
          "host all all ::1/128 scram-sha-256");

  private final EmbeddedPostgres server;
  private final String password;

  private LocalPostgres(EmbeddedPostgres server, String password) {
    this.server = server;
    this.password = password;
  }

  /**
   * Starts a server on this folder.
   *
   * @throws IOException if the folder can't be used or the server does not come up
   */
  public static LocalPostgres start(Path folder, Ports ports, Secrets secrets) throws IOException {
    boolean first = !Files.exists(folder.resolve(STARTED_BEFORE));
    stopOrphan(folder.resolve("postmaster.pid"));
    String password = secrets.databasePassword();
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder)
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setPort(ports.port("postgres"))
            .setPGStartupWait(STARTS_WITHIN)
            .setServerConfig("listen_addresses", Ports.LOOPBACK)
            .setServerConfig("unix_socket_directories", "")
            .setServerConfig("max_connections", Integer.toString(CONNECTIONS))
            .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
            .setOutputRedirector(ProcessBuilder.Redirect.DISCARD);
    if (!first) {
      builder.setConnectConfig("password", password);
    }
    LocalPostgres postgres = new LocalPostgres(builder.start(), password);
    if (first) {
      postgres.demandPassword(folder);
    }
    return postgres;
  }

  /** JDBC address of the database; user and password come beside it. */
  public String jdbcUrl() {
    return "jdbc:postgresql://" + Ports.LOOPBACK + ":" + server.getPort() + "/" + DATABASE;
  }

  /** Password of {@link #USER}. */
  public String password() {
    return password;
  }

  /**
   * A server whose Cardbeam was killed runs on and holds the folder. Who is connected to it would
   * keep it from ending when asked politely, so it is told to drop them, and at last to end as if
   * it had crashed, from which the next start recovers.
   */
  private static void stopOrphan(Path pidFile) throws IOException {
    Optional<ProcessHandle> orphan = orphan(pidFile);
    if (orphan.isEmpty()) {
      // By the number that it names, which may be anybody's now, PostgreSQL would refuse to start.
      Files.deleteIfExists(pidFile);
      return;
    }
    for (String signal : List.of(FAST_SHUTDOWN, IMMEDIATE_SHUTDOWN)) {
      if (ends(orphan.get(), signal)) {
        return;
      }
    }
    throw new IOException(
        "an earlier PostgreSQL, process " + orphan.get().pid() + ", does not stop: end it");
  }

  /** The server of this folder, if it runs; a file that a crash left half written names none. */
  private static Optional<ProcessHandle> orphan(Path pidFile) throws IOException {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    Optional<String> first = Files.readAllLines(pidFile).stream().findFirst().map(String::strip);
    if (first.isEmpty() || !first.get().matches("[0-9]{1,9}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(first.get()))
        .filter(p -> p.info().command().filter(c -> c.endsWith("postgres")).isPresent())
        .filter(p -> servesFolder(p, pidFile.toAbsolutePath().resolveSibling("")));
  }

  private static boolean ends(ProcessHandle server, String signal) throws IOException {
    try {
      // Java itself can send none but TERM and KILL.
      new ProcessBuilder("kill", "-s", signal, Long.toString(server.pid())).start().waitFor();
      server.onExit().get(STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while an earlier PostgreSQL was stopping", e);
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  /** The number may be another process's by now, and that may be another PostgreSQL. */
  private static boolean servesFolder(ProcessHandle process, Path folder) {
    return process
        .info()
        .arguments()
        .filter(arguments -> List.of(arguments).contains(folder.toString()))
        .isPresent();
  }

  private void demandPassword(Path folder) throws IOException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(passwordChange(connection));
      Files.write(folder.resolve("pg_hba.conf"), ACCESS, StandardOpenOption.TRUNCATE_EXISTING);
      statement.execute("SELECT pg_reload_conf()");
    } catch (SQLException e) {
      throw new IOException("PostgreSQL did not take its password: " + e.getMessage(), e);
    }
  }

  /** ALTER USER takes no parameters, so the server itself quotes the two. */
  private String passwordChange(Connection connection) throws SQLException {
    try (PreparedStatement quote =
        connection.prepareStatement("SELECT format('ALTER USER %I PASSWORD %L', ?, ?)")) {
      quote.setString(1, USER);
      quote.setString(2, password);
      try (ResultSet quoted = quote.executeQuery()) {
        quoted.next();
        return quoted.getString(1);
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
