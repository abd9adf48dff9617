package io.cardbeam.console.mine;

import io.cardbeam.money.MinorUnits;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Money in rows: sums of PostgreSQL are numeric, whatever was added. */
final class Money {
  private Money() {}

  /** A sum, exactly; null is 0. */
  static long minor(ResultSet row, String column) throws SQLException {
    BigDecimal sum = row.getBigDecimal(column);
    return sum == null ? 0 : sum.longValueExact();
  }

  /** An amount of a column, as text. */
  static String amount(ResultSet row, String column, String currency) throws SQLException {
    return MinorUnits.decimal(minor(row, column), currency);
  }
}
