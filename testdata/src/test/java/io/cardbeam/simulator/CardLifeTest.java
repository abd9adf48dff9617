package io.cardbeam.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardStatus;
import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.CardUpdateKind;
import io.cardbeam.event.Payment;
import io.cardbeam.wire.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What happens to cards over a year. */
class CardLifeTest {
  private static final int CARDS = 60;
  private static final List<SimulatedStep> YEAR =
      TestTraffic.of(
          SimulatorSettings.endless(3, CARDS, TestTraffic.START)
              .until(TestTraffic.START.plus(Duration.ofDays(365)))
              .withFraudRate(0.01));
  private static final List<Event> ANNOUNCED =
      YEAR.stream()
          .filter(SimulatedStep.Announcement.class::isInstance)
          .map(step -> ((SimulatedStep.Announcement) step).step().event())
          .toList();

  @Test
  void everyCardIsIssuedOnceBeforeAnythingElse() {
    assertThat(YEAR.subList(0, CARDS))
        .allSatisfy(
            step -> {
              Event event = ((SimulatedStep.Announcement) step).step().event();
              assertThat(event.body(CardUpdate.class).getKind()).isEqualTo(CardUpdateKind.ISSUED);
            });
    assertThat(updates(CardUpdateKind.ISSUED)).hasSize(CARDS);
    assertThat(updates(CardUpdateKind.ISSUED))
        .extracting(CardUpdate::getCardToken)
        .doesNotHaveDuplicates();
  }

  @Test
  void everyKindOfChangeOccursAndTellsTheWholeCard() {
    assertThat(updates(CardUpdateKind.CARDHOLDER_CHANGED)).isNotEmpty();
    assertThat(updates(CardUpdateKind.LIMIT_CHANGED)).isNotEmpty();
    Map<String, CardUpdate> known = new HashMap<>();
    for (Event event : ANNOUNCED) {
      if (event.body() instanceof CardUpdate update) {
        CardUpdate before = known.put(update.getCardToken(), update);
        if (before != null) {
          assertThat(update.getCardholder().equals(before.getCardholder()))
              .isEqualTo(update.getKind() != CardUpdateKind.CARDHOLDER_CHANGED);
          assertThat(update.getCreditLimitMinor().equals(before.getCreditLimitMinor()))
              .isEqualTo(update.getKind() != CardUpdateKind.LIMIT_CHANGED);
        }
      }
    }
  }

  @Test
  void nobodyUsesABlockedCardAndOnlyABlockedOneIsUnblocked() {
    Set<String> blocked = new HashSet<>();
    int blocks = 0;
    for (SimulatedStep step : YEAR) {
      if (step instanceof SimulatedStep.Attempt attempt) {
        assertThat(blocked).doesNotContain(attempt.step().request().getCardToken());
      } else if (((SimulatedStep.Announcement) step).step().event().body()
          instanceof CardUpdate update) {
        assertThat(update.getStatus() == CardStatus.BLOCKED)
            .isEqualTo(update.getKind() == CardUpdateKind.BLOCKED);
        if (update.getKind() == CardUpdateKind.BLOCKED) {
          assertThat(blocked.add(update.getCardToken())).isTrue();
          blocks++;
        } else if (update.getKind() == CardUpdateKind.UNBLOCKED) {
          assertThat(blocked.remove(update.getCardToken())).isTrue();
        }
      }
    }
    assertThat(blocks).isPositive();
  }

  @Test
  void billsArePaidEachMonthAndNeverMoreThanWasBought() {
    Map<String, Long> boughtMinor = new HashMap<>();
    Map<String, Integer> payments = new HashMap<>();
    for (SimulatedStep step : YEAR) {
      if (step instanceof SimulatedStep.Attempt attempt) {
        AuthorizationRequest request = attempt.step().request();
        boughtMinor.merge(request.getCardToken(), request.getAmountMinor(), Long::sum);
      } else if (((SimulatedStep.Announcement) step).step().event().body()
          instanceof Payment payment) {
        assertThat(payment.getAmountMinor()).isPositive();
        boughtMinor.merge(payment.getCardToken(), -payment.getAmountMinor(), Long::sum);
        payments.merge(payment.getCardToken(), 1, Integer::sum);
        // What is bought later on the day of payment may be counted with it.
        assertThat(boughtMinor.get(payment.getCardToken())).isGreaterThan(-3_000_00);
      }
    }
    assertThat(payments).hasSize(CARDS).allSatisfy((card, n) -> assertThat(n).isBetween(10, 13));
  }

  @Test
  void aTypicalLimitIsNotReachedByTypicalSpending() {
    Map<String, Long> limits = new HashMap<>();
    updates(CardUpdateKind.ISSUED)
        .forEach(u -> limits.put(u.getCardToken(), u.getCreditLimitMinor()));
    assertThat(limits.values()).allMatch(limit -> limit >= 1_000_00 && limit % 500_00 == 0);
    Map<String, Long> perMonth = new HashMap<>();
    for (SimulatedStep.Attempt attempt : TestTraffic.attempts(YEAR)) {
      perMonth.merge(
          attempt.step().request().getCardToken(),
          attempt.step().request().getAmountMinor() / 12,
          Long::sum);
    }
    long withRoom =
        limits.keySet().stream()
            .filter(c -> perMonth.getOrDefault(c, 0L) < limits.getOrDefault(c, 0L))
            .count();
    assertThat(withRoom).isGreaterThan(CARDS * 9 / 10);
  }

  private static List<CardUpdate> updates(CardUpdateKind kind) {
    List<CardUpdate> updates = new ArrayList<>();
    for (Event event : ANNOUNCED) {
      if (event.body() instanceof CardUpdate update && update.getKind() == kind) {
        updates.add(update);
      }
    }
    return updates;
  }
}
