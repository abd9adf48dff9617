package io.cardbeam.profile;

import io.cardbeam.wire.Event;
import java.util.ArrayList;
import java.util.List;

/**
 * What a card has used of its limit: posted balance, open holds, and transactions that wait for
 * their cut-off. A transaction counts once, from its cut-off on, whenever it was read before it. A
 * purchase counts only against the hold it clears: one without an approval is on nobody's balance.
 * Immutable and bounded: {@value #MAX_HOLDS} holds (beyond it the oldest counts as cleared),
 * {@value #MAX_PENDING} waiting (beyond it the next to come counts at once), {@value #MAX_COUNTED}
 * remembered ids.
 */
public final class Credit {
  /** Most open holds. */
  public static final int MAX_HOLDS = 256;

  /** Most transactions that wait for their cut-off. */
  public static final int MAX_PENDING = 256;

  /** Most transactions remembered, so that one sent twice counts once. */
  public static final int MAX_COUNTED = 256;

  /**
   * Furthest that a balance goes from 0, minor units: ten thousand largest amounts of the currency
   * with the smallest unit. What is beyond is not counted, so that no sum overflows.
   */
  public static final long MAX_BALANCE_MINOR = 1_000_000_000_000_000_000L;

  static final Credit UNUSED = new Credit(0, List.of(), List.of(), List.of());

  private final long balanceMinor;
  private final List<Hold> holds;
  private final List<PendingTransaction> pending;
  private final List<Long> counted;

  /** The lists are kept as they are, not copied: whoever made them leaves them alone from here. */
  Credit(
      long balanceMinor, List<Hold> holds, List<PendingTransaction> pending, List<Long> counted) {
    this.balanceMinor = bounded(balanceMinor);
    this.holds = holds;
    this.pending = pending;
    this.counted = counted;
  }

  /** A sum of a balance and an amount as a balance. */
  static long bounded(long minor) {
    return Math.max(-MAX_BALANCE_MINOR, Math.min(MAX_BALANCE_MINOR, minor));
  }

  /** Posted balance, minor units; below 0 if the cardholder is owed. */
  public long balanceMinor() {
    return balanceMinor;
  }

  /** Sum of the holds that reserve credit at this time, minor units. */
  public long reservedMinor(long timeMillis) {
    long sum = 0;
    for (Hold hold : holds) {
      if (hold.reservesAt(timeMillis)) {
        sum += hold.remainingMinor();
      }
    }
    return sum;
  }

  /** Transactions whose cut-off has come are counted, and holds that are past are forgotten. */
  Credit asOf(long timeMillis) {
    boolean due = !pending.isEmpty() && pending.get(0).effectiveMillis() <= timeMillis;
    boolean past = !holds.isEmpty() && holds.get(0).isPastAt(timeMillis);
    if (!due && !past) {
      return this;
    }
    return new CreditDraft(this).countUntil(timeMillis).forgetHolds(timeMillis).done();
  }

  Credit plusHold(long authorizationHash, long amountMinor, long requestMillis) {
    List<Hold> more = new ArrayList<>(holds);
    int place = more.size();
    while (place > 0 && more.get(place - 1).requestMillis() > requestMillis) {
      place--;
    }
    more.add(place, new Hold(authorizationHash, amountMinor, requestMillis));
    long balance = balanceMinor;
    if (more.size() > MAX_HOLDS) {
      balance += more.remove(0).remainingMinor();
    }
    return new Credit(balance, more, pending, counted);
  }

  Credit plus(Event transaction) {
    PendingTransaction next = PendingTransaction.of(transaction);
    if (counted.contains(next.idHash())
        || pending.stream().anyMatch(waiting -> waiting.idHash() == next.idHash())) {
      return this;
    }
    List<PendingTransaction> more = new ArrayList<>(pending);
    more.add(next);
    more.sort(PendingTransaction.ORDER);
    Credit waiting = new Credit(balanceMinor, holds, more, counted);
    return more.size() > MAX_PENDING ? new CreditDraft(waiting).countNext().done() : waiting;
  }

  List<Hold> holds() {
    return holds;
  }

  List<PendingTransaction> pending() {
    return pending;
  }

  List<Long> counted() {
    return counted;
  }
}
