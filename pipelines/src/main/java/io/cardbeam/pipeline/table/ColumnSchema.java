package io.cardbeam.pipeline.table;

import org.apache.avro.Schema;

/** Schemas of a table's columns. */
public final class ColumnSchema {
  private ColumnSchema() {}

  /** What a column's values are, where there is one: of a union with null the other branch. */
  public static Schema notNull(Schema column) {
    return column.isUnion()
        ? column.getTypes().stream()
            .filter(branch -> branch.getType() != Schema.Type.NULL)
            .findFirst()
            .orElseThrow()
        : column;
  }
}
