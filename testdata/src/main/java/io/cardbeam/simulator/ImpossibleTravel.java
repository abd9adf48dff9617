package io.cardbeam.simulator;

import io.cardbeam.simulator.population.Category;
import io.cardbeam.simulator.population.Cities;
import io.cardbeam.simulator.population.City;
import java.util.List;

/** A copy of the card at counters far from where the card was seen an hour ago. */
final class ImpossibleTravel implements FraudPattern {
  /** Least distance, kilometres: with the longest wait of 75 minutes still faster than flying. */
  static final double LEAST_KM = 1500;

  private static final int LEAST = 1;
  private static final int MOST = 3;
  private static final Spree SPREE =
      new Spree(
          List.of(Category.SHOPPING_POS, Category.GROCERY_POS, Category.HOME, Category.MISC_POS),
          2,
          6,
          240,
          1500);

  @Override
  public Behaviour behaviour() {
    return Behaviour.IMPOSSIBLE_TRAVEL;
  }

  @Override
  public double weight() {
    return 0.2;
  }

  @Override
  public double meanAttempts() {
    return (LEAST + MOST) / 2.0;
  }

  /** None if the card was not seen. */
  @Override
  public List<FraudScene.Strike> plan(FraudScene scene) {
    return scene.seen().map(seen -> strikes(scene, seen)).orElse(List.of());
  }

  private static List<FraudScene.Strike> strikes(FraudScene scene, SimulatedStep.Attempt seen) {
    City far = Cities.drawBeyond(scene.city(), LEAST_KM, scene.draws());
    int count = scene.draws().between(LEAST, MOST);
    long millis = seen.step().eventTimeMillis() + scene.wait(900, 4500);
    return SPREE.strikes(scene, far, millis, count);
  }
}
