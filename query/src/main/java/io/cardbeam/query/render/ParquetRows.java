package io.cardbeam.query.render;

import io.cardbeam.query.Column;
import io.cardbeam.query.RowSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet file, written by DuckDB, compressed by zstandard. Decimals have 38 digits, three of
 * them after the point; all columns may hold nulls.
 */
public final class ParquetRows implements RowSink, AutoCloseable {
  private static final String TABLE = "rows_as_text";

  private final DuckDBConnection database;
  private List<Column> columns = List.of();
  private @Nullable DuckDBAppender appender;

  /**
   * An empty file.
   *
   * @throws IOException if DuckDB does not start
   */
  public ParquetRows() throws IOException {
    try {
      database =
          new DuckDBDriver()
              .connect("jdbc:duckdb:", new Properties())
              .unwrap(DuckDBConnection.class);
    } catch (SQLException e) {
      throw new IOException("DuckDB does not start: " + e.getMessage(), e);
    }
  }

  @Override
  public void begin(List<Column> all) throws IOException {
    columns = List.copyOf(all);
    try (Statement statement = database.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute(
          columns.stream()
              .map(column -> quoted(column.name()) + " VARCHAR")
              .collect(Collectors.joining(", ", "CREATE TABLE " + TABLE + " (", ")")));
      appender = database.createAppender(TABLE);
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void row(List<@Nullable Object> values) throws IOException {
    DuckDBAppender to = Objects.requireNonNull(appender, "not begun");
    try {
      to.beginRow();
      for (Object value : values) {
        to.append(value == null ? null : Texts.of(value));
      }
      to.endRow();
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void end() throws IOException {
    try {
      Objects.requireNonNull(appender, "not begun").close();
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** The file's bytes, after its end. */
  public byte[] file() throws IOException {
    Path folder = Files.createTempDirectory("cardbeam-parquet-");
    Path file = folder.resolve("rows.parquet");
    try (Statement statement = database.createStatement()) {
      String typed =
          columns.stream()
              .map(
                  column ->
                      "CAST(%1$s AS %2$s) AS %1$s"
                          .formatted(quoted(column.name()), type(column.type())))
              .collect(Collectors.joining(", "));
      statement.execute(
          "COPY (SELECT %s FROM %s) TO '%s' (FORMAT parquet, COMPRESSION zstd)"
              .formatted(typed, TABLE, file.toString().replace("'", "''")));
      return Files.readAllBytes(file);
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String type(Column.Type type) {
    return switch (type) {
      case TEXT -> "VARCHAR";
      case INTEGER -> "BIGINT";
      case DECIMAL -> "DECIMAL(38, 3)";
      case REAL -> "DOUBLE";
      case BOOLEAN -> "BOOLEAN";
      case DATE -> "DATE";
      case TIMESTAMP -> "TIMESTAMPTZ";
    };
  }

  @Override
  public void close() {
    try {
      database.close();
    } catch (SQLException e) {
      // It is in memory: nothing of it stays.
    }
  }
}
