package io.cardbeam.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Chargeback;
import io.cardbeam.event.ChargebackOutcome;
import io.cardbeam.event.ChargebackResolution;
import io.cardbeam.event.Purchase;
import io.cardbeam.event.Refund;
import io.cardbeam.event.Reversal;
import io.cardbeam.traffic.PostingCutOff;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What follows approved requests. */
class ClearingTest {
  private static final List<SimulatedStep.Attempt> ATTEMPTS =
      TestTraffic.attempts(
          TestTraffic.of(
              SimulatorSettings.endless(21, 200, TestTraffic.START)
                  .atMost(20_000)
                  .withFraudRate(0.03)));

  @Test
  void everyRequestIsFollowedByAPurchaseOrAReversal() {
    for (SimulatedStep.Attempt attempt : ATTEMPTS) {
      EventType first = attempt.step().ifApproved().get(0).type();
      assertThat(first).isIn(EventType.PURCHASE, EventType.REVERSAL);
      if (first == EventType.REVERSAL) {
        assertThat(attempt.step().ifApproved()).hasSize(1);
      }
    }
  }

  @Test
  void followersComeInOrderAfterTheirRequestAndInTheirTime() {
    for (SimulatedStep.Attempt attempt : ATTEMPTS) {
      long last = attempt.step().eventTimeMillis();
      for (Event event : attempt.step().ifApproved()) {
        assertThat(event.eventTimeMillis()).isGreaterThan(last);
        Duration delay = Duration.ofMillis(event.eventTimeMillis() - last);
        Duration most =
            switch (event.type()) {
              case PURCHASE -> Clearing.LATEST_PURCHASE;
              case REVERSAL -> Duration.ofDays(1);
              case REFUND -> Duration.ofDays(20);
              case CHARGEBACK -> Clearing.LATEST_CHARGEBACK;
              default -> Clearing.LATEST_RESOLUTION;
            };
        assertThat(delay).isLessThanOrEqualTo(most);
        last = event.eventTimeMillis();
      }
    }
  }

  @Test
  void itemsAddUpAndNoPurchaseIsAboveItsAuthorization() {
    int charged = 0;
    for (SimulatedStep.Attempt attempt : ATTEMPTS) {
      AuthorizationRequest request = attempt.step().request();
      for (Purchase purchase : of(Purchase.class, attempt)) {
        assertThat(purchase.getAmountMinor()).isBetween(1L, request.getAmountMinor());
        charged += purchase.getAmountMinor() < request.getAmountMinor() ? 1 : 0;
        assertThat(purchase.getItems())
            .isNotEmpty()
            .allMatch(item -> item.getQuantity() > 0 && item.getUnitPriceMinor() > 0);
        assertThat(
                purchase.getItems().stream()
                    .mapToLong(item -> item.getQuantity() * item.getUnitPriceMinor())
                    .sum())
            .isEqualTo(purchase.getAmountMinor());
      }
    }
    assertThat(charged).as("purchases below their authorization").isBetween(800, 1_700);
  }

  @Test
  void everyFollowerNamesItsRequestItsCardAndItsPurchase() {
    for (SimulatedStep.Attempt attempt : ATTEMPTS) {
      AuthorizationRequest request = attempt.step().request();
      assertThat(attempt.step().ifApproved())
          .allMatch(event -> event.cardToken().equals(request.getCardToken()));
      for (Purchase purchase : of(Purchase.class, attempt)) {
        assertThat(purchase.getAuthorizationId()).isEqualTo(request.getRequestId());
        assertThat(of(Refund.class, attempt))
            .allMatch(r -> r.getPurchaseId().equals(purchase.getPurchaseId()))
            .allMatch(r -> r.getAuthorizationId().equals(request.getRequestId()))
            .allMatch(
                r -> r.getAmountMinor() > 0 && r.getAmountMinor() <= purchase.getAmountMinor());
        assertThat(of(Chargeback.class, attempt))
            .allMatch(c -> c.getPurchaseId().equals(purchase.getPurchaseId()))
            .allMatch(c -> c.getAuthorizationId().equals(request.getRequestId()))
            .allMatch(c -> c.getAmountMinor() == purchase.getAmountMinor());
      }
      assertThat(of(Reversal.class, attempt))
          .allMatch(r -> r.getAmountMinor() == request.getAmountMinor());
    }
  }

  @Test
  void aChargebackFollowsEveryFraudAndNothingElse() {
    for (SimulatedStep.Attempt attempt : ATTEMPTS) {
      assertThat(of(Chargeback.class, attempt)).hasSize(attempt.behaviour().isFraud() ? 1 : 0);
    }
  }

  @Test
  void everyChargebackIsDecidedAMonthLaterAndAFewAreTakenBack() {
    int disputes = 0;
    int rejected = 0;
    for (SimulatedStep.Attempt attempt : ATTEMPTS) {
      List<Chargeback> chargebacks = of(Chargeback.class, attempt);
      List<ChargebackResolution> resolutions = of(ChargebackResolution.class, attempt);
      assertThat(resolutions).hasSameSizeAs(chargebacks);
      if (!chargebacks.isEmpty()) {
        Chargeback chargeback = chargebacks.get(0);
        ChargebackResolution resolution = resolutions.get(0);
        assertThat(resolution.getChargebackId()).isEqualTo(chargeback.getChargebackId());
        assertThat(resolution.getPurchaseId()).isEqualTo(chargeback.getPurchaseId());
        assertThat(resolution.getAuthorizationId()).isEqualTo(chargeback.getAuthorizationId());
        assertThat(resolution.getAmountMinor()).isEqualTo(chargeback.getAmountMinor());
        assertThat(Duration.between(chargeback.getEventTime(), resolution.getEventTime()))
            .isGreaterThanOrEqualTo(Clearing.SOONEST_RESOLUTION);
        disputes++;
        rejected += resolution.getOutcome() == ChargebackOutcome.REJECTED ? 1 : 0;
      }
    }
    assertThat(rejected).isBetween(disputes / 50, disputes / 8);
    assertThat(rejected).isPositive();
  }

  @Test
  void halfOfTheChargebacksComeWithinTwelveDays() {
    List<Long> days = new ArrayList<>();
    for (SimulatedStep.Attempt attempt : ATTEMPTS) {
      for (Chargeback chargeback : of(Chargeback.class, attempt)) {
        Purchase purchase = of(Purchase.class, attempt).get(0);
        days.add(Duration.between(purchase.getEventTime(), chargeback.getEventTime()).toDays());
      }
    }
    days.sort(null);
    assertThat(days.get(days.size() / 2)).isBetween(10L, 14L);
  }

  @Test
  void transactionsCountFromTheCutOffAfterThem() {
    for (SimulatedStep.Attempt attempt : ATTEMPTS) {
      for (Purchase purchase : of(Purchase.class, attempt)) {
        assertThat(purchase.getEffectiveFrom())
            .isEqualTo(PostingCutOff.after(purchase.getEventTime()));
      }
    }
  }

  @Test
  void refundsAndReversalsAreFew() {
    assertThat(count(EventType.REFUND)).isBetween(300L, 800L);
    assertThat(count(EventType.REVERSAL)).isBetween(100L, 350L);
  }

  private static long count(EventType type) {
    return ATTEMPTS.stream()
        .flatMap(attempt -> attempt.step().ifApproved().stream())
        .filter(event -> event.type() == type)
        .count();
  }

  private static <T extends org.apache.avro.specific.SpecificRecord> List<T> of(
      Class<T> type, SimulatedStep.Attempt attempt) {
    return attempt.step().ifApproved().stream()
        .filter(event -> type.isInstance(event.body()))
        .map(event -> event.body(type))
        .toList();
  }
}
