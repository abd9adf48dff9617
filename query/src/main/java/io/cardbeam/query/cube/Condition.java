package io.cardbeam.query.cube;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a row must be to be counted.
 *
 * @param dimension that is looked at
 * @param operator how
 * @param values one; for IN any number, for BETWEEN two, for IS_KNOWN none; Long, Boolean,
 *     LocalDate or String
 */
record Condition(Dimension dimension, Operator operator, List<Object> values) {
  Condition {
    values = List.copyOf(values);
  }

  /** The ways of comparing. */
  enum Operator {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    IN,
    IS_KNOWN,
    IS_UNKNOWN,
    BETWEEN
  }

  /**
   * That a dimension has one value.
   *
   * @param dimension name of one that there is
   */
  static Condition equal(String dimension, Object value) {
    return new Condition(
        Objects.requireNonNull(Dimensions.byName().get(dimension)), Operator.EQUAL, List.of(value));
  }

  /** That a dimension has another known value; of an EQUAL. */
  Condition otherwise() {
    return new Condition(dimension, Operator.NOT_EQUAL, values);
  }

  /**
   * Whether it holds of a member, as it would in SQL: of what is not known only that it is so.
   *
   * @param member of the type of the values
   */
  boolean holds(@Nullable Object member) {
    if (member == null) {
      return operator == Operator.IS_UNKNOWN;
    }
    return switch (operator) {
      case EQUAL -> compare(member, 0) == 0;
      case NOT_EQUAL -> compare(member, 0) != 0;
      case LESS -> compare(member, 0) < 0;
      case LESS_OR_EQUAL -> compare(member, 0) <= 0;
      case GREATER -> compare(member, 0) > 0;
      case GREATER_OR_EQUAL -> compare(member, 0) >= 0;
      case IN -> values.contains(member);
      case IS_KNOWN -> true;
      case IS_UNKNOWN -> false;
      case BETWEEN -> compare(member, 0) >= 0 && compare(member, 1) <= 0;
    };
  }

  /** Texts are sorted by their bytes, as in DuckDB. */
  private int compare(Object member, int value) {
    Object to = values.get(value);
    if (member instanceof String text) {
      return Arrays.compareUnsigned(
          text.getBytes(StandardCharsets.UTF_8), ((String) to).getBytes(StandardCharsets.UTF_8));
    }
    return comparable(member).compareTo(to);
  }

  @SuppressWarnings("unchecked") // Members and values of a dimension are of its type.
  private static Comparable<Object> comparable(Object member) {
    return (Comparable<Object>) member;
  }
}
