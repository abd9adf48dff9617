package io.cardbeam.star;

import static io.cardbeam.sample.SampleEvents.START;
import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.ChargebackOutcome;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.TransferKind;
import io.cardbeam.ledger.BookingRule;
import io.cardbeam.ledger.MoneyEvent;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.LedgerModel;
import io.cardbeam.pipeline.UnmatchedBooks;
import io.cardbeam.pipeline.card.CardBooks;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.table.FactTransaction;
import io.cardbeam.wire.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The star's rows of transactions that are booked and match no other. */
class UnmatchedFactsTest {
  private static final String CARD = "card-token-00000000001";

  private final List<Event> events = new ArrayList<>();
  private final List<AnsweredRequest> answers = new ArrayList<>();

  private void request(String id, long amountMinor, Outcome outcome) {
    Decided one = SampleEvents.decided(id, CARD, START, amountMinor, outcome);
    answers.add(new AnsweredRequest(one.request(), one.decision()));
  }

  private void purchase(String id, String request, int day, long amountMinor) {
    events.add(SampleEvents.purchase(id, request, CARD, START.plus(day, DAYS), amountMinor));
  }

  private void refund(String id, String purchase, int day, long amountMinor) {
    events.add(SampleEvents.refund(id, purchase, "", CARD, START.plus(day, DAYS), amountMinor));
  }

  private void chargeback(String id, String purchase, int day, long amountMinor) {
    events.add(SampleEvents.chargeback(id, purchase, "", CARD, START.plus(day, DAYS), amountMinor));
  }

  private void rejected(String id, String chargeback, String purchase, int day, long amountMinor) {
    events.add(
        SampleEvents.resolution(
            id,
            chargeback,
            purchase,
            "",
            CARD,
            START.plus(day, DAYS),
            ChargebackOutcome.REJECTED,
            amountMinor));
  }

  private FactTransaction row(String id) {
    CardBooks books = LedgerModel.withLedger(new CardBooks(CARD, events, answers));
    return CardStarBuilder.build(CARD, books.events(), answers).transactions().stream()
        .filter(row -> row.getTransactionId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatMatchesHasNoFlags() {
    request("a", 60_00, Outcome.APPROVED);
    purchase("p", "a", 1, 60_00);
    refund("r", "p", 2, 20_00);
    chargeback("c", "p", 3, 40_00);
    rejected("n", "c", "p", 4, 40_00);
    events.add(SampleEvents.payment("y", CARD, START, 1_00));
    for (String id : List.of("p", "r", "c", "n", "y")) {
      assertThat(row(id).getLedgerFlags()).as(id).isEmpty();
    }
  }

  @Test
  void aPurchaseWithoutAnApprovedRequestSaysSo() {
    request("d", 60_00, Outcome.DECLINED);
    purchase("transit", "", 1, 2_50);
    purchase("unknown", "no-such", 1, 2_50);
    purchase("declined", "d", 1, 2_50);
    for (String id : List.of("transit", "unknown", "declined")) {
      assertThat(row(id).getLedgerFlags()).as(id).isEqualTo("NO_AUTHORIZATION");
      assertThat(row(id).getMerchantKey()).isEqualTo(SurrogateKey.ofMerchant("m-1"));
      assertThat(row(id).getAmountMinor()).isEqualTo(2_50);
    }
    assertThat(row("transit").getAuthorizationKey()).isEqualTo(SurrogateKey.UNKNOWN);
    assertThat(row("unknown").getAuthorizationKey()).isEqualTo(SurrogateKey.UNKNOWN);
    assertThat(row("declined").getAuthorizationKey())
        .isEqualTo(SurrogateKey.ofAuthorization(CARD, "d"));
  }

  /** A tip of 20 percent is tolerated at a restaurant; a hold ends after seven days. */
  @Test
  void aPurchaseAboveItsHoldOrAfterItSaysSo() {
    request("a", 100_00, Outcome.APPROVED);
    request("v", 100_00, Outcome.APPROVED);
    purchase("tip", "a", 1, 120_00);
    purchase("above", "a", 2, 1);
    purchase("late", "v", 7, 100_00);
    events.add(SampleEvents.reversal("x", "v", CARD, START.plus(1, DAYS), 90_00));
    assertThat(row("tip").getLedgerFlags()).isEmpty();
    assertThat(row("above").getLedgerFlags()).isEqualTo("ABOVE_TOLERANCE");
    assertThat(row("late").getLedgerFlags()).isEqualTo("AFTER_HOLD,ABOVE_TOLERANCE");
  }

  @Test
  void whatGivesBackNoBookedPurchaseSaysSoAndIsOfTheUnknownMerchant() {
    refund("none", "", 1, 5_00);
    refund("unknown", "no-such", 1, 5_00);
    chargeback("disputed", "no-such", 200, 5_00);
    for (String id : List.of("none", "unknown", "disputed")) {
      assertThat(row(id).getLedgerFlags()).as(id).isEqualTo("NO_PURCHASE");
      assertThat(row(id).getMerchantKey()).isEqualTo(SurrogateKey.UNKNOWN);
      assertThat(row(id).getCategoryKey()).isEqualTo(SurrogateKey.UNKNOWN);
      assertThat(row(id).getAmountMinor()).isEqualTo(-5_00);
    }
    assertThat(row("none").getPurchaseId()).isNull();
    assertThat(row("unknown").getPurchaseId()).isEqualTo("no-such");
  }

  @Test
  void whatGivesBackMoreThanWasBoughtSaysSo() {
    request("a", 60_00, Outcome.APPROVED);
    purchase("p", "a", 1, 60_00);
    refund("first", "p", 2, 60_00);
    chargeback("second", "p", 150, 1);
    assertThat(row("first").getLedgerFlags()).isEmpty();
    assertThat(row("second").getLedgerFlags()).isEqualTo("ABOVE_PURCHASE");
    assertThat(row("second").getMerchantKey()).isEqualTo(SurrogateKey.ofMerchant("m-1"));
  }

  @Test
  void aResolutionWithoutItsChargebackOrAboveItSaysSo() {
    request("a", 60_00, Outcome.APPROVED);
    purchase("p", "a", 1, 60_00);
    chargeback("c", "p", 2, 10_00);
    rejected("none", "no-such", "p", 3, 10_00);
    rejected("above", "c", "p", 3, 10_01);
    assertThat(row("none").getLedgerFlags()).isEqualTo("NO_CHARGEBACK");
    assertThat(row("none").getMerchantKey()).isEqualTo(SurrogateKey.ofMerchant("m-1"));
    assertThat(row("above").getLedgerFlags()).isEqualTo("ABOVE_CHARGEBACK");
    assertThat(row("above").getAmountMinor()).isEqualTo(10_01);
  }

  @Test
  void aResolutionIsOfTheChargebacksPurchaseWhateverItNames() {
    purchase("p", "", 1, 60_00);
    chargeback("c", "p", 2, 10_00);
    rejected("n", "c", "another", 3, 10_00);
    assertThat(row("n").getPurchaseId()).isEqualTo("p");
    assertThat(row("n").getMerchantKey()).isEqualTo(SurrogateKey.ofMerchant("m-1"));
  }

  @Test
  void aDisputeOfAPurchaseWithoutARequestLabelsThatOneAlone() {
    purchase("p", "", 1, 2_50);
    purchase("q", "", 1, 2_50);
    chargeback("c", "p", 2, 2_50);
    assertThat(row("p").getIsFraud()).isTrue();
    assertThat(row("c").getIsFraud()).isTrue();
    assertThat(row("q").getIsFraud()).isFalse();
  }

  @Property(tries = 30)
  void rowsAndControlSumsAreWhatTheLedgerOwes(@ForAll long seed) {
    UnmatchedBooks books = UnmatchedBooks.of(seed, 4, 15);
    Map<String, Long> owed = new TreeMap<>();
    Map<String, Long> rows = new TreeMap<>();
    Map<String, Long> sums = new TreeMap<>();
    books.events().stream()
        .map(MoneyEvent::of)
        .flatMap(Optional::stream)
        .filter(it -> it.kind() != TransferKind.REVERSAL)
        .forEach(
            it ->
                owed.merge(
                    it.currency(), BookingRule.of(it.kind()).owed(it.amountMinor()), Long::sum));
    for (CardBooks card : books.cards()) {
      CardStar star = CardStarBuilder.build(card.cardToken(), card.events(), card.answers());
      star.transactions()
          .forEach(row -> rows.merge(row.getCurrency(), row.getAmountMinor(), Long::sum));
      star.members().sums().stream()
          .filter(sum -> sum.key().fact() == StarTable.FACT_TRANSACTION)
          .forEach(sum -> sums.merge(sum.key().currency(), sum.amountMinor(), Long::sum));
    }
    assertThat(rows).as("rows of seed %d", seed).isEqualTo(owed);
    assertThat(sums).as("control sums of seed %d", seed).isEqualTo(owed);
  }
}
