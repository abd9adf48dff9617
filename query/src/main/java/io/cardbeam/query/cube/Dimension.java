package io.cardbeam.query.cube;

import io.cardbeam.query.Column;
import io.cardbeam.star.StarTable;
import java.util.Optional;
import java.util.Set;

/**
 * What a cube can be cut by.
 *
 * @param name as people type it
 * @param meaning in a line
 * @param table the dimension that it is a column of; empty for a column of the fact
 * @param expression SQL of its value
 * @param type of its value
 * @param sortBy SQL by which its members are sorted, where that is not the value itself
 * @param finer the dimension one drills down to; empty at the end of a hierarchy
 * @param facts those that have it
 */
public record Dimension(
    String name,
    String meaning,
    Optional<StarTable> table,
    String expression,
    Column.Type type,
    Optional<String> sortBy,
    Optional<String> finer,
    Set<CubeFact> facts) {

  /** Name of a column of the numbers of its members. */
  String numberColumn() {
    return name + "_no";
  }

  /** Whether it is a column of the fact that is true or false. */
  boolean isFlag() {
    return table.isEmpty() && type == Column.Type.BOOLEAN;
  }

  /**
   * Its column of the fact.
   *
   * @throws IllegalStateException if it is in another table
   */
  String factColumn() {
    if (table.isPresent()) {
      throw new IllegalStateException(name + " is in " + table.get());
    }
    return expression.substring(expression.indexOf('.') + 1);
  }
}
