package io.cardbeam.query;

import io.cardbeam.event.TransactionException;
import io.cardbeam.money.MinorUnits;
import io.cardbeam.pipeline.table.WriteExceptions;
import io.cardbeam.star.StarTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/**
 * The tables of a star as DuckDB's views: a view for each table of its name, and where a table has
 * {@code amount_minor}, a column {@code amount} beside it in the currency's own unit.
 */
final class StarViews {
  private static final String AMOUNT_MINOR = "amount_minor";
  private static final int MOST_DIGITS = 3;

  private StarViews() {}

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
        + (hasAmount ? ", " + amount() + " AS amount" : "")
        + " FROM ("
        + source
        + ")";
  }

  /** Exact: a product of decimals, of which the factor is the currency's. */
  private static String amount() {
    return "CAST(CASE "
        + factor(0, "1.000")
        + factor(MOST_DIGITS, "0.001")
        + "ELSE amount_minor * 0.010 END AS DECIMAL(20, 3))";
  }

  private static String factor(int digits, String factor) {
    String codes =
        Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .filter(code -> MinorUnits.digits(code) == digits)
            .sorted()
            .map(StarViews::quoted)
            .collect(Collectors.joining(", "));
    return "WHEN currency IN (" + codes + ") THEN amount_minor * " + factor + " ";
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
    Schema plain =
        column.isUnion()
            ? column.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .findFirst()
                .orElseThrow()
            : column;
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
