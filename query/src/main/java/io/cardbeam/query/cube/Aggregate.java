package io.cardbeam.query.cube;

import java.util.List;
import java.util.Optional;

/**
 * What is counted or summed up of rows. Of most, what holds of a whole follows from what holds of
 * its parts.
 *
 * @param of what
 * @param rows of which rows: all of these must hold
 */
record Aggregate(Of of, List<Condition> rows) {
  /** Of all rows, how many. */
  static final Aggregate ROWS = new Aggregate(Of.ROWS, List.of());

  Aggregate {
    rows = List.copyOf(rows);
  }

  /** What of a row. */
  enum Of {
    ROWS,
    /** Minor units. */
    AMOUNT,
    /** Minor units. */
    LARGEST,
    /** How many are different. */
    CARDS,
    /** How many are different. */
    MERCHANTS
  }

  /** Of what it is counted how many are different; empty if it is something else. */
  Optional<Dimension> different() {
    return switch (of) {
      case CARDS -> Optional.of(Dimensions.CARD_KEY);
      case MERCHANTS -> Optional.of(Dimensions.MERCHANT_KEY);
      default -> Optional.empty();
    };
  }

  /** Whether a whole has what its parts have together; how many are different does not. */
  boolean isOfParts() {
    return different().isEmpty();
  }

  /**
   * What two parts have together.
   *
   * @throws ArithmeticException if it is more than 64 bits
   */
  long together(long one, long other) {
    return of == Of.LARGEST ? Math.max(one, other) : Math.addExact(one, other);
  }
}
