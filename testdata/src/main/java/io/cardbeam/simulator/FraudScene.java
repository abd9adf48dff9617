package io.cardbeam.simulator;

import io.cardbeam.simulator.draw.Draws;
import io.cardbeam.simulator.population.Category;
import io.cardbeam.simulator.population.City;
import io.cardbeam.simulator.population.Merchant;
import io.cardbeam.simulator.population.Merchants;
import io.cardbeam.simulator.population.SpendingProfile;
import java.util.Optional;

/**
 * What a thief finds.
 *
 * @param day day on which the theft begins, on the cardholder's clock
 * @param profile how the cardholder buys
 * @param city where the cardholder is
 * @param merchants where one can buy
 * @param draws the card's chance
 * @param seen where the card was last used at a counter on that day, for thefts that build on it
 */
record FraudScene(
    Day day,
    SpendingProfile profile,
    City city,
    Merchants merchants,
    Draws draws,
    Optional<SimulatedStep.Attempt> seen) {

  /**
   * One purchase by a thief.
   *
   * @param millis when, milliseconds since 1970 UTC; a second later if the card is busy
   * @param merchant where
   * @param amountMinor how much, cents, above 0
   */
  record Strike(long millis, Merchant merchant, long amountMinor) {}

  /** Any merchant of the category that can be reached from a city. */
  Merchant merchant(City from, Category category) {
    return draws.pick(merchants.within(from, category));
  }

  /** An amount this many times what the cardholder usually pays in the category, cents. */
  long amountMinor(Category category, double least, double most) {
    return profile.drawAmountMinor(category, draws.uniform(least, most), draws);
  }

  /** A while, milliseconds. */
  long wait(int leastSeconds, int mostSeconds) {
    return draws.between(leastSeconds, mostSeconds) * 1000L;
  }
}
