package io.cardbeam.clearing;

import static io.cardbeam.sample.SampleEvents.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.sample.SampleEvents;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuthorizationLedgerTest extends OneAuthorization {
  @Test
  void booksAPurchaseOnAnApprovedAuthorization() {
    open(true);
    post(purchase("p", hours(1), 100_00));
    assertThat(rulings).containsExactly("p BOOKED");
  }

  @Test
  void booksPartsUntilTheAuthorizedAmountIsCleared() {
    open(true);
    post(purchase("p1", hours(1), 60_00));
    post(purchase("p2", hours(2), 40_01));
    post(purchase("p3", hours(3), 40_00));
    assertThat(rulings).containsExactly("p1 BOOKED", "p2 ABOVE_AUTHORIZED", "p3 BOOKED");
  }

  @Test
  void refusesAPurchaseThatWasNotApproved() {
    open(false);
    post(purchase("p", hours(1), 100_00));
    assertThat(rulings).containsExactly("p NOT_APPROVED");
  }

  @Test
  void refusesAnotherCurrency() {
    open(true);
    post(SampleEvents.purchase("p", "a", CARD, START.plus(hours(1)), 1, "EUR"));
    assertThat(rulings).containsExactly("p OTHER_CURRENCY");
  }

  @Test
  void refusesAmountsThatAreNotAboveZero() {
    open(true);
    post(purchase("p0", hours(1), 0));
    post(purchase("p-", hours(1), -5_00));
    assertThat(rulings).containsExactly("p0 BAD_AMOUNT", "p- BAD_AMOUNT");
  }

  @Test
  void holdsLiveSevenDaysToTheMillisecond() {
    open(true);
    post(purchase("last", Duration.ofDays(7), 1_00));
    post(purchase("late", Duration.ofDays(7).plusMillis(1), 1_00));
    assertThat(rulings).containsExactly("last BOOKED", "late HOLD_EXPIRED");
  }

  @Test
  void whatWasReversedCannotBeCleared() {
    open(true);
    post(SampleEvents.reversal("r", "a", CARD, START.plus(hours(1)), 70_00));
    post(purchase("p1", hours(2), 30_01));
    post(purchase("p2", hours(2), 30_00));
    assertThat(rulings).containsExactly("r BOOKED", "p1 REVERSED", "p2 BOOKED");
  }

  @Test
  void whatWasClearedCannotBeReversed() {
    open(true);
    post(purchase("p", hours(1), 60_00));
    post(SampleEvents.reversal("r", "a", CARD, START.plus(hours(2)), 40_01));
    assertThat(rulings).containsExactly("p BOOKED", "r ABOVE_AUTHORIZED");
  }

  @Test
  void givesBackNoMoreThanThePurchaseInRefundsAndChargebacksTogether() {
    open(true);
    post(purchase("p", hours(1), 50_00));
    post(refund("f1", "p", hours(30), 20_00));
    post(chargeback("c", "p", hours(40), 30_01));
    post(refund("f2", "p", hours(50), 30_00));
    assertThat(rulings).containsExactly("p BOOKED", "f1 BOOKED", "c ABOVE_PURCHASE", "f2 BOOKED");
  }

  @Test
  void givesNothingBackForAPurchaseThatIsAnExceptionItself() {
    open(true);
    post(purchase("p", hours(1), 100_01));
    post(refund("f", "p", hours(2), 1_00));
    assertThat(rulings).containsExactly("p ABOVE_AUTHORIZED", "f NO_PURCHASE");
  }

  @Test
  void givesNothingBackAfterHundredAndTwentyDays() {
    open(true);
    post(purchase("p", hours(0), 50_00));
    post(refund("last", "p", Duration.ofDays(120), 1_00));
    post(refund("late", "p", Duration.ofDays(120).plusMillis(1), 1_00));
    assertThat(rulings).containsExactly("p BOOKED", "last BOOKED", "late TERM_EXPIRED");
  }

  @Test
  void aRefundWaitsForItsPurchaseAndThePurchaseForItsAuthorization() {
    post(refund("f", "p", hours(3), 10_00));
    post(purchase("p", hours(1), 50_00));
    assertThat(rulings).isEmpty();
    open(true);
    assertThat(rulings).containsExactly("p BOOKED", "f BOOKED");
  }

  @Test
  void thoseWhoWaitAreRuledAsTheyHappenedNotAsTheyCame() {
    post(purchase("second", hours(2), 80_00));
    post(purchase("first", hours(1), 80_00));
    open(true);
    assertThat(rulings).containsExactly("first BOOKED", "second ABOVE_AUTHORIZED");
  }

  @Test
  void whoWaitsLongerThanADayIsAnException() {
    post(purchase("p", hours(1), 50_00));
    expire(hours(25));
    assertThat(rulings).isEmpty();
    expire(hours(25).plusMillis(1));
    assertThat(rulings).containsExactly("p NO_AUTHORIZATION");
    open(true);
    assertThat(rulings).hasSize(1);
  }

  @Test
  void aRefundWithoutAPurchaseIsAnExceptionAfterADay() {
    open(true);
    post(refund("f", "p", hours(3), 10_00));
    expire(hours(28));
    assertThat(rulings).containsExactly("f NO_PURCHASE");
  }

  @Test
  void theSameTransactionAgainSaysNothing() {
    post(purchase("p", hours(1), 50_00));
    post(purchase("p", hours(1), 50_00));
    open(true);
    open(false);
    post(purchase("p", hours(1), 99_00));
    assertThat(rulings).containsExactly("p BOOKED");
  }

  @Test
  void anIdIsOnlyOneAmongThoseOfItsKind() {
    open(true);
    post(purchase("x", hours(1), 50_00));
    post(refund("x", "x", hours(2), 50_00));
    assertThat(rulings).containsExactly("x BOOKED", "x BOOKED");
  }

  @Test
  void remembersNoMoreThanItsLimit() {
    open(true);
    for (int i = 0; i <= AuthorizationLedger.MAX_TRANSACTIONS; i++) {
      post(purchase("p" + i, hours(1), 1));
    }
    assertThat(rulings)
        .hasSize(AuthorizationLedger.MAX_TRANSACTIONS + 1)
        .last()
        .isEqualTo("p" + AuthorizationLedger.MAX_TRANSACTIONS + " TOO_MANY_TRANSACTIONS");
    assertThat(ledger.entries()).hasSize(AuthorizationLedger.MAX_TRANSACTIONS);
    List<Posting> tooMany =
        Collections.nCopies(
            AuthorizationLedger.MAX_TRANSACTIONS + 1, Posting.of(purchase("p", hours(1), 1)));
    assertThatThrownBy(() -> new AuthorizationLedger(Optional.empty(), List.of(), tooMany))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isKeptUntilTheHoldIsOverAndLongerWhereSomethingCanBeGivenBack() {
    open(true);
    assertThat(keptFor()).isEqualTo(TERMS.holdLife().plus(TERMS.lateness()));
    post(purchase("p", hours(1), 1_00));
    assertThat(keptFor()).isEqualTo(hours(1).plus(TERMS.creditTerm()).plus(TERMS.lateness()));
    post(chargeback("c", "p", hours(9), 1_00));
    assertThat(keptFor()).isEqualTo(hours(9).plus(TERMS.creditTerm()).plus(TERMS.lateness()));
  }

  @Test
  void anAbsurdDateDoesNotWrapAround() {
    apply(
        ledger.post(
            new Posting(
                Posting.Kind.PURCHASE, "p", "a", "p", "", CARD, Long.MAX_VALUE - 1, 1_00, "USD", 1),
            TERMS));
    assertThat(ledger.nextWakeMillis(TERMS)).isEqualTo(Long.MAX_VALUE);
    assertThat(rulings).isEmpty();
  }

  @Test
  void reasonsCarryTheirFigures() {
    open(true);
    AuthorizationLedger.Change change =
        ledger.post(Posting.of(purchase("p", hours(1), 120_50)), TERMS);
    assertThat(change.rulings().get(0).refusal())
        .get()
        .extracting(Verdict.Refused::reason)
        .isEqualTo("120.50 USD is more than the 100.00 USD left of the 100.00 USD authorized");
  }

  private Duration keptFor() {
    return Duration.ofMillis(ledger.keepUntilMillis(TERMS) - START.toEpochMilli());
  }
}
