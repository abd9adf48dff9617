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

/** The cardholder's own purchases: by habit, mostly at the same few merchants. */
final class Shopping {
  /** Least time between two purchases: enough to get from one end of a city to the other. */
  private static final long LEAST_GAP_MILLIS = Duration.ofMinutes(12).toMillis();

  private final SpendingProfile profile;
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
      CardLife life,
      AttemptFactory attempts,
      Agenda agenda,
      Draws draws) {
    this.profile = owner.profile();
    this.life = life;
    this.merchants = new UsualMerchants(merchants, draws);
    this.attempts = attempts;
    this.agenda = agenda;
    this.draws = draws;
  }

  /** Plans the purchases of a day. */
  void plan(Day day) {
    lastAtCounter = Optional.empty();
    int[] seconds = new int[draws.poisson(profile.purchasesOn(day.date().getDayOfWeek()))];
    Arrays.setAll(seconds, i -> profile.rhythm().secondOfDay(draws));
    Arrays.sort(seconds);
    for (int second : seconds) {
      long millis = Math.max(day.atSecond(second), lastMillis + LEAST_GAP_MILLIS);
      if (!life.blockedAt(millis)) {
        buy(millis);
      }
    }
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
