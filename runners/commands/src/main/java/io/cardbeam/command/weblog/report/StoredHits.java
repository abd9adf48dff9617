package io.cardbeam.command.weblog.report;

import io.cardbeam.pipeline.files.OwnerOnly;
import io.cardbeam.pipeline.table.FolderTree;
import io.cardbeam.weblog.HitColumn;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.duckdb.DuckDBDriver;

/** Hits in the files of a folder, whatever their layout, read by DuckDB. */
final class StoredHits implements AutoCloseable {
  private static final String MEMORY_LIMIT = "1GB";

  /** Longer than any row: a line of a log is at most 1 MiB, and stands in a row twice. */
  private static final long MAX_ROW_BYTES = 1L << 24;

  private static final String COLUMNS = HitColumn.names().collect(quotedList());

  private final Path work;
  private final Connection connection;
  private final String from;

  private StoredHits(Path work, Connection connection, String from) {
    this.work = work;
    this.connection = connection;
    this.from = from;
  }

  /** Takes a hit; says whether it takes another. */
  interface Sink {
    boolean take(ReportHit hit) throws IOException;
  }

  private static Collector<CharSequence, ?, String> quotedList() {
    return Collectors.joining("\", \"", "\"", "\"");
  }

  /**
   * Opens those of a folder.
   *
   * @throws IOException if a file can't be read
   */
  static StoredHits open(Path folder) throws IOException {
    // What does not fit into memory goes there, and the folder's own name may have signs of a glob.
    Path work = Files.createTempDirectory("cardbeam-report");
    try {
      OwnerOnly.folder(work);
      Path link = Files.createSymbolicLink(work.resolve("hits"), folder.toRealPath());
      List<String> parts = new ArrayList<>();
      if (has(folder, "hits-*.csv")) {
        parts.add("SELECT " + COLUMNS + " FROM " + csv(link + "/hits-*.csv"));
      }
      if (has(folder, "hits-*.parquet")) {
        parts.add(
            "SELECT " + COLUMNS + " FROM read_parquet(" + quoted(link + "/hits-*.parquet") + ")");
      }
      Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET TimeZone = 'UTC'");
        statement.execute("SET memory_limit = '" + MEMORY_LIMIT + "'");
        statement.execute("SET temp_directory = " + quoted(work.resolve("spill").toString()));
      }
      return new StoredHits(work, connection, String.join(" UNION ALL ", parts));
    } catch (SQLException e) {
      FolderTree.delete(work);
      throw new IOException("the hits can't be read: " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      FolderTree.delete(work);
      throw e;
    }
  }

  private static boolean has(Path folder, String glob) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
      return files.iterator().hasNext();
    }
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String csv(String glob) {
    String types =
        HitColumn.all().stream()
            .map(column -> quoted(column.columnName()) + ": " + quoted(type(column)))
            .collect(Collectors.joining(", ", "{", "}"));
    return "read_csv("
        + quoted(glob)
        + ", auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"',"
        + " nullstr = '', allow_quoted_nulls = false, max_line_size = "
        + MAX_ROW_BYTES
        + ", columns = "
        + types
        + ")";
  }

  private static String type(HitColumn column) {
    return switch (column.type()) {
      case TEXT -> "VARCHAR";
      case NUMBER -> "BIGINT";
      case FLAG -> "BOOLEAN";
      case TIME -> "TIMESTAMPTZ";
    };
  }

  /** How many there are since 1970 UTC. */
  long count() throws IOException {
    if (from.isEmpty()) {
      return 0;
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT count(*) FROM (" + from + ") WHERE epoch(time) >= 0")) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IOException("the hits can't be read: " + e.getMessage(), e);
    }
  }

  /**
   * Gives hits since 1970 UTC, newest first, of one second by file, then from the last line up.
   *
   * @param most how many at most
   */
  void forEach(int most, Sink sink) throws IOException {
    if (from.isEmpty()) {
      return;
    }
    String question =
        "SELECT * REPLACE (CAST(epoch(time) AS BIGINT) AS time) FROM ("
            + from
            + ") WHERE epoch(time) >= 0 ORDER BY time DESC, file, line DESC LIMIT "
            + most;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(question)) {
      boolean takesMore = true;
      while (takesMore && rows.next()) {
        takesMore = sink.take(hit(rows));
      }
    } catch (SQLException e) {
      throw new IOException("the hits can't be read: " + e.getMessage(), e);
    }
  }

  private static ReportHit hit(ResultSet row) throws SQLException {
    Map<HitColumn, String> texts = new EnumMap<>(HitColumn.class);
    Map<HitColumn, Long> numbers = new EnumMap<>(HitColumn.class);
    int place = 0;
    for (HitColumn column : HitColumn.all()) {
      place++;
      switch (column.type()) {
        case TEXT, FLAG -> {
          String text = row.getString(place);
          if (text != null) {
            texts.put(column, text);
          }
        }
        case NUMBER, TIME -> {
          long number = row.getLong(place);
          if (!row.wasNull()) {
            numbers.put(column, number);
          }
        }
      }
    }
    return ReportHit.of(
        numbers.getOrDefault(HitColumn.TIME, 0L),
        numbers.getOrDefault(HitColumn.LINE, 0L),
        numbers.getOrDefault(HitColumn.STATUS, 0L).intValue(),
        numbers.getOrDefault(HitColumn.BYTES, -1L),
        texts);
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IOException("DuckDB can't be closed: " + e.getMessage(), e);
    } finally {
      FolderTree.delete(work);
    }
  }
}
