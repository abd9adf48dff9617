package io.cardbeam.pipeline.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.table.BooksLedgerTransfer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowOrderTest {
  private static final Instant TIME = Instant.parse("2025-03-09T02:06:13Z");

  /** Copies of a row, and rows of one key, may differ in a time that others don't have. */
  @Test
  void rowsOfOneKeyAreInOneOrderByTheirOptionalTimesToo() {
    BooksLedgerTransfer without = row(null);
    BooksLedgerTransfer early = row(TIME);
    BooksLedgerTransfer late = row(TIME.plusMillis(1));
    List<BooksLedgerTransfer> one = new ArrayList<>(List.of(late, without, early, late));
    List<BooksLedgerTransfer> other = new ArrayList<>(List.of(early, late, late, without));
    one.sort(new RowOrder(0));
    other.sort(new RowOrder(0));
    assertThat(one).isEqualTo(other).containsExactly(without, early, late, late);
  }

  private static BooksLedgerTransfer row(@Nullable Instant expiresAt) {
    return BooksLedgerTransfer.newBuilder()
        .setTransferId("t-1")
        .setCardToken("card")
        .setKind("HOLD")
        .setEventId("r-1")
        .setState("PENDING")
        .setDebit("CARDHOLDER")
        .setCredit("SETTLEMENT")
        .setAmountMinor(100)
        .setCurrency("USD")
        .setSubjectId("")
        .setEventTime(TIME)
        .setEffectiveFrom(TIME)
        .setExpiresAt(expiresAt)
        .setContentFingerprint(1)
        .build();
  }
}
