package io.cardbeam.account;

import java.util.Arrays;

/**
 * What a card owes, by currency, in order of the currencies' codes. Immutable; there are at most as
 * many as active currencies, and one on most cards.
 */
final class Balances {
  static final Balances NONE = new Balances(new long[0]);

  static final int WORDS = 2;
  static final int CURRENCY = 0;
  static final int AMOUNT = 1;

  private final long[] words;

  Balances(long[] words) {
    this.words = words;
  }

  /** What is owed in a currency, minor units; below 0 where the bank owes. */
  long of(int currencyBits) {
    int at = placeOf(currencyBits);
    return isAt(at, currencyBits) ? words[at + AMOUNT] : 0;
  }

  /** These after a change; {@link Account#MAX_BALANCE_MINOR} keeps it from overflow. */
  Balances plus(int currencyBits, long amountMinor) {
    int at = placeOf(currencyBits);
    if (isAt(at, currencyBits)) {
      long[] changed = words.clone();
      changed[at + AMOUNT] = Math.addExact(changed[at + AMOUNT], amountMinor);
      return new Balances(changed);
    }
    long[] more = Arrays.copyOf(words, words.length + WORDS);
    System.arraycopy(words, at, more, at + WORDS, words.length - at);
    more[at + CURRENCY] = currencyBits;
    more[at + AMOUNT] = amountMinor;
    return new Balances(more);
  }

  /** The largest without its sign, minor units. */
  long largest() {
    long largest = 0;
    for (int at = 0; at < words.length; at += WORDS) {
      largest = Math.max(largest, Math.abs(words[at + AMOUNT]));
    }
    return largest;
  }

  private int placeOf(int currencyBits) {
    int at = 0;
    while (at < words.length && words[at + CURRENCY] < currencyBits) {
      at += WORDS;
    }
    return at;
  }

  private boolean isAt(int at, int currencyBits) {
    return at < words.length && words[at + CURRENCY] == currencyBits;
  }

  long[] words() {
    return words;
  }
}
