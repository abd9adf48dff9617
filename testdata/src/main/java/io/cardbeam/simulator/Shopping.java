package io.cardbeam.simulator;

import io.cardbeam.simulator.draw.Draws;
import io.cardbeam.simulator.population.CardOwner;
import io.cardbeam.simulator.population.Category;
import io.cardbeam.simulator.population.City;
import io.cardbeam.simulator.population.Merchant;
import io.cardbeam.simulator.population.Merchants;
import io.cardbeam.simulator.population.SpendingProfile;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.LongStream;

/** The cardholder's own purchases: by habit, mostly at the same few merchants. */
final class Shopping {
  /** Least time between two purchases: enough to get from one end of a city to the other. */
  private static final long LEAST_GAP_MILLIS = Duration.ofMinutes(12).toMillis();

  /** Who buys many times as often as people do has to be quicker: this, by the factor. */
  private static final long BUSY_GAP_MILLIS = Duration.ofHours(3).toMillis();

  private final SpendingProfile profile;
  private final Schedule schedule;
  private final CardLife life;
  private final UsualMerchants merchants;
  private final AttemptFactory attempts;
  private final Agenda agenda;
  private final Draws draws;
  private long lastMillis;
  private Optional<SimulatedStep.Attempt> lastAtCounter = Optional.empty();

  Shopping(
      CardOwner owner,
      Merchants merchants,
      Schedule schedule,
      CardLife life,
      AttemptFactory attempts,
      Agenda agenda,
      Draws draws) {
    this.profile = owner.profile();
    this.schedule = schedule;
    this.life = life;
    this.merchants = new UsualMerchants(merchants, draws);
    this.attempts = attempts;
    this.agenda = agenda;
    this.draws = draws;
  }

  /** Plans the purchases of a day. */
  void plan(Day day) {
    lastAtCounter = Optional.empty();
    for (long time : times(day)) {
      long millis = Math.max(time, lastMillis + leastGapMillis(time));
      if (!life.blockedAt(millis)) {
        buy(millis);
      }
    }
  }

  /** When somebody wants to buy, in order: as people do, and more on top while it is busy. */
  private long[] times(Day day) {
    double expected = profile.purchasesOn(day.date().getDayOfWeek());
    double factor = schedule.factorOn(day);
    LongStream usual = draw(expected, day);
    if (factor == 1) {
      return usual.sorted().toArray();
    }
    LongStream more =
        draw((factor - 1) * expected, day).filter(millis -> schedule.factorAt(millis) > 1);
    return LongStream.concat(usual, more).sorted().toArray();
  }

  private LongStream draw(double expected, Day day) {
    long[] millis = new long[draws.poisson(expected)];
    Arrays.setAll(millis, i -> day.atSecond(profile.rhythm().secondOfDay(draws)));
    return Arrays.stream(millis);
  }

  private long leastGapMillis(long millis) {
    return Math.min(LEAST_GAP_MILLIS, (long) (BUSY_GAP_MILLIS / schedule.factorAt(millis)));
  }

  /** The last purchase of the planned day that was made at a counter, if there was one. */
  Optional<SimulatedStep.Attempt> lastAtCounter() {
    return lastAtCounter;
  }

  private void buy(long millis) {
    Category category = profile.drawCategory(draws);
    if (life.inTransit() && !category.online()) {
      return;
    }
    City city = life.stay();
    Merchant merchant = merchants.choose(city, life.home(), category);
    long amountMinor = profile.drawAmountMinor(category, draws);
    long time = agenda.freeFrom(millis);
    SimulatedStep.Attempt attempt =
        attempts.attempt(time, merchant, amountMinor, life.cardholder(), Behaviour.CARDHOLDER);
    agenda.add(attempt);
    life.owe(attempt.step().ifApproved());
    lastMillis = time;
    if (!merchant.online()) {
      lastAtCounter = Optional.of(attempt);
    }
  }
}
