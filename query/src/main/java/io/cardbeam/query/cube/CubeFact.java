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
}
