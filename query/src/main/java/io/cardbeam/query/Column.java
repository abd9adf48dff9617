package io.cardbeam.query;

/**
 * A column of an answer.
 *
 * @param name as the question calls it
 * @param type of its values
 */
public record Column(String name, Type type) {

  /** What values are, and how they are given. */
  public enum Type {
    /** {@link String}. */
    TEXT,
    /** {@link Long}. */
    INTEGER,
    /** {@link java.math.BigDecimal}. */
    DECIMAL,
    /** {@link Double}. */
    REAL,
    /** {@link Boolean}. */
    BOOLEAN,
    /** {@link java.time.LocalDate}. */
    DATE,
    /** {@link java.time.Instant}. */
    TIMESTAMP;

    /** Whether it is a number, which people read from the right. */
    public boolean isNumber() {
      return this == INTEGER || this == DECIMAL || this == REAL;
    }
  }
}
