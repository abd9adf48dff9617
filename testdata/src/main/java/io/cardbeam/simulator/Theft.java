package io.cardbeam.simulator;

import io.cardbeam.simulator.draw.CumulativeWeights;
import io.cardbeam.simulator.draw.Draws;
import io.cardbeam.simulator.population.CardOwner;
import io.cardbeam.simulator.population.Merchants;
import java.util.List;
import java.util.Optional;

/**
 * What thieves do with one card. Thefts come at random days, so many of them that frauds are the
 * wanted share of all requests.
 */
final class Theft {
  private static final FraudPattern COPIED_CARD = new ImpossibleTravel();
  private static final List<FraudPattern> PATTERNS =
      List.of(new NightBurst(), new HighAmounts(), new CardTesting(), COPIED_CARD);
  private static final double[] CUMULATIVE_WEIGHTS =
      CumulativeWeights.of(PATTERNS, FraudPattern::weight);
  private static final double MEAN_ATTEMPTS = meanAttempts();

  private final CardOwner owner;
  private final Merchants merchants;
  private final CardLife life;
  private final AttemptFactory attempts;
  private final Agenda agenda;
  private final Draws draws;
  private final Schedule schedule;
  private final double theftsPerDay;
  private int waiting;

  Theft(
      CardOwner owner,
      Merchants merchants,
      CardLife life,
      AttemptFactory attempts,
      Agenda agenda,
      Draws draws,
      SimulatorSettings settings) {
    this.owner = owner;
    this.merchants = merchants;
    this.life = life;
    this.attempts = attempts;
    this.agenda = agenda;
    this.draws = draws;
    schedule = settings.schedule();
    double fraudsPerPurchase = settings.fraudRate() / (1 - settings.fraudRate());
    theftsPerDay = fraudsPerPurchase * owner.profile().purchasesPerDay() / MEAN_ATTEMPTS;
  }

  /** Plans the thefts that begin on a day. */
  void plan(Day day, Optional<SimulatedStep.Attempt> lastAtCounter) {
    int usual = draws.poisson(theftsPerDay);
    double factor = schedule.factorOn(day);
    int more = factor > 1 ? draws.poisson((factor - 1) * theftsPerDay) : 0;
    if (life.blockedOn(day)) {
      return;
    }
    for (int i = 0; i < usual + more; i++) {
      FraudPattern pattern = PATTERNS.get(draws.weighted(CUMULATIVE_WEIGHTS));
      if (pattern.equals(COPIED_CARD)) {
        waiting++;
      } else {
        commit(pattern, day, Optional.empty(), i >= usual);
      }
    }
    // A copy of a card is used the first time that the card itself was seen elsewhere.
    if (waiting > 0 && lastAtCounter.isPresent()) {
      waiting--;
      commit(COPIED_CARD, day, lastAtCounter, false);
    }
  }

  private void commit(
      FraudPattern pattern, Day day, Optional<SimulatedStep.Attempt> seen, boolean busyOnly) {
    FraudScene scene = new FraudScene(day, owner.profile(), life.stay(), merchants, draws, seen);
    for (FraudScene.Strike strike : pattern.plan(scene)) {
      if (busyOnly && schedule.factorAt(strike.millis()) == 1) {
        continue;
      }
      agenda.add(
          attempts.attempt(
              agenda.freeFrom(strike.millis()),
              strike.merchant(),
              strike.amountMinor(),
              life.cardholder(),
              pattern.behaviour()));
    }
  }

  private static double meanAttempts() {
    double weights = 0;
    double attempts = 0;
    for (FraudPattern pattern : PATTERNS) {
      weights += pattern.weight();
      attempts += pattern.weight() * pattern.meanAttempts();
    }
    return attempts / weights;
  }
}
