package io.cardbeam.simulator;

import io.cardbeam.simulator.population.Category;
import java.util.List;

/** Between ten in the evening and three in the morning, some minutes apart, mostly on the net. */
final class NightBurst implements FraudPattern {
  private static final int LEAST = 4;
  private static final int MOST = 10;
  private static final int FIRST_SECOND = 22 * 3600;
  private static final int LAST_SECOND = 27 * 3600;
  private static final Spree SPREE =
      new Spree(
          List.of(
              Category.SHOPPING_NET,
              Category.MISC_NET,
              Category.GROCERY_POS,
              Category.SHOPPING_NET),
          4,
          12,
          50,
          420);

  @Override
  public Behaviour behaviour() {
    return Behaviour.NIGHT_BURST;
  }

  @Override
  public double weight() {
    return 0.35;
  }

  @Override
  public double meanAttempts() {
    return (LEAST + MOST) / 2.0;
  }

  @Override
  public List<FraudScene.Strike> plan(FraudScene scene) {
    int count = scene.draws().between(LEAST, MOST);
    long millis = scene.day().atSecond(scene.draws().between(FIRST_SECOND, LAST_SECOND));
    return SPREE.strikes(scene, scene.city(), millis, count);
  }
}
