package io.cardbeam.query;

import io.cardbeam.billing.StatementTable;
import io.cardbeam.event.TransactionException;
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
import java.util.stream.Stream;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/**
 * The tables of a star as DuckDB's views: a view for each table of its name, and where a table has
 * {@code amount_minor}, a column {@code amount} beside it in the currency's own unit.
 */
final class StarViews {
  private static final String AMOUNT_MINOR = "amount_minor";

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
      views.add(
          ofMonthFolders(
              prefix + StatementBooks.ALL + table.tableName(),
              folder.resolve(table.tableName()),
              table.schema(),
              months));
    }
    views.addAll(ofThoseThatHold(prefix));
    return views;
  }

  /** The views of the tables without {@code all_} in their names, on those with it. */
  static List<String> ofThoseThatHold(String prefix) {
    List<String> views = new ArrayList<>();
    for (StatementTable table : StatementTable.values()) {
      views.add(
          "CREATE VIEW "
              + prefix
              + table.tableName()
              + " AS "
              + holding(table, prefix + StatementBooks.ALL));
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

  /** The tables of a star, with the exceptions of its build. */
  static List<String> statements(StarFolder star) throws IOException {
    return statements("", star);
  }

  /** The same under names that begin with a prefix. */
  static List<String> statements(String prefix, StarFolder star) throws IOException {
    List<String> statements = new ArrayList<>();
    for (StarTable table : StarTable.values()) {
      String name = table.tableName();
      statements.add(view(prefix + name, star.table(name), table.schema(), table.isMonthly()));
    }
    statements.add(exceptions(prefix + WriteExceptions.TABLE, star.path()));
    return statements;
  }

  /** The exceptions that lie in a folder of tables. */
  static String exceptions(String name, Path folder) throws IOException {
    return view(
        name,
        folder.resolve(WriteExceptions.TABLE),
        TransactionException.getClassSchema(),
        /* byMonth= */ false);
  }

  /** Rows that lie in a folder, as they are there. */
  static String ofFolder(String name, Path folder, Schema schema) throws IOException {
    return view(name, folder, schema, /* byMonth= */ false);
  }

  /** Rows that lie in folders of months, whose names are no column. */
  static String ofMonthFolders(String name, Path folder, Schema schema, MonthRange months)
      throws IOException {
    List<String> files = new ArrayList<>();
    for (YearMonth month : MonthFolders.in(folder)) {
      Path ofMonth = folder.resolve(MonthFolders.nameOf(month.toString()));
      if (months.holds(month) && hasFiles(ofMonth)) {
        files.add(quoted(ofMonth + "/*.parquet"));
      }
    }
    return "CREATE VIEW %s AS FROM (%s)"
        .formatted(
            name, files.isEmpty() ? noRows(schema, /* byMonth= */ false) : asToday(schema, files));
  }

  private static String view(String name, Path folder, Schema schema, boolean byMonth)
      throws IOException {
    boolean isThere = byMonth ? hasMonths(folder) : hasFiles(folder);
    String source =
        isThere
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

  private static boolean hasMonths(Path folder) throws IOException {
    for (YearMonth month : MonthFolders.in(folder)) {
      if (hasFiles(folder.resolve(MonthFolders.nameOf(month.toString())))) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasFiles(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(".parquet"));
    }
  }

  /** Files of any version: what an earlier one did not write has its default. */
  private static String asToday(Schema schema, List<String> files) {
    String defaults =
        schema.getFields().stream()
            .filter(Schema.Field::hasDefaultValue)
            .filter(field -> !field.defaultVal().equals(JsonProperties.NULL_VALUE))
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
