package io.cardbeam.account;

import io.cardbeam.account.OpenAuthorization.Status;
import io.cardbeam.ledger.MoneyEvent;
import io.cardbeam.text.StableHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A card's money: what it owes, what is booked and counts later, its open authorizations, and the
 * purchases that wait for the request they name. A value: each step makes a new one. Its size is
 * bounded, since each of its parts is, and no bound changes a sum.
 *
 * <p>What is owed and held adds up in any order, so that two logs that interleave differently leave
 * the same account.
 */
public final class Account {
  /** Most purchases that wait for the request they name. */
  public static final int MAX_WAITING = 32;

  /**
   * Furthest that a balance may go from 0, minor units: 40,000 of the largest amounts there can be.
   * A transaction that would take it further is refused.
   */
  public static final long MAX_BALANCE_MINOR = 4_000_000_000_000_000_000L;

  /** Of a card on which nothing happened. */
  public static final Account EMPTY =
      new Account(
          Balances.NONE, BookedLater.NOTHING, OpenAuthorizations.NONE, Long.MIN_VALUE, List.of());

  private final Balances balances;
  private final BookedLater later;
  private final OpenAuthorizations open;
  private final long letGoMillis;
  private final List<MoneyEvent> waiting;

  /**
   * An account of these parts.
   *
   * @param letGoMillis event time of the latest approval that was let go to make room, milliseconds
   *     since 1970 UTC; {@link Long#MIN_VALUE} if none was
   */
  Account(
      Balances balances,
      BookedLater later,
      OpenAuthorizations open,
      long letGoMillis,
      List<MoneyEvent> waiting) {
    this.balances = balances;
    this.later = later;
    this.open = open;
    this.letGoMillis = letGoMillis;
    this.waiting = List.copyOf(waiting);
  }

  /** This account as it is at a time: what has come due counts. */
  public Account asOf(long timeMillis) {
    return counted(later.dueAt(timeMillis));
  }

  /**
   * This account without the requests that are past at a time. Changes no booking of what comes
   * within {@link OpenAuthorizations#KEPT_MILLIS} of its request.
   */
  public Account forgetting(long timeMillis) {
    OpenAuthorizations kept = open.keptAt(timeMillis);
    return kept == open ? this : new Account(balances, later, kept, letGoMillis, waiting);
  }

  /**
   * Whether an approval may have been let go that a purchase of a time, milliseconds since 1970
   * UTC, names.
   */
  boolean mayHaveLetGo(long purchaseMillis) {
    return letGoMillis != Long.MIN_VALUE
        && purchaseMillis <= ClearingTerms.later(letGoMillis, ClearingTerms.PRESENTED_WITHIN);
  }

  private Account counted(int sums) {
    if (sums == 0) {
      return this;
    }
    Sums due = new Sums(balances, open);
    BookedLater rest = later.count(sums, due);
    return new Account(due.balances, rest, due.open, letGoMillis, waiting);
  }

  /** What the parts become while sums are counted. */
  private static final class Sums implements BookedLater.Due {
    private Balances balances;
    private OpenAuthorizations open;

    Sums(Balances balances, OpenAuthorizations open) {
      this.balances = balances;
      this.open = open;
    }

    @Override
    public void balance(int currencyBits, long amountMinor) {
      balances = balances.plus(currencyBits, amountMinor);
    }

    @Override
    public void hold(long idHash, long amountMinor) {
      open = open.take(idHash, amountMinor);
    }
  }

  /**
   * What is owed in a currency of what counts already, minor units; below 0 where the bank owes.
   */
  public long balanceMinor(String currency) {
    return balances.of(CurrencyBits.pack(currency));
  }

  /** What open holds reserve in a currency at a time, minor units. */
  public long heldMinor(String currency, long timeMillis) {
    return open.heldMinor(CurrencyBits.pack(currency), timeMillis);
  }

  /** Whether no further request may be approved at a time: too many holds are open. */
  public boolean isFull(long timeMillis) {
    return open.isFull(timeMillis);
  }

  /** The answered request of an id, while it is kept. */
  public Optional<OpenAuthorization> authorization(String requestId) {
    return open.find(StableHash.of(requestId));
  }

  /** The answered requests that are kept. */
  public OpenAuthorizations authorizations() {
    return open;
  }

  /** Purchases that wait for the request they name, in {@link MoneyEvent#ORDER}. */
  public List<MoneyEvent> waiting() {
    return waiting;
  }

  /** Whether it may be forgotten: nothing is owed, held, open or waits. */
  public boolean isBlank() {
    return balances.largest() == 0 && later.size() == 0 && open.size() == 0 && waiting.isEmpty();
  }

  /**
   * This account with a request that was answered. One that is let go to make room, while it
   * reserves something, turns into balance: what it reserves is not lost. {@link #isFull} keeps
   * those who decide from it; others may have approved more, whose decisions are played.
   */
  Account with(OpenAuthorization authorization) {
    OpenAuthorizations more = open.plus(authorization);
    if (more.size() <= OpenAuthorizations.MAX_KEPT) {
      return new Account(balances, later, more, letGoMillis, waiting);
    }
    int index = more.leastNeeded();
    OpenAuthorization gone = more.get(index);
    return new Account(
        balances.plus(
            CurrencyBits.pack(gone.currency()), gone.heldMinor(authorization.requestMillis())),
        later,
        more.withoutAt(index),
        gone.status() == Status.APPROVED
            ? Math.max(letGoMillis, gone.requestMillis())
            : letGoMillis,
        waiting);
  }

  Account withWaiting(MoneyEvent event) {
    List<MoneyEvent> more = new ArrayList<>(waiting);
    more.add(event);
    more.sort(MoneyEvent.ORDER);
    return new Account(balances, later, open, letGoMillis, more);
  }

  Account without(List<MoneyEvent> noMoreWaiting) {
    List<MoneyEvent> rest = new ArrayList<>(waiting);
    rest.removeAll(noMoreWaiting);
    return new Account(balances, later, open, letGoMillis, rest);
  }

  /** Whether the balance stays within its limit if an amount is booked, whatever counts first. */
  boolean canBook(long amountMinor) {
    long most = Saturated.sum(balances.largest(), later.largestChange());
    return Saturated.sum(most, amountMinor) <= MAX_BALANCE_MINOR;
  }

  /** Books an amount that counts from an event time on. */
  Account booked(long fromMillis, String currency, long owedMinor) {
    return limited(later.plusBalance(fromMillis, CurrencyBits.pack(currency), owedMinor));
  }

  /** Takes an amount from a hold that counts from an event time on. */
  Account taken(long fromMillis, long idHash, long amountMinor) {
    return limited(later.plusTaken(fromMillis, idHash, amountMinor));
  }

  private Account limited(BookedLater more) {
    Account account = new Account(balances, more, open, letGoMillis, waiting);
    return more.isOverLimit() ? account.counted(1) : account;
  }

  Balances balances() {
    return balances;
  }

  BookedLater later() {
    return later;
  }

  long letGoMillis() {
    return letGoMillis;
  }
}
