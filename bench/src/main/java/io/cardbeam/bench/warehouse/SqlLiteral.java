package io.cardbeam.bench.warehouse;

/** Text as SQL takes it, for statements that know no parameters. */
final class SqlLiteral {
  private SqlLiteral() {}

  /** The text in single quotes, with its own doubled. */
  static String of(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
