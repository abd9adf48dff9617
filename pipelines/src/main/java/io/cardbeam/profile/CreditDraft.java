package io.cardbeam.profile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A {@link Credit} that is being added to: its lists are copied once for all the transactions that
 * have come due since a card's last event, not once for each.
 */
final class CreditDraft {
  private long balanceMinor;
  private final List<Hold> holds;
  private final List<PendingTransaction> pending;
  private int counts;
  private final List<Long> counted;

  /** A draft of this credit; {@code credit} stays what it is. */
  CreditDraft(Credit credit) {
    balanceMinor = credit.balanceMinor();
    holds = new ArrayList<>(credit.holds());
    pending = credit.pending();
    counted = new ArrayList<>(credit.counted().size() + pending.size());
    counted.addAll(credit.counted());
  }

  /** Counts the waiting transactions whose cut-off has come, in their order. */
  CreditDraft countUntil(long timeMillis) {
    while (counts < pending.size() && pending.get(counts).effectiveMillis() <= timeMillis) {
      countNext();
    }
    return this;
  }

  /** Counts the first of the waiting transactions. */
  CreditDraft countNext() {
    PendingTransaction next = pending.get(counts++);
    counted.add(next.idHash());
    switch (next.effect()) {
      case CREDIT -> add(-next.amountMinor());
      case DEBIT -> add(next.amountMinor());
      case CLEAR -> add(tookFromHold(next) ? next.amountMinor() : 0);
      case RELEASE -> tookFromHold(next);
    }
    return this;
  }

  private void add(long signedMinor) {
    balanceMinor = Credit.bounded(balanceMinor + signedMinor);
  }

  /** Takes the amount from the hold that it clears or releases, if there is one. */
  private boolean tookFromHold(PendingTransaction next) {
    for (int i = 0; i < holds.size(); i++) {
      Hold hold = holds.get(i);
      if (hold.authorizationHash() == next.authorizationHash()
          && hold.reservesAt(next.eventMillis())
          && hold.remainingMinor() >= next.amountMinor()) {
        holds.set(i, hold.less(next.amountMinor()));
        return true;
      }
    }
    return false;
  }

  /** Forgets the holds that are past. */
  CreditDraft forgetHolds(long timeMillis) {
    holds.removeIf(hold -> hold.isPastAt(timeMillis));
    return this;
  }

  /** The credit; the draft is not touched again. */
  Credit done() {
    int forgotten = Math.max(0, counted.size() - Credit.MAX_COUNTED);
    if (forgotten > 0) {
      counted.subList(0, forgotten).clear();
    }
    return new Credit(
        balanceMinor,
        Collections.unmodifiableList(holds),
        counts == 0 ? pending : List.copyOf(pending.subList(counts, pending.size())),
        Collections.unmodifiableList(counted));
  }
}
