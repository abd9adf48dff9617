package io.cardbeam.query.cube;

import java.util.List;

/**
 * What a row must be to be counted.
 *
 * @param dimension that is looked at
 * @param operator how
 * @param values one; for IN any number, for BETWEEN two; Long, Boolean, LocalDate or String
 */
record Condition(Dimension dimension, Operator operator, List<Object> values) {
  Condition {
    values = List.copyOf(values);
  }

  /** The ways of comparing. */
  enum Operator {
    EQUAL("="),
    NOT_EQUAL("<>"),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    IN("IN"),
    BETWEEN("BETWEEN");

    private final String sql;

    Operator(String sql) {
      this.sql = sql;
    }

    String sql() {
      return sql;
    }
  }
}
