package io.cardbeam.simulator;

import io.cardbeam.simulator.population.Category;
import java.util.ArrayList;
import java.util.List;

/** Between ten in the evening and three in the morning, some minutes apart, mostly on the net. */
final class NightBurst implements FraudPattern {
  private static final int LEAST = 4;
  private static final int MOST = 10;
  private static final int FIRST_SECOND = 22 * 3600;
  private static final int LAST_SECOND = 27 * 3600;
  private static final List<Category> CATEGORIES =
      List.of(
          Category.SHOPPING_NET, Category.MISC_NET, Category.GROCERY_POS, Category.SHOPPING_NET);

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
    List<FraudScene.Strike> strikes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Category category = scene.draws().pick(CATEGORIES);
      strikes.add(
          new FraudScene.Strike(
              millis, scene.merchant(scene.city(), category), scene.amountMinor(category, 4, 12)));
      millis += scene.wait(50, 420);
    }
    return strikes;
  }
}
