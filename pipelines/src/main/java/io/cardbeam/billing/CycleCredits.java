package io.cardbeam.billing;

import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What merchants and disputes give back in a cycle, by what it pays. What is given back of
 * purchases from before the cycle repays the balance that it began with, as {@link Payments} do.
 * What is given back of a purchase that the cycle itself has nets against that purchase and repays
 * nothing older: who buys and returns each month has paid nothing. What is given back beyond the
 * purchase is a credit like any other. None of it is the payment that is due.
 */
final class CycleCredits {
  private final List<StatementLine> posted;
  private final Map<Key, String> subjects;
  private final Set<String> purchasesBefore;
  private final Map<String, StatementLine> purchases = new HashMap<>();

  /** A booking among those of an account: its type, and its id among those of its type. */
  record Key(TransactionType type, String id) {
    static Key of(StatementLine line) {
      return new Key(line.type(), line.transactionId());
    }
  }

  /**
   * What is given back in a cycle.
   *
   * @param posted in the cycle, of events alone
   * @param subjects id of the booked purchase that a refund or chargeback gives back, and of the
   *     chargeback that a resolution decides; a credit without one is of a purchase of long ago, or
   *     of none that is booked, and repays the balance as a payment does
   * @param purchasesBefore ids of the purchases that were posted in earlier cycles
   */
  CycleCredits(List<StatementLine> posted, Map<Key, String> subjects, Set<String> purchasesBefore) {
    this.posted = posted;
    this.subjects = subjects;
    this.purchasesBefore = purchasesBefore;
    for (StatementLine line : posted) {
      if (line.type() == TransactionType.PURCHASE) {
        purchases.put(line.transactionId(), line);
      }
    }
  }

  /** Ids of the purchases that were posted in the cycle. */
  Set<String> purchaseIds() {
    return Collections.unmodifiableSet(purchases.keySet());
  }

  /**
   * What was given back by a day of the balance that the cycle began with, minor units, less what
   * of that was taken back again by then. 0 or more: no more is taken back of a dispute than it
   * credited.
   */
  long givenBackBy(LocalDate day) {
    long givenBack = 0;
    Map<String, Long> returned = new HashMap<>();
    Map<String, StatementLine> chargebacks = new HashMap<>();
    for (StatementLine line : posted) {
      if (line.signedMinor() >= 0
          || line.type() == TransactionType.PAYMENT
          || line.postingDate().isAfter(day)) {
        continue;
      }
      if (line.type() == TransactionType.CHARGEBACK) {
        chargebacks.put(line.transactionId(), line);
      }
      givenBack = Math.addExact(givenBack, credit(line, line.amountMinor(), returned));
    }
    for (Map.Entry<String, Long> one : takenBack(chargebacks, day).entrySet()) {
      StatementLine chargeback = Objects.requireNonNull(chargebacks.get(one.getKey()));
      givenBack = Math.addExact(givenBack, credit(chargeback, -one.getValue(), returned));
    }
    for (Map.Entry<String, Long> one : returned.entrySet()) {
      StatementLine purchase = purchases.get(one.getKey());
      if (purchase != null) {
        givenBack = Math.addExact(givenBack, Math.max(0, one.getValue() - purchase.amountMinor()));
      }
    }
    return givenBack;
  }

  /**
   * What was taken back by a day of each of these chargebacks, by its id. A resolution that decides
   * more than is left of its chargeback takes back what is left; the rest of it is owed as a
   * purchase of its day is, and undoes no other credit.
   */
  private Map<String, Long> takenBack(Map<String, StatementLine> chargebacks, LocalDate day) {
    Map<String, Long> undecided = new HashMap<>();
    Map<String, Long> takenBack = new HashMap<>();
    for (StatementLine line : posted) {
      StatementLine chargeback = chargebacks.get(subjects.getOrDefault(Key.of(line), ""));
      if (chargeback == null
          || line.type().section() != StatementSection.DISPUTES
          || line.postingDate().isAfter(day)) {
        continue;
      }
      String id = chargeback.transactionId();
      long left = undecided.getOrDefault(id, chargeback.amountMinor());
      long decided = Math.min(left, line.amountMinor());
      undecided.put(id, left - decided);
      if (line.type() == TransactionType.CHARGEBACK_REJECTED) {
        takenBack.merge(id, decided, Math::addExact);
      }
    }
    return takenBack;
  }

  /** The amount, or 0 where it is noted for a purchase of this cycle instead. */
  private long credit(StatementLine credit, long amountMinor, Map<String, Long> returned) {
    Optional<String> purchase = purchaseOfThisCycle(credit);
    purchase.ifPresent(id -> returned.merge(id, amountMinor, Math::addExact));
    return purchase.isPresent() ? 0 : amountMinor;
  }

  /** The purchase that it gives back, unless that is from before: of this cycle, or later still. */
  private Optional<String> purchaseOfThisCycle(StatementLine credit) {
    return credit.type() == TransactionType.PAYMENT
        ? Optional.empty()
        : Optional.ofNullable(subjects.get(Key.of(credit)))
            .filter(id -> !purchasesBefore.contains(id));
  }

  /**
   * The day from which on a credit within the grace period spares interest: the cycle's first, but
   * not before the purchase that it gives back.
   */
  LocalDate sparedFrom(StatementLine credit, LocalDate firstDay) {
    return purchaseOfThisCycle(credit)
        .map(
            id -> {
              StatementLine purchase = purchases.get(id);
              return purchase == null || purchase.postingDate().isAfter(credit.postingDate())
                  ? credit.postingDate()
                  : purchase.postingDate();
            })
        .orElse(firstDay);
  }
}
