package io.cardbeam.account;

import io.cardbeam.wire.CompactReader;
import io.cardbeam.wire.CompactWriter;
import java.io.IOException;
import java.util.Arrays;

/**
 * The currencies of an account, each once, in the order in which its parts name them first: mostly
 * one. Parts name them by their places.
 */
final class StoredCurrencies {
  /** Most currencies that an account may have; there are some 180 with a code. */
  static final int MOST = 26 * 26 * 26;

  private int[] currencies;
  private int size;

  private StoredCurrencies(int[] currencies, int size) {
    this.currencies = currencies;
    this.size = size;
  }

  static StoredCurrencies of(Account account) {
    StoredCurrencies all = new StoredCurrencies(new int[2], 0);
    long[] balances = account.balances().words();
    for (int at = 0; at < balances.length; at += Balances.WORDS) {
      all.add((int) balances[at + Balances.CURRENCY]);
    }
    long[] later = account.later().words();
    for (int at = 0; at < later.length; at += BookedLater.WORDS) {
      if (later[at + BookedLater.CURRENCY] != 0) {
        all.add((int) later[at + BookedLater.CURRENCY]);
      }
    }
    long[] open = account.authorizations().words();
    for (int at = 0; at < open.length; at += OpenAuthorizations.WORDS) {
      all.add((int) open[at + OpenAuthorizations.KIND] & OpenAuthorizations.CURRENCY_MASK);
    }
    return all;
  }

  private void add(int currency) {
    if (place(currency) < 0) {
      if (size == currencies.length) {
        currencies = Arrays.copyOf(currencies, 2 * size);
      }
      currencies[size++] = currency;
    }
  }

  /** The place of a currency, from 0; -1 if it is not among them. */
  int place(int currency) {
    for (int place = 0; place < size; place++) {
      if (currencies[place] == currency) {
        return place;
      }
    }
    return -1;
  }

  /**
   * The currency at a place.
   *
   * @throws IOException if there is none
   */
  int at(long place) throws IOException {
    if (place < 0 || place >= size) {
      throw new IOException("a card's account has no currency " + place);
    }
    return currencies[(int) place];
  }

  void write(CompactWriter to) {
    to.number(size);
    for (int place = 0; place < size; place++) {
      to.number(currencies[place]);
    }
  }

  static StoredCurrencies read(CompactReader from) throws IOException {
    int size = from.count(MOST, "currencies of an account");
    int[] currencies = new int[size];
    for (int place = 0; place < size; place++) {
      currencies[place] = (int) from.number();
    }
    return new StoredCurrencies(currencies, size);
  }
}
