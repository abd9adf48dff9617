package io.cardbeam.account;

import static io.cardbeam.account.CardHistory.moved;
import static io.cardbeam.account.CardHistory.request;
import static io.cardbeam.account.RandomHistory.DAY;
import static io.cardbeam.account.RandomHistory.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.event.TransferKind;
import io.cardbeam.ledger.LedgerFlag;
import io.cardbeam.ledger.LedgerFlags;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What readers of a ledger see of transactions that are owed and do not match. */
class LedgerFlagsTest {
  private final CardHistory card = new CardHistory(TestTerms.LENIENT);

  private void purchase(String id, String authorization, long day, long amountMinor) {
    card.take(moved(TransferKind.PURCHASE, id, authorization, START + day * DAY, amountMinor));
  }

  private void about(TransferKind kind, String id, String subject, long day, long amountMinor) {
    long time = START + day * DAY;
    card.take(moved(kind, id, "a", subject, time, time, amountMinor, "USD"));
  }

  private Map<String, Set<LedgerFlag>> flags() {
    Map<String, Set<LedgerFlag>> byId = LedgerFlags.of(card.expire(START + 90 * DAY).transfers());
    Map<String, Set<LedgerFlag>> byEvent = new TreeMap<>();
    for (LedgerTransfer transfer : card.transfers()) {
      if (byId.containsKey(transfer.getTransferId())) {
        byEvent.put(transfer.getEventId(), byId.get(transfer.getTransferId()));
      }
    }
    return byEvent;
  }

  @Test
  void whatMatchesHasNone() {
    card.take(request("a", START, 50_00, true));
    purchase("p1", "a", 1, 20_00);
    purchase("p2", "a", 2, 30_00);
    about(TransferKind.REFUND, "r", "p1", 3, 20_00);
    about(TransferKind.CHARGEBACK, "c", "p2", 4, 30_00);
    about(TransferKind.CHARGEBACK_REJECTED, "n", "c", 5, 30_00);
    about(TransferKind.CHARGEBACK, "c2", "p2", 6, 30_00);
    about(TransferKind.CHARGEBACK_UPHELD, "u", "c2", 7, 30_00);

    assertThat(flags()).isEmpty();
  }

  @Test
  void purchasesAreFlaggedByTheirHold() {
    card.take(request("a", START, 50_00, true)).take(request("d", START, 50_00, false));
    card.take(request("r", START, 50_00, true));
    purchase("first", "a", 1, 50_00);
    purchase("second", "a", 2, 1);
    purchase("late", "a", 7, 1);
    purchase("declined", "d", 1, 1);
    purchase("transit", "", 1, 4_00);
    card.take(moved(TransferKind.REVERSAL, "v", "r", START + DAY, 20_00));
    purchase("reversed", "r", 1, 30_01);

    assertThat(flags())
        .isEqualTo(
            Map.of(
                "second", Set.of(LedgerFlag.ABOVE_TOLERANCE),
                "late", Set.of(LedgerFlag.AFTER_HOLD, LedgerFlag.ABOVE_TOLERANCE),
                "declined", Set.of(LedgerFlag.NO_AUTHORIZATION),
                "transit", Set.of(LedgerFlag.NO_AUTHORIZATION),
                "reversed", Set.of(LedgerFlag.ABOVE_TOLERANCE)));
  }

  @Test
  void whatGivesBackIsFlaggedByItsPurchase() {
    card.take(request("a", START, 60_00, true));
    purchase("p", "a", 1, 60_00);
    about(TransferKind.REFUND, "r1", "p", 2, 60_00);
    about(TransferKind.REFUND, "r2", "p", 3, 1);
    about(TransferKind.REFUND, "r3", "", 3, 1);
    about(TransferKind.CHARGEBACK, "c", "other", 3, 10_00);
    about(TransferKind.CHARGEBACK_UPHELD, "u", "c", 4, 10_01);
    about(TransferKind.CHARGEBACK_REJECTED, "n", "none", 4, 10_00);

    assertThat(flags())
        .isEqualTo(
            Map.of(
                "r2", Set.of(LedgerFlag.ABOVE_PURCHASE),
                "r3", Set.of(LedgerFlag.NO_PURCHASE),
                "c", Set.of(LedgerFlag.NO_PURCHASE),
                "u", Set.of(LedgerFlag.ABOVE_CHARGEBACK),
                "n", Set.of(LedgerFlag.NO_CHARGEBACK)));
  }

  @Test
  void returnsAreFlaggedByTheirPayment() {
    about(TransferKind.PAYMENT, "y", "", 1, 100_00);
    about(TransferKind.PAYMENT_RETURNED, "half", "y", 2, 50_00);
    about(TransferKind.PAYMENT_RETURNED, "rest", "y", 3, 50_00);
    about(TransferKind.PAYMENT_RETURNED, "twice", "y", 4, 50_00);
    about(TransferKind.PAYMENT_RETURNED, "of nothing", "z", 4, 1);
    about(TransferKind.PAYMENT_RETURNED, "early", "w", 5, 10_00);
    about(TransferKind.PAYMENT, "w", "", 6, 10_00);
    about(TransferKind.PAYMENT, "above", "", 7, 10_00);
    about(TransferKind.PAYMENT_RETURNED, "more", "above", 8, 10_01);

    assertThat(flags())
        .isEqualTo(
            Map.of(
                "twice", Set.of(LedgerFlag.ABOVE_PAYMENT),
                "of nothing", Set.of(LedgerFlag.NO_PAYMENT),
                "more", Set.of(LedgerFlag.ABOVE_PAYMENT)));
    assertThat(card.account().asOf(START + 90 * DAY).balanceMinor("USD"))
        .isEqualTo(50_00 + 50_00 + 50_00 + 1 + 10_00 + 10_01 - 100_00 - 10_00 - 10_00);
  }

  @Test
  void theyDoNotDependOnTheOrderOfTheLedger() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      RandomHistory history = RandomHistory.of(random, 12);
      CardHistory made = new CardHistory(TestTerms.LENIENT);
      List<LedgerTransfer> transfers =
          new ArrayList<>(
              made.takes(history.interleaved(random)).expire(START + 90 * DAY).transfers());
      Map<String, Set<LedgerFlag>> flags = LedgerFlags.of(transfers);
      Collections.shuffle(transfers, random);
      assertThat(LedgerFlags.of(transfers)).as("seed %d", seed).isEqualTo(flags);
    }
  }
}
