package io.cardbeam.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Channel;
import io.cardbeam.simulator.population.Cities;
import io.cardbeam.simulator.population.City;
import io.cardbeam.simulator.population.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Thieves against cardholders, in a population large enough for rates. */
class TheftTest {
  private static final double RATE = 0.01;
  private static final int REQUESTS = 60_000;
  private static final List<SimulatedStep.Attempt> ATTEMPTS =
      TestTraffic.attempts(
          TestTraffic.of(
              SimulatorSettings.endless(8, 500, TestTraffic.START)
                  .atMost(REQUESTS)
                  .withFraudRate(RATE)));

  @Test
  void everyKindOfFraudOccurs() {
    for (Behaviour behaviour : Behaviour.values()) {
      assertThat(of(behaviour)).as(behaviour.name()).isNotEmpty();
    }
  }

  @Test
  void fraudsAreAboutTheShareAskedFor() {
    long frauds = ATTEMPTS.stream().filter(a -> a.behaviour().isFraud()).count();
    assertThat(frauds).isBetween((long) (REQUESTS * RATE * 0.7), (long) (REQUESTS * RATE * 1.3));
  }

  @Test
  void withoutFraudsThereAreNone() {
    assertThat(
            TestTraffic.attempts(
                TestTraffic.of(
                    SimulatorSettings.endless(8, 50, TestTraffic.START)
                        .atMost(5_000)
                        .withFraudRate(0))))
        .allMatch(attempt -> attempt.behaviour() == Behaviour.CARDHOLDER);
  }

  @Test
  void burstsFallIntoTheCardholdersNight() {
    for (SimulatedStep.Attempt attempt : of(Behaviour.NIGHT_BURST)) {
      // A little more than an hour later than the last start at three; clocks are by longitude of
      // the first home, which a rare move leaves behind.
      double hour = localHour(attempt);
      assertThat(hour >= 21.4 || hour < 5.3).as("hour " + hour).isTrue();
    }
  }

  @Test
  void testingIsManySmallAmountsAndThenALargeOne() {
    Map<String, List<Long>> amounts = new HashMap<>();
    for (SimulatedStep.Attempt attempt : of(Behaviour.CARD_TESTING)) {
      AuthorizationRequest request = attempt.step().request();
      assertThat(request.getChannel()).isEqualTo(Channel.ONLINE);
      amounts
          .computeIfAbsent(request.getCardToken(), token -> new ArrayList<>())
          .add(request.getAmountMinor());
    }
    assertThat(amounts.values())
        .allSatisfy(
            list -> {
              assertThat(list.stream().filter(minor -> minor <= 3_00).count())
                  .isGreaterThanOrEqualTo(5);
              assertThat(list).anyMatch(minor -> minor > 20_00);
            });
  }

  @Test
  void aCopiedCardIsUsedTooFarAwayFromWhereItJustWas() {
    Map<String, SimulatedStep.Attempt> last = new HashMap<>();
    int thefts = 0;
    for (SimulatedStep.Attempt attempt : ATTEMPTS) {
      if (attempt.merchant().online()) {
        continue;
      }
      String token = attempt.step().request().getCardToken();
      SimulatedStep.Attempt before = last.put(token, attempt);
      if (attempt.behaviour() == Behaviour.IMPOSSIBLE_TRAVEL
          && before != null
          && before.behaviour() == Behaviour.CARDHOLDER
          && thefts++ < 1000
          && hoursBetween(before, attempt) < 1.3) {
        double kilometres = before.merchant().place().kilometresTo(attempt.merchant().place());
        assertThat(kilometres / hoursBetween(before, attempt)).isGreaterThan(1000);
      }
    }
    assertThat(thefts).isPositive();
  }

  @Test
  void cardholdersNeverTravelFasterThanAPlane() {
    Map<String, SimulatedStep.Attempt> last = new HashMap<>();
    for (SimulatedStep.Attempt attempt : ATTEMPTS) {
      if (attempt.behaviour().isFraud() || attempt.merchant().online()) {
        continue;
      }
      SimulatedStep.Attempt before = last.put(attempt.step().request().getCardToken(), attempt);
      if (before != null) {
        double kilometres = before.merchant().place().kilometresTo(attempt.merchant().place());
        assertThat(kilometres / hoursBetween(before, attempt)).isLessThan(800);
      }
    }
  }

  @Test
  void fraudsOtherThanTestingAreLargerThanWhatCardholdersBuy() {
    double usual = meanMinor(of(Behaviour.CARDHOLDER));
    assertThat(meanMinor(of(Behaviour.NIGHT_BURST))).isGreaterThan(4 * usual);
    assertThat(meanMinor(of(Behaviour.HIGH_AMOUNTS))).isGreaterThan(4 * usual);
    assertThat(meanMinor(of(Behaviour.IMPOSSIBLE_TRAVEL))).isGreaterThan(2 * usual);
  }

  @Test
  void cardholdersSleepAtNight() {
    List<SimulatedStep.Attempt> own = of(Behaviour.CARDHOLDER);
    long atNight = own.stream().filter(a -> localHour(a) >= 1 && localHour(a) < 5).count();
    assertThat(atNight).isLessThan(own.size() / 20);
  }

  @Test
  void cardholdersMostlyReturnToMerchantsTheyKnow() {
    Map<String, Map<String, Integer>> visits = new HashMap<>();
    for (SimulatedStep.Attempt attempt : of(Behaviour.CARDHOLDER)) {
      AuthorizationRequest request = attempt.step().request();
      visits
          .computeIfAbsent(request.getCardToken(), token -> new HashMap<>())
          .merge(request.getMerchantId(), 1, Integer::sum);
    }
    long all = of(Behaviour.CARDHOLDER).size();
    long repeated =
        visits.values().stream()
            .flatMap(byMerchant -> byMerchant.values().stream())
            .mapToLong(n -> n - 1)
            .sum();
    assertThat(repeated).isGreaterThan(all / 2);
  }

  @Test
  void homesAreInRealCities() {
    for (SimulatedStep.Attempt attempt : ATTEMPTS.subList(0, 1_000)) {
      City city =
          Cities.all().stream()
              .filter(c -> c.postalCode().equals(attempt.cardholder().getPostalCode()))
              .findFirst()
              .orElseThrow();
      assertThat(home(attempt).kilometresTo(city.centre())).isLessThan(8);
    }
  }

  private static Place home(SimulatedStep.Attempt attempt) {
    return new Place(
        attempt.cardholder().getLatitude(),
        attempt.cardholder().getLongitude(),
        attempt.cardholder().getCity(),
        attempt.cardholder().getState());
  }

  private static double localHour(SimulatedStep.Attempt attempt) {
    long clock = Math.round(attempt.cardholder().getLongitude() / 15);
    return Math.floorMod(attempt.step().eventTimeMillis() / 1000 + clock * 3600, 86_400) / 3600.0;
  }

  private static double hoursBetween(SimulatedStep.Attempt from, SimulatedStep.Attempt to) {
    long millis = to.step().eventTimeMillis() - from.step().eventTimeMillis();
    return millis / (double) Duration.ofHours(1).toMillis();
  }

  private static double meanMinor(List<SimulatedStep.Attempt> attempts) {
    return attempts.stream()
        .mapToLong(attempt -> attempt.step().request().getAmountMinor())
        .average()
        .orElseThrow();
  }

  private static List<SimulatedStep.Attempt> of(Behaviour behaviour) {
    return ATTEMPTS.stream().filter(attempt -> attempt.behaviour() == behaviour).toList();
  }
}
