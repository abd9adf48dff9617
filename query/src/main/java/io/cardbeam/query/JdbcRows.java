package io.cardbeam.query;

import java.io.IOException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** What DuckDB answers through JDBC, as rows of the few types that a {@link Column} may have. */
final class JdbcRows {
  private JdbcRows() {}

  /** Hands all rows on, one at a time: none is kept. */
  static void handOn(ResultSet rows, RowSink sink) throws SQLException, IOException {
    List<Column> columns = columns(rows.getMetaData());
    sink.begin(columns);
    while (rows.next()) {
      List<@Nullable Object> row = new ArrayList<>(columns.size());
      for (int i = 0; i < columns.size(); i++) {
        row.add(value(rows.getObject(i + 1), columns.get(i).type()));
      }
      sink.row(row);
    }
    sink.end();
  }

  private static List<Column> columns(ResultSetMetaData about) throws SQLException {
    List<Column> columns = new ArrayList<>();
    for (int i = 1; i <= about.getColumnCount(); i++) {
      columns.add(
          new Column(
              about.getColumnLabel(i),
              // 128 bits: sums of counts, and counts under a condition.
              about.getColumnTypeName(i).equals("HUGEINT")
                  ? Column.Type.DECIMAL
                  : type(about.getColumnType(i))));
    }
    return columns;
  }

  private static Column.Type type(int jdbcType) {
    return switch (jdbcType) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> Column.Type.INTEGER;
      case Types.DECIMAL, Types.NUMERIC -> Column.Type.DECIMAL;
      case Types.FLOAT, Types.REAL, Types.DOUBLE -> Column.Type.REAL;
      case Types.BOOLEAN, Types.BIT -> Column.Type.BOOLEAN;
      case Types.DATE -> Column.Type.DATE;
      case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> Column.Type.TIMESTAMP;
      default -> Column.Type.TEXT;
    };
  }

  private static @Nullable Object value(@Nullable Object raw, Column.Type type) {
    if (raw == null) {
      return null;
    }
    return switch (type) {
      case INTEGER -> ((Number) raw).longValue();
      case DECIMAL -> raw instanceof BigDecimal decimal ? decimal : new BigDecimal(raw.toString());
      case REAL -> ((Number) raw).doubleValue();
      case BOOLEAN -> raw;
      case DATE -> raw instanceof LocalDate date ? date : LocalDate.parse(raw.toString());
      case TIMESTAMP -> instant(raw);
      case TEXT -> String.valueOf(raw);
    };
  }

  private static Instant instant(Object raw) {
    if (raw instanceof OffsetDateTime time) {
      return time.toInstant();
    }
    if (raw instanceof LocalDateTime time) {
      return time.toInstant(ZoneOffset.UTC);
    }
    return ((java.sql.Timestamp) raw).toLocalDateTime().toInstant(ZoneOffset.UTC);
  }

  /**
   * Copies rows into a table of a DuckDB, which is made.
   *
   * @param rows as many columns as the table, of texts that say its types
   * @param table a name of one's own
   * @param columns name and type of each
   * @throws SQLException if a text does not say its type, or the rows don't fit into memory
   */
  static void copy(ResultSet rows, DuckDBConnection into, String table, List<String> columns)
      throws SQLException {
    try (Statement statement = into.createStatement()) {
      statement.execute(
          columns.stream()
              .map(column -> column.substring(0, column.indexOf(' ')) + " VARCHAR")
              .collect(Collectors.joining(", ", "CREATE TABLE text_rows (", ")")));
      try (DuckDBAppender appender = into.createAppender("text_rows")) {
        while (rows.next()) {
          appender.beginRow();
          for (int i = 1; i <= columns.size(); i++) {
            appender.append(rows.getString(i));
          }
          appender.endRow();
        }
      }
      statement.execute("CREATE TABLE " + table + " (" + String.join(", ", columns) + ")");
      statement.execute("INSERT INTO " + table + " FROM text_rows");
      statement.execute("DROP TABLE text_rows");
    }
  }
}
