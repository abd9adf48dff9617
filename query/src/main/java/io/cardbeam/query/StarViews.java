package io.cardbeam.query;

import io.cardbeam.billing.StatementTable;
import io.cardbeam.event.TransactionException;
import io.cardbeam.pipeline.statement.WriteStatements;
import io.cardbeam.pipeline.table.ColumnSchema;
import io.cardbeam.pipeline.table.MonthFolders;
import io.cardbeam.pipeline.table.WriteExceptions;
import io.cardbeam.query.ddl.CurrencyDecimals;
import io.cardbeam.star.MonthRange;
import io.cardbeam.star.StarTable;
import java.io.IOException;
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

  /** What follows the prefix of tables with all issues. */
  static final String ALL = "all_";

  private StarViews() {}

  /**
   * Tables of the statements of some months, under names that begin with a prefix: {@code
   * all_statement} and so on, and without {@code all_} what holds, which is the newest issue of
   * each statement and the sum of what all issues booked.
   *
   * @throws IOException if the folder can't be read
   */
  static List<String> ofMonths(String prefix, Path folder, MonthRange months) throws IOException {
    List<String> views = new ArrayList<>();
    for (StatementTable table : StatementTable.values()) {
      List<String> files = new ArrayList<>();
      for (YearMonth month : MonthFolders.in(folder.resolve(table.tableName()))) {
        if (months.holds(month)) {
          files.add(quoted(folder.resolve(WriteStatements.folderOf(table, month)) + "/*.parquet"));
        }
      }
      String rows =
          files.isEmpty()
              ? noRows(table.schema(), /* byMonth= */ false)
              : asToday(table.schema(), files);
      views.add("CREATE VIEW " + prefix + ALL + table.tableName() + " AS FROM (" + rows + ")");
    }
    views.addAll(ofThoseThatHold(prefix));
    return views;
  }

  /** The views of the tables without {@code all_} in their names, on those with it. */
  static List<String> ofThoseThatHold(String prefix) {
    List<String> views = new ArrayList<>();
    for (StatementTable table : StatementTable.values()) {
      views.add(
          "CREATE VIEW " + prefix + table.tableName() + " AS " + holding(table, prefix + ALL));
    }
    return views;
  }

  private static String holding(StatementTable table, String prefix) {
    String all = prefix + table.tableName();
    String statements = prefix + StatementTable.STATEMENT.tableName();
    return switch (table) {
      case STATEMENT ->
          """
          SELECT * EXCLUDE (issue, closing_difference_minor)
          FROM (FROM %s
            QUALIFY issue = max(issue) OVER (PARTITION BY card_token, currency, period_start)) s
          -- A correction may find that there was nothing to send.
          WHERE NOT (s.issue > 1 AND s.opening_balance_minor = 0 AND NOT EXISTS (
            SELECT 1 FROM %s l WHERE l.card_token = s.card_token AND l.currency = s.currency
              AND l.period_start = s.period_start AND l.issue = s.issue))
          """
              .formatted(all, prefix + StatementTable.STATEMENT_LINE.tableName());
      case STATEMENT_LINE ->
          "SELECT * EXCLUDE (issue) FROM "
              + all
              + " l ANTI JOIN "
              + statements
              + " s ON s.card_token = l.card_token AND s.currency = l.currency"
              + " AND s.period_start = l.period_start AND s.issue > l.issue";
      case LEDGER_ENTRY ->
          "SELECT * EXCLUDE (issue) REPLACE (sum(amount_minor) AS amount_minor) FROM "
              + all
              + " GROUP BY ALL HAVING sum(amount_minor) <> 0";
    };
  }

  /**
   * Transactions with their card's token and the day that they are posted on: a payment when it
   * came, all else at its cut-off.
   */
  static String postedFact(ZoneId zone) {
    return "CREATE VIEW posted_fact AS SELECT f.*, c.card_token, "
        + postingDate("f", zone)
        + " FROM fact_transaction f JOIN dim_card c USING (card_key)";
  }

  /** The same of the transactions that a running stream stored, with a fact's sign. */
  static String postedTransaction(ZoneId zone) {
    return "CREATE VIEW posted_transaction AS"
        + " SELECT t.* REPLACE ("
        + StatementBooks.signed("t.transaction_type", "t.amount_minor")
        + " AS amount_minor), "
        + postingDate("t", zone)
        + " FROM stored_transaction t";
  }

  private static String postingDate(String table, ZoneId zone) {
    return "CAST(timezone(%2$s, if(%1$s.transaction_type = 'PAYMENT', %1$s.event_time, greatest(%1$s.posted_at, %1$s.event_time))) AS DATE) AS posting_date"
        .formatted(table, quoted(zone.getId()));
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

  /** Files of any version: what an earlier one did not write has its default. */
  private static String asToday(Schema schema, List<String> files) {
    String defaults =
        schema.getFields().stream()
            .filter(Schema.Field::hasDefaultValue)
            .map(
                field ->
                    "coalesce(%1$s, %2$s) AS %1$s"
                        .formatted(field.name(), quoted(String.valueOf(field.defaultVal()))))
            .collect(Collectors.joining(", "));
    return "SELECT *%s FROM (FROM (%s) UNION ALL BY NAME FROM read_parquet([%s], hive_partitioning = false, union_by_name = true))"
        .formatted(
            defaults.isEmpty() ? "" : " REPLACE (" + defaults + ")",
            noRows(schema, /* byMonth= */ false),
            String.join(", ", files));
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

  /** DuckDB's type of a column. */
  static String typeOf(Schema column) {
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
