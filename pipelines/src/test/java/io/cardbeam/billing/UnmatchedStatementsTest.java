package io.cardbeam.billing;

import static io.cardbeam.sample.SampleEvents.START;
import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.Chargeback;
import io.cardbeam.event.ChargebackOutcome;
import io.cardbeam.event.ChargebackResolution;
import io.cardbeam.event.TransferKind;
import io.cardbeam.ledger.BookingRule;
import io.cardbeam.ledger.MoneyEvent;
import io.cardbeam.pipeline.GeneratedBooks;
import io.cardbeam.pipeline.UnmatchedBooks;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.star.MonthRange;
import io.cardbeam.wire.Event;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Statements of cards on which transactions are booked that match no other. */
class UnmatchedStatementsTest {
  private static final MonthRange MONTHS =
      new MonthRange(YearMonth.of(2019, 10), YearMonth.of(2020, 12));

  @Property(tries = 30)
  void balancesAreTheSumOfWhatIsBookedWhateverMatches(@ForAll long seed) {
    List<Event> events = UnmatchedBooks.of(seed, 4, 15).events();
    Map<String, Long> charges = new HashMap<>();
    for (Statement statement : AllStatements.of(events, MONTHS)) {
      CardAccount account = statement.account();
      long charged =
          statement.totalMinor(StatementSection.FEES)
              + statement.totalMinor(StatementSection.INTEREST);
      long allCharged = charges.merge(account.cardToken() + account.currency(), charged, Long::sum);
      assertThat(statement.closingBalanceMinor())
          .as("seed %d: %s of %s", seed, account, statement.month())
          .isEqualTo(owed(events, account, statement.cycle().closingDate()) + allCharged);
      PaymentDue due = statement.due();
      assertThat(due.minimumMinor())
          .as("seed %d: payment due of %s", seed, account)
          .isBetween(0L, Math.max(0, statement.closingBalanceMinor()));
      assertThat(due.pastDueMinor()).isBetween(0L, due.minimumMinor());
    }
  }

  /**
   * By the ledger's rule; a payment counts from the day that it came, all else from its cut-off.
   */
  private static long owed(List<Event> events, CardAccount account, LocalDate closing) {
    return events.stream()
        .map(MoneyEvent::of)
        .flatMap(Optional::stream)
        .filter(it -> it.cardToken().equals(account.cardToken()))
        .filter(it -> it.currency().equals(account.currency()))
        .filter(
            it ->
                !LocalDate.ofInstant(
                        Instant.ofEpochMilli(
                            it.kind() == TransferKind.PAYMENT
                                ? it.eventTimeMillis()
                                : it.effectiveFromMillis()),
                        ZoneOffset.UTC)
                    .isAfter(closing))
        .mapToLong(it -> BookingRule.of(it.kind()).owed(it.amountMinor()))
        .sum();
  }

  @Property(tries = 20)
  void saysWhatOneGetsByGoingThroughTheDays(@ForAll long seed) {
    List<Event> events = UnmatchedBooks.of(seed, 3, 12).events();
    for (YearMonth month = MONTHS.first();
        !month.isAfter(MONTHS.last());
        month = month.plusMonths(1)) {
      Map<String, String> texts = new TreeMap<>();
      for (Statement statement : AllStatements.of(events, new MonthRange(month, month))) {
        CardAccount account = statement.account();
        texts.put(account.cardToken() + " " + account.currency(), SlowStatements.text(statement));
      }
      assertThat(texts)
          .as("seed %d, %s", seed, month)
          .isEqualTo(SlowStatements.of(month.toString(), events));
    }
  }

  @Property(tries = 10)
  void saysTheSameInAnyOrderAndWithAnyNumberOfCopies(@ForAll long seed) {
    List<Event> events = UnmatchedBooks.of(seed, 3, 12).events();
    assertThat(AllStatements.of(GeneratedBooks.duplicated(events, seed), MONTHS))
        .isEqualTo(AllStatements.of(events, MONTHS));
  }

  @Property(tries = 10)
  void eachLineHasADescriptionAndEntriesThatSumToZero(@ForAll long seed) {
    List<Event> events = UnmatchedBooks.of(seed, 3, 12).events();
    for (Statement statement : AllStatements.of(events, MONTHS)) {
      for (StatementLine line : statement.lines()) {
        assertThat(line.description()).as("seed %d: %s", seed, line).isNotBlank();
        assertThat(line.entries().stream().mapToLong(LedgerEntry::amountMinor).sum()).isZero();
      }
    }
  }

  @Test
  void aTransactionTypeIsBookedAsItsTransfersAre() {
    for (TransferKind kind : TransferKind.values()) {
      if (kind != TransferKind.HOLD && kind != TransferKind.REVERSAL) {
        TransactionType type = TransactionType.valueOf(kind.name());
        assertThat(type.signed(7)).isEqualTo(BookingRule.of(kind).owed(7));
        assertThat(type.debited()).isEqualTo(BookingRule.of(kind).debit());
        assertThat(type.credited()).isEqualTo(BookingRule.of(kind).credit());
      }
    }
  }

  @Test
  void aPurchaseWithoutARequestIsBilledAsAnyOther() {
    StatementLine line =
        line(SampleEvents.purchase("p", "", "card", START, 250), StatementSection.PURCHASES);
    assertThat(line.description()).isEqualTo("Kaffeehaus");
    assertThat(line.signedMinor()).isEqualTo(250);
  }

  @Test
  void aRefundOfNoPurchaseIsACredit() {
    StatementLine line =
        line(SampleEvents.refund("r", "", "", "card", START, 250), StatementSection.CREDITS);
    assertThat(line.description()).isEqualTo("Kaffeehaus");
    assertThat(line.category()).isEmpty();
    assertThat(line.signedMinor()).isEqualTo(-250);
  }

  @Test
  void aChargebackWithoutItsPurchaseSaysWhyAndElseOfWhat() {
    assertThat(line(chargeback("I never was there"), StatementSection.CREDITS).description())
        .isEqualTo("I never was there");
    assertThat(line(chargeback(""), StatementSection.CREDITS).description())
        .isEqualTo("purchase p");
  }

  @Test
  void aResolutionWithoutItsChargebackIsOwedIfItIsRejected() {
    StatementLine line =
        line(resolution("", "p", ChargebackOutcome.REJECTED), StatementSection.DISPUTES);
    assertThat(line.description()).isEqualTo("dispute c");
    assertThat(line.signedMinor()).isEqualTo(900);
    StatementLine upheld =
        line(resolution("signed", "p", ChargebackOutcome.UPHELD), StatementSection.DISPUTES);
    assertThat(upheld.description()).isEqualTo("signed");
    assertThat(upheld.signedMinor()).isZero();
  }

  @Test
  void aResolutionThatNamesAnotherPurchaseIsOfItsChargebacks() {
    List<Event> events =
        List.of(
            SampleEvents.purchase("p", "a", "card", START, 900),
            chargeback(""),
            resolution("", "other", ChargebackOutcome.REJECTED));
    assertThat(statement(events).lines(StatementSection.DISPUTES))
        .extracting(StatementLine::description)
        .containsExactly("Kaffeehaus");
  }

  private static Event chargeback(String reason) {
    Event sample = SampleEvents.chargeback("c", "p", "a", "card", START.plus(1, DAYS), 900);
    return Event.of(Chargeback.newBuilder(sample.body(Chargeback.class)).setReason(reason).build());
  }

  private static Event resolution(String reason, String purchaseId, ChargebackOutcome outcome) {
    Event sample =
        SampleEvents.resolution(
            "n", "c", purchaseId, "a", "card", START.plus(2, DAYS), outcome, 900);
    return Event.of(
        ChargebackResolution.newBuilder(sample.body(ChargebackResolution.class))
            .setReason(reason)
            .build());
  }

  private static StatementLine line(Event only, StatementSection section) {
    List<StatementLine> lines = statement(List.of(only)).lines(section);
    assertThat(lines).hasSize(1);
    return lines.get(0);
  }

  private static Statement statement(List<Event> events) {
    YearMonth month = YearMonth.from(START.atZone(ZoneOffset.UTC));
    return AllStatements.of(events, new MonthRange(month, month.plusMonths(1))).get(0);
  }
}
