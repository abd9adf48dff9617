package io.cardbeam.profile;

import io.cardbeam.profile.PendingTransaction.Effect;
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

  static final Credit UNUSED = new Credit(0, List.of(), List.of(), List.of());

  private final long balanceMinor;
  private final List<Hold> holds;
  private final List<PendingTransaction> pending;
  private final List<Long> counted;

  Credit(
      long balanceMinor, List<Hold> holds, List<PendingTransaction> pending, List<Long> counted) {
    this.balanceMinor = balanceMinor;
    this.holds = List.copyOf(holds);
    this.pending = List.copyOf(pending);
    this.counted = List.copyOf(counted);
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
    boolean past =
        !holds.isEmpty() && holds.get(0).requestMillis() + Hold.KEPT_MILLIS <= timeMillis;
    if (!due && !past) {
      return this;
    }
    Credit credit = this;
    while (!credit.pending.isEmpty() && credit.pending.get(0).effectiveMillis() <= timeMillis) {
      credit = credit.countingNext();
    }
    List<Hold> kept =
        credit.holds.stream()
            .filter(hold -> hold.requestMillis() + Hold.KEPT_MILLIS > timeMillis)
            .toList();
    return new Credit(credit.balanceMinor, kept, credit.pending, credit.counted);
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
    return more.size() > MAX_PENDING ? waiting.countingNext() : waiting;
  }

  private Credit countingNext() {
    PendingTransaction next = pending.get(0);
    List<PendingTransaction> rest = pending.subList(1, pending.size());
    List<Long> ids = new ArrayList<>(counted);
    ids.add(next.idHash());
    if (ids.size() > MAX_COUNTED) {
      ids.remove(0);
    }
    if (next.effect() == Effect.CREDIT) {
      return new Credit(balanceMinor - next.amountMinor(), holds, rest, ids);
    }
    List<Hold> changed = new ArrayList<>(holds);
    for (int i = 0; i < changed.size(); i++) {
      Hold hold = changed.get(i);
      if (hold.authorizationHash() == next.authorizationHash()
          && hold.reservesAt(next.eventMillis())
          && hold.remainingMinor() >= next.amountMinor()) {
        changed.set(i, hold.less(next.amountMinor()));
        long cleared = next.effect() == Effect.CLEAR ? next.amountMinor() : 0;
        return new Credit(balanceMinor + cleared, changed, rest, ids);
      }
    }
    return new Credit(balanceMinor, holds, rest, ids);
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
