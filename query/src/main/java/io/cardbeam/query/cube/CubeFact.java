package io.cardbeam.query.cube;

import io.cardbeam.star.StarTable;

/** What a cube counts. */
public enum CubeFact {
  /** Requests with their answers. */
  authorization(StarTable.FACT_AUTHORIZATION),
  /** Cleared purchases, refunds, chargebacks, decisions on them and payments. */
  transaction(StarTable.FACT_TRANSACTION);

  private final StarTable table;

  CubeFact(StarTable table) {
    this.table = table;
  }

  StarTable table() {
    return table;
  }

  /** The star's own rows. */
  String starTable() {
    return table.tableName();
  }

  /** Rows that were read from the books and are not in the cube yet. */
  String stagedTable() {
    return "staged_" + table.tableName();
  }
}
