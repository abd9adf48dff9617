package io.cardbeam.money;

/**
 * An active currency of ISO 4217 that people pay with.
 *
 * @param code of three capital letters
 * @param digits decimals of its unit, 0, 2 or 3
 * @param maxAmountMinor largest amount of one event, minor units: about a million US dollars' worth
 * @param name as ISO 4217 has it
 */
public record Currency(String code, int digits, long maxAmountMinor, String name) {
  /** How many largest amounts a credit limit may be. */
  public static final long LIMIT_IN_AMOUNTS = 100;

  /** Largest credit limit of a card, minor units: about 100 million US dollars' worth. */
  public long maxLimitMinor() {
    return Math.multiplyExact(maxAmountMinor, LIMIT_IN_AMOUNTS);
  }
}
