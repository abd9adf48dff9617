package io.cardbeam.star;

/**
 * Events of one kind, month and currency.
 *
 * @param key of what the events are
 * @param count how many
 * @param amountMinor sum of their amounts, minor units, with the fact's sign
 * @param latestMillis event time of the latest, milliseconds UTC
 */
public record ControlSum(Key key, long count, long amountMinor, long latestMillis) {

  /**
   * What is summed up by.
   *
   * @param fact the table that each of the events makes a row of
   * @param yearMonth UTC month of event time, for instance 2020-03
   * @param currency ISO 4217 code
   */
  public record Key(StarTable fact, String yearMonth, String currency) {}

  /**
   * Both together.
   *
   * @throws IllegalArgumentException if they are of different keys
   * @throws ArithmeticException if the sum does not fit 64 bits
   */
  public ControlSum plus(ControlSum other) {
    if (!key.equals(other.key)) {
      throw new IllegalArgumentException(key + " and " + other.key + " are not added up");
    }
    return new ControlSum(
        key,
        count + other.count,
        Math.addExact(amountMinor, other.amountMinor),
        Math.max(latestMillis, other.latestMillis));
  }
}
