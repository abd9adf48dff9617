package io.cardbeam.clearing;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.ChargebackOutcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How disputes end. */
class ChargebackResolutionTest extends OneAuthorization {
  @Test
  void decidesNoMoreThanTheChargebackWhicheverWay() {
    open(true);
    post(purchase("p", hours(1), 50_00));
    post(chargeback("c", "p", hours(40), 30_00));
    post(resolution("d1", "c", Duration.ofDays(40), ChargebackOutcome.UPHELD, 10_00));
    post(resolution("d2", "c", Duration.ofDays(41), ChargebackOutcome.REJECTED, 20_01));
    post(resolution("d3", "c", Duration.ofDays(42), ChargebackOutcome.REJECTED, 20_00));
    assertThat(rulings)
        .containsExactly("p BOOKED", "c BOOKED", "d1 BOOKED", "d2 ABOVE_CHARGEBACK", "d3 BOOKED");
  }

  @Test
  void whatWasTakenBackCanBeGivenBackAgain() {
    open(true);
    post(purchase("p", hours(1), 50_00));
    post(chargeback("c", "p", hours(40), 50_00));
    post(refund("f1", "p", hours(50), 1));
    post(resolution("d", "c", Duration.ofDays(40), ChargebackOutcome.REJECTED, 30_00));
    post(refund("f2", "p", Duration.ofDays(50), 30_01));
    post(refund("f3", "p", Duration.ofDays(50), 30_00));
    assertThat(rulings)
        .containsExactly(
            "p BOOKED",
            "c BOOKED",
            "f1 ABOVE_PURCHASE",
            "d BOOKED",
            "f2 ABOVE_PURCHASE",
            "f3 BOOKED");
  }

  @Test
  void aResolutionWaitsForItsChargebackAndThatForItsPurchase() {
    open(true);
    post(resolution("d", "c", hours(9), ChargebackOutcome.UPHELD, 1_00));
    post(chargeback("c", "p", hours(8), 1_00));
    assertThat(rulings).isEmpty();
    post(purchase("p", hours(7), 1_00));
    assertThat(rulings).containsExactly("p BOOKED", "c BOOKED", "d BOOKED");
  }

  @Test
  void aResolutionOfAnExceptionIsOneAtTheSameInstant() {
    open(true);
    post(chargeback("c", "p", hours(8), 1_00));
    post(resolution("d", "c", hours(20), ChargebackOutcome.REJECTED, 1_00));
    expire(hours(33));
    assertThat(rulings).containsExactly("c NO_PURCHASE", "d NO_CHARGEBACK");
    assertThat(ledger.waiting()).isEmpty();
  }

  @Test
  void aResolutionWithoutAChargebackIsAnExceptionAfterADay() {
    open(true);
    post(resolution("d", "c", hours(3), ChargebackOutcome.UPHELD, 10_00));
    expire(hours(28));
    assertThat(rulings).containsExactly("d NO_CHARGEBACK");
  }

  @Test
  void decidesNothingAfterHundredAndTwentyDays() {
    open(true);
    post(purchase("p", hours(1), 50_00));
    post(chargeback("c", "p", hours(1), 50_00));
    Duration last = hours(1).plus(Duration.ofDays(120));
    post(resolution("d1", "c", last, ChargebackOutcome.UPHELD, 10_00));
    post(resolution("d2", "c", last.plusMillis(1), ChargebackOutcome.UPHELD, 10_00));
    assertThat(rulings).containsExactly("p BOOKED", "c BOOKED", "d1 BOOKED", "d2 TERM_EXPIRED");
  }

  @Test
  void aDisputeIsDecidedOneWayByAKey() {
    open(true);
    post(purchase("p", hours(1), 50_00));
    post(chargeback("c", "p", hours(2), 50_00));
    post(resolution("d", "c", hours(3), ChargebackOutcome.UPHELD, 10_00));
    post(resolution("d", "c", hours(3), ChargebackOutcome.REJECTED, 10_00));
    assertThat(rulings).containsExactly("p BOOKED", "c BOOKED", "d BOOKED");
  }
}
