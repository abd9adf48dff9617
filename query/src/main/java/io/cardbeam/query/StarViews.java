package io.cardbeam.query;

import io.cardbeam.event.TransactionException;
import io.cardbeam.pipeline.statement.WriteStatements;
import io.cardbeam.pipeline.table.ColumnSchema;
import io.cardbeam.pipeline.table.WriteExceptions;
import io.cardbeam.query.ddl.CurrencyDecimals;
import io.cardbeam.star.StarTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/**
 * The tables of a star as DuckDB's views: a view for each table of its name, and where a table has
 * {@code amount_minor}, a column {@code amount} beside it in the currency's own unit.
 */
final class StarViews {
  private static final String AMOUNT_MINOR = "amount_minor";

  private StarViews() {}

  /** Tables of a month's statements, under names that begin with a prefix. */
  static List<String> ofMonth(String prefix, Path folder, YearMonth month) {
    List<String> views = new ArrayList<>();
    for (String table : WriteStatements.TABLES) {
      Path rows = folder.resolve(WriteStatements.folderOf(table, month));
      views.add(
          "CREATE VIEW "
              + prefix
              + table
              + " AS FROM ("
              + (Files.isDirectory(rows)
                  ? "SELECT * FROM read_parquet(" + quoted(rows + "/*.parquet") + ")"
                  : noRows(WriteStatements.schemaOf(table), /* byMonth= */ false))
              + ")");
    }
    return views;
  }

  /**
   * Transactions with their card's token and the day that they are posted on: a payment when it
   * came, all else at its cut-off.
   */
  static String postedFact(ZoneId zone) {
    return "CREATE VIEW posted_fact AS SELECT f.*, c.card_token, CAST(timezone("
        + quoted(zone.getId())
        + ", if(f.transaction_type = 'PAYMENT', f.event_time,"
        + " greatest(f.posted_at, f.event_time))) AS DATE) AS posting_date"
        + " FROM fact_transaction f JOIN dim_card c USING (card_key)";
  }

  static List<String> statements(StarFolder star) {
    List<String> statements = new ArrayList<>();
    for (StarTable table : StarTable.values()) {
      statements.add(view(star, table.tableName(), table.schema(), table.isMonthly()));
    }
    statements.add(view(star, WriteExceptions.TABLE, TransactionException.getClassSchema(), false));
    return statements;
  }

  private static String view(StarFolder star, String name, Schema schema, boolean byMonth) {
    Path folder = star.table(name);
    String source =
        Files.isDirectory(folder)
            ? "SELECT * FROM read_parquet("
                + quoted(folder + (byMonth ? "/month=*/*.parquet" : "/*.parquet"))
                + (byMonth ? ", hive_partitioning = true, hive_types = {'month': VARCHAR})" : ")")
            : noRows(schema, byMonth);
    boolean hasAmount =
        schema.getField(AMOUNT_MINOR) != null && schema.getField("currency") != null;
    return "CREATE VIEW "
        + name
        + " AS SELECT *"
        + (hasAmount ? ", " + CurrencyDecimals.amount("DECIMAL(20, 3)") + " AS amount" : "")
        + " FROM ("
        + source
        + ")";
  }

  private static String noRows(Schema schema, boolean byMonth) {
    String columns =
        schema.getFields().stream()
            .map(
                field -> "CAST(NULL AS " + typeOf(field.schema()) + ") AS \"" + field.name() + "\"")
            .collect(Collectors.joining(", "));
    return "SELECT "
        + columns
        + (byMonth ? ", CAST(NULL AS VARCHAR) AS month" : "")
        + " WHERE false";
  }

  private static String typeOf(Schema column) {
    Schema plain = ColumnSchema.notNull(column);
    return switch (plain.getType()) {
      case LONG -> plain.getLogicalType() == null ? "BIGINT" : "TIMESTAMPTZ";
      case INT -> plain.getLogicalType() == null ? "INTEGER" : "DATE";
      case DOUBLE -> "DOUBLE";
      case BOOLEAN -> "BOOLEAN";
      default -> "VARCHAR";
    };
  }

  /** A text as a literal. */
  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
