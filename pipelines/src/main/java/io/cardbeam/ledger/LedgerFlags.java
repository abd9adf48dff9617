package io.cardbeam.ledger;

import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.event.TransferKind;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What depends on several transfers of a card, which no transfer says itself: whether each matches
 * the hold, purchase, chargeback or payment that it is about. Of those that take more together than
 * there is, the first by event time, kind and transfer id are covered. Whoever reads a whole ledger
 * computes it, so it does not matter in which order that was written.
 */
public final class LedgerFlags {
  private static final Comparator<LedgerTransfer> ORDER =
      Comparator.comparing(LedgerTransfer::getEventTime)
          .thenComparing(LedgerTransfer::getKind)
          .thenComparing(LedgerTransfer::getTransferId);

  private final Map<String, LedgerTransfer> holds = new HashMap<>();
  private final Map<String, LedgerTransfer> purchases = new HashMap<>();
  private final Map<String, LedgerTransfer> chargebacks = new HashMap<>();
  private final Map<String, LedgerTransfer> payments = new HashMap<>();
  private final Map<String, Long> voided = new HashMap<>();
  private final Map<String, Long> taken = new HashMap<>();
  private final Map<String, Long> givenBack = new HashMap<>();
  private final Map<String, Long> decided = new HashMap<>();
  private final Map<String, Long> cameBack = new HashMap<>();
  private final Map<String, Set<LedgerFlag>> flags = new HashMap<>();

  private LedgerFlags(List<LedgerTransfer> ordered) {
    for (LedgerTransfer transfer : ordered) {
      switch (transfer.getKind()) {
        case HOLD -> holds.put(transfer.getTransferId(), transfer);
        case PURCHASE -> purchases.put(transfer.getEventId(), transfer);
        case CHARGEBACK -> chargebacks.put(transfer.getEventId(), transfer);
        case PAYMENT -> payments.put(transfer.getEventId(), transfer);
        case REVERSAL -> add(voided, transfer.getPendingId(), transfer.getAmountMinor());
        default -> {
          // No other is about it.
        }
      }
    }
    ordered.forEach(this::flag);
  }

  /**
   * The flags of a card's transfers, by transfer id; those that match are not in it.
   *
   * @param transfers all of the card, each once, in any order
   */
  public static Map<String, Set<LedgerFlag>> of(Collection<LedgerTransfer> transfers) {
    return new LedgerFlags(transfers.stream().sorted(ORDER).toList()).flags;
  }

  private static long add(Map<String, Long> sums, @Nullable String id, long amountMinor) {
    return id == null ? 0 : sums.merge(id, amountMinor, Math::addExact);
  }

  private void flag(LedgerTransfer transfer) {
    switch (transfer.getKind()) {
      case PURCHASE -> purchase(transfer);
      case REFUND, CHARGEBACK -> givesBack(transfer);
      case CHARGEBACK_UPHELD, CHARGEBACK_REJECTED -> resolution(transfer);
      case PAYMENT_RETURNED ->
          about(
              transfer,
              payments.get(transfer.getSubjectId()),
              cameBack,
              LedgerFlag.NO_PAYMENT,
              LedgerFlag.ABOVE_PAYMENT);
      default -> {
        // Stands by itself.
      }
    }
  }

  private void givesBack(LedgerTransfer transfer) {
    about(
        transfer,
        purchases.get(transfer.getSubjectId()),
        givenBack,
        LedgerFlag.NO_PURCHASE,
        LedgerFlag.ABOVE_PURCHASE);
  }

  private void resolution(LedgerTransfer transfer) {
    LedgerTransfer chargeback = chargebacks.get(transfer.getSubjectId());
    about(transfer, chargeback, decided, LedgerFlag.NO_CHARGEBACK, LedgerFlag.ABOVE_CHARGEBACK);
    if (chargeback != null && transfer.getKind() == TransferKind.CHARGEBACK_REJECTED) {
      // What was taken back may be given back again.
      add(givenBack, chargeback.getSubjectId(), -transfer.getAmountMinor());
    }
  }

  private void about(
      LedgerTransfer transfer,
      @Nullable LedgerTransfer subject,
      Map<String, Long> sums,
      LedgerFlag none,
      LedgerFlag above) {
    if (subject == null || !subject.getCurrency().equals(transfer.getCurrency())) {
      set(transfer, none);
      return;
    }
    long sum = add(sums, subject.getEventId(), transfer.getAmountMinor());
    if (sum > subject.getAmountMinor()) {
      set(transfer, above);
    }
  }

  private void purchase(LedgerTransfer purchase) {
    String pendingId = purchase.getPendingId();
    LedgerTransfer hold = holds.get(pendingId == null ? "" : pendingId);
    if (hold == null) {
      set(purchase, LedgerFlag.NO_AUTHORIZATION);
      return;
    }
    if (!hold.getCurrency().equals(purchase.getCurrency())) {
      set(purchase, LedgerFlag.OTHER_CURRENCY);
      return;
    }
    if (hold.getExpiresAt() != null && !purchase.getEventTime().isBefore(hold.getExpiresAt())) {
      set(purchase, LedgerFlag.AFTER_HOLD);
    }
    long sum = add(taken, pendingId, purchase.getAmountMinor());
    Long tolerated = hold.getToleratedMinor();
    long left =
        (tolerated == null ? hold.getAmountMinor() : tolerated)
            - voided.getOrDefault(hold.getTransferId(), 0L);
    if (sum > left) {
      set(purchase, LedgerFlag.ABOVE_TOLERANCE);
    }
  }

  private void set(LedgerTransfer transfer, LedgerFlag flag) {
    flags
        .computeIfAbsent(transfer.getTransferId(), any -> EnumSet.noneOf(LedgerFlag.class))
        .add(flag);
  }
}
