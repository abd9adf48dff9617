package io.cardbeam.account;

import static io.cardbeam.account.OpenAuthorizations.AMOUNT;
import static io.cardbeam.account.OpenAuthorizations.CURRENCY_BITS;
import static io.cardbeam.account.OpenAuthorizations.CURRENCY_MASK;
import static io.cardbeam.account.OpenAuthorizations.EXPIRES;
import static io.cardbeam.account.OpenAuthorizations.ID;
import static io.cardbeam.account.OpenAuthorizations.KIND;
import static io.cardbeam.account.OpenAuthorizations.TAKEN;
import static io.cardbeam.account.OpenAuthorizations.TIME;
import static io.cardbeam.account.OpenAuthorizations.TOLERATED;
import static io.cardbeam.account.OpenAuthorizations.WORDS;

import io.cardbeam.wire.CompactReader;
import io.cardbeam.wire.CompactWriter;
import java.io.IOException;

/**
 * The bytes of {@link OpenAuthorizations}, some 16 for each where memory has 56: a byte that tells
 * what is as usual, the eight of the hash, the time since the one before, the amount, and what is
 * not as usual. As usual is a hold that lives as long as the one before it, that tolerates no more
 * than its amount, and of which nothing or all of it was taken.
 */
final class OpenAuthorizationsFormat {
  private static final int STATUS_BITS = 2;
  private static final int STATUS = (1 << STATUS_BITS) - 1;
  private static final int SAME_LIFE = 1 << 2;
  private static final int NO_MORE_TOLERATED = 1 << 3;
  private static final int NOTHING_TAKEN = 1 << 4;
  private static final int ALL_TAKEN = 1 << 5;
  private static final int CURRENCY_SHIFT = 6;

  /** In place of a currency: its place does not fit beside the rest. */
  private static final int OTHER_CURRENCY = 3;

  private OpenAuthorizationsFormat() {}

  static void write(OpenAuthorizations open, StoredCurrencies currencies, CompactWriter to) {
    long[] words = open.words();
    to.number(open.size());
    long before = 0;
    long lifeBefore = 0;
    for (int at = 0; at < words.length; at += WORDS) {
      int kind = (int) words[at + KIND];
      int currency = currencies.place(kind & CURRENCY_MASK);
      long time = words[at + TIME];
      long amount = words[at + AMOUNT];
      long life = words[at + EXPIRES] - time;
      long tolerated = words[at + TOLERATED];
      long taken = words[at + TAKEN];
      int usual =
          (life == lifeBefore ? SAME_LIFE : 0)
              | (tolerated == amount ? NO_MORE_TOLERATED : 0)
              | (taken == 0 ? NOTHING_TAKEN : taken == amount ? ALL_TAKEN : 0);
      to.one(Math.min(currency, OTHER_CURRENCY) << CURRENCY_SHIFT | usual | kind >>> CURRENCY_BITS);
      to.word(words[at + ID]);
      to.number(time - before);
      to.number(amount);
      if (currency >= OTHER_CURRENCY) {
        to.number(currency);
      }
      if ((usual & SAME_LIFE) == 0) {
        to.signed(life);
      }
      if ((usual & NO_MORE_TOLERATED) == 0) {
        to.signed(tolerated - amount);
      }
      if ((usual & (NOTHING_TAKEN | ALL_TAKEN)) == 0) {
        to.signed(taken);
      }
      before = time;
      lifeBefore = life;
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if the bytes end early or are none that were written
   */
  static OpenAuthorizations read(CompactReader from, StoredCurrencies currencies)
      throws IOException {
    int size = from.count(OpenAuthorizations.MAX_KEPT, "requests of an account");
    long[] words = new long[size * WORDS];
    long time = 0;
    long life = 0;
    for (int at = 0; at < words.length; at += WORDS) {
      int usual = from.one();
      words[at + ID] = from.word();
      time += from.number();
      words[at + TIME] = time;
      long amount = from.number();
      words[at + AMOUNT] = amount;
      int place = usual >>> CURRENCY_SHIFT;
      int currency = currencies.at(place == OTHER_CURRENCY ? from.number() : place);
      words[at + KIND] = (long) status(usual) << CURRENCY_BITS | currency;
      life = (usual & SAME_LIFE) == 0 ? from.signed() : life;
      words[at + EXPIRES] = time + life;
      words[at + TOLERATED] = (usual & NO_MORE_TOLERATED) == 0 ? amount + from.signed() : amount;
      words[at + TAKEN] =
          (usual & NOTHING_TAKEN) != 0 ? 0 : (usual & ALL_TAKEN) != 0 ? amount : from.signed();
    }
    return new OpenAuthorizations(words);
  }

  private static int status(int usual) throws IOException {
    int status = usual & STATUS;
    if (status >= OpenAuthorizations.STATUSES.length) {
      throw new IOException("a request of an account has no status " + status);
    }
    return status;
  }
}
