package io.cardbeam.simulator;

import io.cardbeam.simulator.population.Category;
import io.cardbeam.simulator.population.City;
import java.util.ArrayList;
import java.util.List;

/**
 * A thief who buys one thing after the other.
 *
 * @param categories what is bought, each as likely as it is often in the list
 * @param leastTimes an amount's least multiple of what the cardholder usually pays in the category
 * @param mostTimes its largest multiple
 * @param leastSeconds shortest wait before the next purchase
 * @param mostSeconds longest wait
 */
record Spree(
    List<Category> categories,
    double leastTimes,
    double mostTimes,
    int leastSeconds,
    int mostSeconds) {

  /**
   * The purchases, at merchants that can be reached from a city.
   *
   * @param firstMillis time of the first, milliseconds since 1970 UTC
   */
  List<FraudScene.Strike> strikes(FraudScene scene, City city, long firstMillis, int count) {
    List<FraudScene.Strike> strikes = new ArrayList<>(count);
    long millis = firstMillis;
    for (int i = 0; i < count; i++) {
      Category category = scene.draws().pick(categories);
      strikes.add(
          new FraudScene.Strike(
              millis,
              scene.merchant(city, category),
              scene.amountMinor(category, leastTimes, mostTimes)));
      millis += scene.wait(leastSeconds, mostSeconds);
    }
    return strikes;
  }
}
