package io.cardbeam.query.cube;

/** What one row of a table stands for that is counted, and so how its rows are counted. */
enum FactGrain {
  /** One event: the fact itself. */
  EVENT("is_fraud, amount_minor", "", "count(*)", "max(f.amount_minor)"),
  /** The events of a month that are alike: {@link MonthlyFacts}. */
  MONTH(
      "is_fraud, amount_minor",
      ", %s AS row_count, %s AS largest_minor",
      "sum(f.row_count)",
      "max(f.largest_minor)");

  private final String columns;
  private final String more;
  private final String rows;
  private final String largest;

  FactGrain(String columns, String more, String rows, String largest) {
    this.columns = columns;
    this.more = more;
    this.rows = rows;
    this.largest = largest;
  }

  /** SQL of what is counted or summed up. */
  String sql(Aggregate.Of of) {
    return switch (of) {
      case ROWS -> rows;
      case AMOUNT -> "sum(f.amount_minor)";
      case LARGEST -> largest;
      case CARDS -> "count(DISTINCT f.%s)".formatted(Dimensions.CARD_KEY.numberColumn());
      case MERCHANTS -> "count(DISTINCT f.%s)".formatted(Dimensions.MERCHANT_KEY.numberColumn());
    };
  }

  /** Columns of its rows, beside the numbers of members. */
  String columns() {
    return columns + more.formatted("row_count", "largest_minor");
  }

  /** The same of rows that are events. */
  String columnsOfEvents() {
    return columns + more.formatted("1", "amount_minor");
  }
}
