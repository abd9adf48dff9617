package io.cardbeam.sample;

import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.event.TransferKind;
import io.cardbeam.ledger.MoneyEvent;
import io.cardbeam.ledger.Transfers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Transfers of a card, made up: few ids, amounts and times, so that many are about one another,
 * some about what never was, some in another currency, and some of one instant.
 */
public final class RandomLedger {
  private static final int HOLDS = 4;
  private static final int MOST = 40;
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final TransferKind[] KINDS = TransferKind.values();

  private RandomLedger() {}

  /** Each transfer once, in no order. */
  public static List<LedgerTransfer> of(Random random, String card) {
    Transfers by = new Transfers();
    List<LedgerTransfer> transfers = new ArrayList<>();
    for (int i = 0; i < HOLDS; i++) {
      if (random.nextInt(5) > 0) {
        MoneyEvent hold = event(random, TransferKind.HOLD, card, "a" + i, "", "");
        transfers.add(
            by.ofHold(
                hold,
                hold.eventTimeMillis() + (1 + random.nextInt(6)) * HOUR,
                hold.amountMinor() + 5L * random.nextInt(3)));
      }
    }
    int count = random.nextInt(MOST);
    for (int i = 0; i < count; i++) {
      TransferKind kind = KINDS[1 + random.nextInt(KINDS.length - 1)];
      transfers.add(
          by.of(
              event(
                  random,
                  kind,
                  card,
                  "t" + i,
                  random.nextInt(6) == 0 ? "" : "a" + random.nextInt(HOLDS),
                  subject(random, kind, count))));
    }
    return transfers;
  }

  private static String subject(Random random, TransferKind kind, int count) {
    return switch (kind) {
      case REFUND, CHARGEBACK, CHARGEBACK_UPHELD, CHARGEBACK_REJECTED, PAYMENT_RETURNED ->
          random.nextInt(8) == 0 ? "" : "t" + random.nextInt(count);
      default -> "";
    };
  }

  private static MoneyEvent event(
      Random random,
      TransferKind kind,
      String card,
      String id,
      String authorization,
      String subject) {
    long time = SampleEvents.START.toEpochMilli() + random.nextInt(10) * HOUR;
    return new MoneyEvent(
        kind,
        card,
        id,
        authorization,
        subject,
        time,
        time + random.nextInt(3) * HOUR,
        5L * (1 + random.nextInt(8)),
        random.nextInt(12) == 0 ? "EUR" : "USD");
  }
}
