package io.cardbeam.simulator.population;

import io.cardbeam.simulator.draw.Seed;
import java.util.Locale;

/**
 * A synthetic card number: 16 digits with a right check digit, under a prefix that no card scheme
 * issues. It goes to files in Kaggle's layout and nowhere else.
 *
 * @param digits the 16 digits
 */
public record CardNumber(String digits) {
  /** Most numbers under one seed; beyond it they would repeat. */
  public static final int MAX_NUMBERS = 1_000_000_000;

  private static final int LENGTH = 16;
  // 9 is the leading digit that ISO/IEC 7812 leaves to national bodies; payment schemes use 2 to 6.
  private static final String PREFIX = "999000";
  // Ends in 7, so it shares no divisor with a power of ten: the products are a permutation.
  private static final long STRIDE = 618_033_987;

  public CardNumber {
    if (digits.length() != LENGTH || checkDigit(digits.substring(0, LENGTH - 1)) != last(digits)) {
      throw new IllegalArgumentException("not a card number of 16 digits");
    }
  }

  /** The number of a card; no two cards of a seed share one. */
  static CardNumber of(Seed seed, int cardIndex) {
    long offset = Math.floorMod(seed.value(), (long) MAX_NUMBERS);
    long account = (cardIndex * STRIDE + offset) % MAX_NUMBERS;
    String body = PREFIX + String.format(Locale.ROOT, "%09d", account);
    return new CardNumber(body + checkDigit(body));
  }

  /** The check digit after these digits, by Luhn's formula (ISO/IEC 7812-1, annex B). */
  private static int checkDigit(String body) {
    int sum = 0;
    for (int i = 0; i < body.length(); i++) {
      int digit = body.charAt(body.length() - 1 - i) - '0';
      int weighed = i % 2 == 0 ? 2 * digit : digit;
      sum += weighed / 10 + weighed % 10;
    }
    return (10 - sum % 10) % 10;
  }

  private static int last(String digits) {
    return digits.charAt(LENGTH - 1) - '0';
  }

  /** Masked: a number that is printed by mistake says nothing. */
  @Override
  public String toString() {
    return "CardNumber[*" + digits.substring(LENGTH - 4) + "]";
  }
}
