package io.cardbeam.account;

import java.util.Arrays;

/**
 * What is booked and does not count in available credit yet: changes of the balance and of holds,
 * by the event time from which they count. What counts from one instant on in one currency and on
 * one authorization is one sum. Immutable; in one array, {@value #WORDS} words each.
 *
 * <p>At most {@value #MAX_SUMS} sums: beyond it the next to count does so at once, so that no
 * amount is lost; it counts some hours early.
 */
final class BookedLater {
  /** Most sums; some months of daily purchases whose posting day has not come. */
  static final int MAX_SUMS = 64;

  static final BookedLater NOTHING = new BookedLater(new long[0]);

  static final int WORDS = 4;
  static final int FROM = 0;
  static final int ID = 1;
  static final int CURRENCY = 2;
  static final int AMOUNT = 3;

  /** In place of an authorization: the amount is of the balance. */
  static final long BALANCE = 0;

  private final long[] words;

  BookedLater(long[] words) {
    this.words = words;
  }

  /** Takes what has come due. */
  interface Due {
    /** The balance in a currency changes by an amount, minor units. */
    void balance(int currencyBits, long amountMinor);

    /** An amount is taken from a hold, minor units. */
    void hold(long idHash, long amountMinor);
  }

  int size() {
    return words.length / WORDS;
  }

  boolean isOverLimit() {
    return size() > MAX_SUMS;
  }

  /** The balance will change by an amount, minor units. */
  BookedLater plusBalance(long fromMillis, int currencyBits, long amountMinor) {
    return amountMinor == 0 ? this : plus(fromMillis, BALANCE, currencyBits, amountMinor);
  }

  /** An amount will be taken from a hold, minor units. */
  BookedLater plusTaken(long fromMillis, long idHash, long amountMinor) {
    return amountMinor == 0 ? this : plus(fromMillis, idHash, 0, amountMinor);
  }

  private BookedLater plus(long fromMillis, long idHash, int currencyBits, long amountMinor) {
    int at = words.length;
    while (at > 0) {
      int order = compare(at - WORDS, fromMillis, idHash, currencyBits);
      if (order == 0) {
        long[] changed = words.clone();
        int place = at - WORDS + AMOUNT;
        changed[place] =
            idHash == BALANCE
                ? Math.addExact(changed[place], amountMinor)
                : Saturated.sum(changed[place], amountMinor);
        return new BookedLater(changed);
      }
      if (order < 0) {
        break;
      }
      at -= WORDS;
    }
    long[] more = Arrays.copyOf(words, words.length + WORDS);
    System.arraycopy(words, at, more, at + WORDS, words.length - at);
    more[at + FROM] = fromMillis;
    more[at + ID] = idHash;
    more[at + CURRENCY] = currencyBits;
    more[at + AMOUNT] = amountMinor;
    return new BookedLater(more);
  }

  private int compare(int at, long fromMillis, long idHash, int currencyBits) {
    int byTime = Long.compare(words[at + FROM], fromMillis);
    int byId = byTime != 0 ? byTime : Long.compare(words[at + ID], idHash);
    return byId != 0 ? byId : Long.compare(words[at + CURRENCY], currencyBits);
  }

  /** How many sums have come due at a time. */
  int dueAt(long timeMillis) {
    int due = 0;
    while (due * WORDS < words.length && words[due * WORDS + FROM] <= timeMillis) {
      due++;
    }
    return due;
  }

  /** Hands the first sums over, and gives what is left. */
  BookedLater count(int sums, Due due) {
    for (int at = 0; at < sums * WORDS; at += WORDS) {
      if (words[at + ID] == BALANCE) {
        due.balance((int) words[at + CURRENCY], words[at + AMOUNT]);
      } else {
        due.hold(words[at + ID], words[at + AMOUNT]);
      }
    }
    return new BookedLater(Arrays.copyOfRange(words, sums * WORDS, words.length));
  }

  /** Sum of the changes of balances without their signs, minor units; no partial sum is larger. */
  long largestChange() {
    long sum = 0;
    for (int at = 0; at < words.length; at += WORDS) {
      sum = words[at + ID] == BALANCE ? Saturated.sum(sum, Math.abs(words[at + AMOUNT])) : sum;
    }
    return sum;
  }

  long[] words() {
    return words;
  }
}
