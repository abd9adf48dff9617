package io.cardbeam.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cardbeam.event.LedgerAccount;
import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.event.TransferKind;
import io.cardbeam.event.TransferState;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LedgerTransferChecksTest {
  private static final Instant TIME = Instant.parse("2026-03-02T10:00:00Z");

  @Test
  void travelsOnItsOwnTopicAndOnNoOther() throws Exception {
    WireCodec codec = new WireCodec();
    LedgerTransfer hold = hold().build();
    byte[] bytes = codec.encode(hold);
    assertThat(bytes).isEqualTo(LedgerTransfer.getEncoder().encode(hold).array());
    assertThat(codec.decodeEvent(bytes, Topic.LEDGER, 7))
        .isEqualTo(new Event(EventType.LEDGER_TRANSFER, 7, hold));
    assertThatThrownBy(() -> codec.decodeEvent(bytes, Topic.TRANSACTIONS, 7))
        .isInstanceOf(UnreadableRecordException.class)
        .hasMessageContaining("does not belong on transactions");
  }

  @Test
  void takesEachKindAsItIsBooked() throws UnreadableRecordException {
    EventChecks.check(Event.of(hold().build()));
    for (TransferKind kind : TransferKind.values()) {
      if (kind != TransferKind.HOLD) {
        EventChecks.check(Event.of(booked(kind).build()));
      }
    }
  }

  @Test
  void countsFromItsEffectiveFrom() {
    Event event = Event.of(hold().setEffectiveFrom(TIME.plusSeconds(60)).build());
    assertThat(event.id()).isEqualTo("transfer");
    assertThat(event.cardToken()).isEqualTo("card-1");
    assertThat(event.eventTimeMillis()).isEqualTo(TIME.toEpochMilli());
    assertThat(event.effectiveFromMillis()).isEqualTo(TIME.plusSeconds(60).toEpochMilli());
  }

  @Test
  void refusesWhatNoReaderCouldAddUp() {
    assertThat(codeOf(hold().setTransferId(" "))).isEqualTo("NO_ID");
    assertThat(codeOf(hold().setEventId(""))).isEqualTo("NO_EVENT_ID");
    assertThat(codeOf(hold().setAmountMinor(0))).isEqualTo("BAD_AMOUNT");
    assertThat(codeOf(hold().setAmountMinor(-1))).isEqualTo("BAD_AMOUNT");
    assertThat(codeOf(hold().setAmountMinor(100_000_001))).isEqualTo("BAD_AMOUNT");
    assertThat(codeOf(hold().setCurrency("XXX"))).isEqualTo("BAD_CURRENCY");
    assertThat(codeOf(hold().setCredit(LedgerAccount.CARDHOLDER))).isEqualTo("BAD_TRANSFER");
    assertThat(codeOf(hold().setEffectiveFrom(TIME.plusSeconds(400 * 86_400L))))
        .isEqualTo("BAD_TIME");
  }

  @Test
  void refusesWhatDoesNotGoWithItsKind() {
    for (TransferKind kind : TransferKind.values()) {
      LedgerTransfer.Builder right = kind == TransferKind.HOLD ? hold() : booked(kind);
      TransferState state = right.getState();
      for (TransferState other : TransferState.values()) {
        if (other != state) {
          assertThat(codeOf(right.setState(other))).as("%s", kind).isEqualTo("BAD_TRANSFER");
        }
      }
      right.setState(state);
      boolean isHold = kind == TransferKind.HOLD;
      assertThat(codeOf(right.setToleratedMinor(isHold ? null : (Long) 50_00L)))
          .as("%s", kind)
          .isEqualTo("BAD_TRANSFER");
    }
    assertThat(codeOf(hold().setExpiresAt(null))).isEqualTo("BAD_TRANSFER");
    assertThat(codeOf(hold().setExpiresAt(TIME.minusMillis(1)))).isEqualTo("BAD_TRANSFER");
    assertThat(codeOf(hold().setToleratedMinor(49_99L))).isEqualTo("BAD_TRANSFER");
    assertThat(codeOf(hold().setPendingId("other"))).isEqualTo("BAD_TRANSFER");
    assertThat(codeOf(booked(TransferKind.PAYMENT).setPendingId("other")))
        .isEqualTo("BAD_TRANSFER");
  }

  private static LedgerTransfer.Builder hold() {
    return booked(TransferKind.HOLD)
        .setState(TransferState.PENDING)
        .setPendingId(null)
        .setExpiresAt(TIME.plusSeconds(7 * 86_400L))
        .setToleratedMinor(60_00L);
  }

  private static LedgerTransfer.Builder booked(TransferKind kind) {
    boolean takesHold = kind == TransferKind.PURCHASE || kind == TransferKind.REVERSAL;
    return LedgerTransfer.newBuilder()
        .setTransferId("transfer")
        .setCardToken("card-1")
        .setKind(kind)
        .setEventId("event")
        .setState(kind == TransferKind.REVERSAL ? TransferState.VOIDED : TransferState.POSTED)
        .setDebit(LedgerAccount.CARDHOLDER)
        .setCredit(LedgerAccount.SETTLEMENT)
        .setAmountMinor(50_00)
        .setCurrency("USD")
        .setPendingId(takesHold ? "hold" : null)
        .setSubjectId("")
        .setEventTime(TIME)
        .setEffectiveFrom(TIME);
  }

  private static String codeOf(LedgerTransfer.Builder transfer) {
    return catchThrowableOfType(
            UnreadableRecordException.class, () -> EventChecks.check(Event.of(transfer.build())))
        .code();
  }
}
