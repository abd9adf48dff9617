package io.cardbeam.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * A star as a database: DuckDB in this process, in memory, with a view for each table. It reads the
 * star's own folder and no other file, and loads nothing from anywhere. It answers questions and
 * nothing else: DuckDB lets whoever may read a folder write into it, too, so a statement that is no
 * SELECT is not run. One thread at a time.
 */
public final class StarDatabase implements AutoCloseable {
  /** Most that a question may hold at a time, beside Java's heap. */
  static final String MEMORY_LIMIT = "2GB";

  /** Longest that a question may take unless another time was given. */
  public static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ScheduledExecutorService DEADLINES =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "query-deadlines");
            thread.setDaemon(true);
            return thread;
          });

  private final Connection connection;
  private final Duration patience;

  private StarDatabase(Connection connection, Duration patience) {
    this.connection = connection;
    this.patience = patience;
  }

  /**
   * Opens one build of a star.
   *
   * @throws QueryException if its files can't be read
   */
  public static StarDatabase open(StarFolder star) throws QueryException {
    return open(star, PATIENCE);
  }

  /**
   * Opens one build of a star.
   *
   * @param patience longest that a question may take
   * @throws QueryException if its files can't be read
   */
  public static StarDatabase open(StarFolder star, Duration patience) throws QueryException {
    try {
      return open(List.of(star.path()), StarViews.statements(star), patience);
    } catch (IOException e) {
      throw new QueryException(star.path() + " can't be read: " + e.getMessage(), e);
    }
  }

  /** Opens views of what lies in some folders, which are absolute and without links. */
  static StarDatabase open(List<Path> folders, List<String> views, Duration patience)
      throws QueryException {
    return open(folders, views, patience, Optional.empty());
  }

  /**
   * The same.
   *
   * @param spill folder of one's own for what does not fit into memory; empty: then it fails
   */
  static StarDatabase open(
      List<Path> folders, List<String> views, Duration patience, Optional<Path> spill)
      throws QueryException {
    Connection connection = null;
    try {
      // Not by the DriverManager, which knows no driver that a later class loader brought.
      connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET TimeZone = 'UTC'");
        statement.execute(
            "SET temp_directory = " + StarViews.quoted(spill.map(Path::toString).orElse("")));
        if (spill.isPresent()) {
          // Rows in no order can be handed to disk, and nobody else asks here.
          statement.execute("SET preserve_insertion_order = false");
        }
        // A build never changes once it is there.
        statement.execute("SET parquet_metadata_cache = true");
        statement.execute("SET memory_limit = '" + MEMORY_LIMIT + "'");
        statement.execute(
            "SET allowed_directories = "
                + folders.stream()
                    .map(folder -> StarViews.quoted(folder + "/"))
                    .collect(Collectors.joining(", ", "[", "]")));
        statement.execute("SET enable_external_access = false");
        statement.execute("SET lock_configuration = true");
        for (String view : views) {
          statement.execute(view);
        }
      }
      return new StarDatabase(connection, patience);
    } catch (SQLException e) {
      close(connection);
      throw new QueryException(
          folders.get(folders.size() - 1) + " can't be read: " + firstLine(e), e);
    }
  }

  /**
   * Asks.
   *
   * @param parameters of the question's marks: Long, String, Boolean or LocalDate
   * @throws QueryException if the question is none, fails, or takes or holds too much
   * @throws IOException if the answer can't be handed on
   */
  public void query(String sql, List<?> parameters, RowSink sink)
      throws QueryException, IOException {
    refuseWhatIsNoQuestion(sql);
    run(sql, parameters, sink);
  }

  private void run(String sql, List<?> parameters, RowSink sink)
      throws QueryException, IOException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      ScheduledFuture<?> deadline = deadlineOf(statement);
      try {
        answer(statement, parameters, sink);
      } finally {
        deadline.cancel(false);
      }
    } catch (SQLException e) {
      throw new QueryException(
          firstLine(e).startsWith("INTERRUPT")
              ? "it took longer than " + patience.toSeconds() + " s: ask for less"
              : firstLine(e),
          e);
    }
  }

  /**
   * Asks a question of one's own, not of who asks, and has the whole answer: for those that are
   * known to be small. That it is a question is not looked at, which takes as long as a small one.
   *
   * @param parameters as for {@link #query}
   */
  public List<List<@Nullable Object>> rows(String sql, List<?> parameters)
      throws QueryException, IOException {
    List<List<@Nullable Object>> all = new ArrayList<>();
    run(sql, parameters, all::add);
    return all;
  }

  /**
   * Keeps the answer of a question as a table of this database, in memory, until it is closed.
   *
   * @param table a name of one's own, not of who asks
   */
  public void keep(String table, String sql) throws QueryException, IOException {
    refuseWhatIsNoQuestion(sql);
    try (Statement statement = connection.createStatement()) {
      ScheduledFuture<?> deadline = deadlineOf(statement);
      try {
        statement.execute("CREATE TABLE " + table + " AS " + sql);
      } finally {
        deadline.cancel(false);
      }
    } catch (SQLException e) {
      throw new QueryException(firstLine(e), e);
    }
  }

  /** Runs a statement of one's own, not of who asks. */
  public void execute(String sql) throws QueryException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new QueryException(firstLine(e), e);
    }
  }

  /**
   * Keeps rows of another database as a table of this one, in memory, until it is closed.
   *
   * @param table a name of one's own, not of who asks
   * @param columns name and type of each
   * @param rows as many columns of texts that say these types
   * @throws QueryException if they are not, or don't fit into memory
   */
  public void keep(String table, List<String> columns, ResultSet rows) throws QueryException {
    try {
      JdbcRows.copy(rows, connection.unwrap(DuckDBConnection.class), table, columns);
    } catch (SQLException e) {
      throw new QueryException(firstLine(e), e);
    }
  }

  /** Another way to the same database, for another thread; closed by whoever asked for it. */
  public StarDatabase beside() throws QueryException {
    try {
      return new StarDatabase(connection.unwrap(DuckDBConnection.class).duplicate(), patience);
    } catch (SQLException e) {
      throw new QueryException(firstLine(e), e);
    }
  }

  private ScheduledFuture<?> deadlineOf(Statement statement) {
    return DEADLINES.schedule(() -> end(statement), patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void end(Statement statement) {
    try {
      statement.cancel();
    } catch (SQLException e) {
      // It has ended by itself meanwhile.
    }
  }

  private static void answer(PreparedStatement statement, List<?> parameters, RowSink sink)
      throws SQLException, IOException {
    for (int i = 0; i < parameters.size(); i++) {
      statement.setObject(i + 1, parameters.get(i));
    }
    if (!statement.execute()) {
      sink.begin(List.of());
      sink.end();
      return;
    }
    try (ResultSet rows = statement.getResultSet()) {
      JdbcRows.handOn(rows, sink);
    }
  }

  /** By DuckDB's own parser, all statements of a text; what it can't parse fails by itself. */
  private void refuseWhatIsNoQuestion(String sql) throws QueryException, IOException {
    try (PreparedStatement parse = connection.prepareStatement("SELECT json_serialize_sql(?)")) {
      parse.setString(1, sql);
      try (ResultSet parsed = parse.executeQuery()) {
        parsed.next();
        JsonNode told = JSON.readTree(parsed.getString(1));
        if (told.path("error").asBoolean() && !told.path("error_type").asText().equals("parser")) {
          throw new QueryException(
              "only questions are answered: statements that begin with SELECT");
        }
      }
    } catch (SQLException e) {
      throw new QueryException(firstLine(e), e);
    }
  }

  private static String firstLine(SQLException failure) {
    String message = String.valueOf(failure.getMessage());
    int end = message.indexOf("\n\n");
    return (end < 0 ? message : message.substring(0, end)).replace('\n', ' ').strip();
  }

  private static void close(@Nullable Connection connection) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        // It is in memory: nothing of it stays.
      }
    }
  }

  @Override
  public void close() {
    close(connection);
  }
}
