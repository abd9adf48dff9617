package io.cardbeam.account;

import io.cardbeam.event.TransferKind;
import io.cardbeam.ledger.MoneyEvent;
import io.cardbeam.wire.CompactReader;
import io.cardbeam.wire.CompactWriter;
import io.cardbeam.wire.StateFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of an {@link Account}, as state and savepoints hold them: a byte of the version, the
 * currencies, which the parts name by their places, and the parts. The same account has the same
 * bytes.
 */
public final class AccountFormat {
  private static final StateFormat FORMAT = new StateFormat("a card's account", 2);

  private AccountFormat() {}

  /** Writes the bytes. */
  public static void write(Account account, CompactWriter to) {
    to.one(FORMAT.version());
    StoredCurrencies currencies = StoredCurrencies.of(account);
    currencies.write(to);
    writeBalances(account.balances().words(), currencies, to);
    writeLater(account.later().words(), currencies, to);
    OpenAuthorizationsFormat.write(account.authorizations(), currencies, to);
    to.signed(account.letGoMillis());
    to.number(account.waiting().size());
    for (MoneyEvent event : account.waiting()) {
      write(event, to);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if the version is not known, a number is none that was written, or the
   *     bytes end early
   */
  public static Account read(CompactReader from) throws IOException {
    FORMAT.requireKnown(from.one());
    StoredCurrencies currencies = StoredCurrencies.read(from);
    Balances balances = readBalances(from, currencies);
    BookedLater later = readLater(from, currencies);
    OpenAuthorizations open = OpenAuthorizationsFormat.read(from, currencies);
    long letGoMillis = from.signed();
    int waits = from.count(Account.MAX_WAITING, "purchases of an account that wait");
    List<MoneyEvent> waiting = new ArrayList<>(waits);
    for (int i = 0; i < waits; i++) {
      waiting.add(readEvent(from));
    }
    return new Account(balances, later, open, letGoMillis, waiting);
  }

  private static void writeBalances(long[] words, StoredCurrencies currencies, CompactWriter to) {
    to.number(words.length / Balances.WORDS);
    for (int at = 0; at < words.length; at += Balances.WORDS) {
      to.number(currencies.place((int) words[at + Balances.CURRENCY]));
      to.signed(words[at + Balances.AMOUNT]);
    }
  }

  private static Balances readBalances(CompactReader from, StoredCurrencies currencies)
      throws IOException {
    int size = from.count(StoredCurrencies.MOST, "balances of an account");
    long[] words = new long[size * Balances.WORDS];
    for (int at = 0; at < words.length; at += Balances.WORDS) {
      words[at + Balances.CURRENCY] = currencies.at(from.number());
      words[at + Balances.AMOUNT] = from.signed();
    }
    return new Balances(words);
  }

  /** What is of a hold has no currency, and what is of the balance has no hold. */
  private static void writeLater(long[] words, StoredCurrencies currencies, CompactWriter to) {
    to.number(words.length / BookedLater.WORDS);
    long before = 0;
    for (int at = 0; at < words.length; at += BookedLater.WORDS) {
      int currency = (int) words[at + BookedLater.CURRENCY];
      to.number(currency == 0 ? 0 : currencies.place(currency) + 1);
      if (currency == 0) {
        to.word(words[at + BookedLater.ID]);
      }
      to.signed(words[at + BookedLater.FROM] - before);
      before = words[at + BookedLater.FROM];
      to.signed(words[at + BookedLater.AMOUNT]);
    }
  }

  private static BookedLater readLater(CompactReader from, StoredCurrencies currencies)
      throws IOException {
    int size = from.count(BookedLater.MAX_SUMS, "sums of an account that count later");
    long[] words = new long[size * BookedLater.WORDS];
    long before = 0;
    for (int at = 0; at < words.length; at += BookedLater.WORDS) {
      long place = from.number();
      words[at + BookedLater.CURRENCY] = place == 0 ? 0 : currencies.at(place - 1);
      words[at + BookedLater.ID] = place == 0 ? from.word() : BookedLater.BALANCE;
      before += from.signed();
      words[at + BookedLater.FROM] = before;
      words[at + BookedLater.AMOUNT] = from.signed();
    }
    return new BookedLater(words);
  }

  private static void write(MoneyEvent event, CompactWriter to) {
    to.text(event.kind().name());
    to.text(event.cardToken());
    to.text(event.id());
    to.text(event.authorizationId());
    to.text(event.subjectId());
    to.signed(event.eventTimeMillis());
    to.signed(event.effectiveFromMillis());
    to.signed(event.amountMinor());
    to.text(event.currency());
  }

  private static MoneyEvent readEvent(CompactReader from) throws IOException {
    return new MoneyEvent(
        TransferKind.valueOf(from.text()),
        from.text(),
        from.text(),
        from.text(),
        from.text(),
        from.signed(),
        from.signed(),
        from.signed(),
        from.text());
  }
}
