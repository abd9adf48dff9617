package io.cardbeam.simulator;

import io.cardbeam.simulator.population.Category;
import java.util.ArrayList;
import java.util.List;

/** At the cardholder's own hours and in the favourite categories, only much more. */
final class HighAmounts implements FraudPattern {
  private static final int LEAST = 2;
  private static final int MOST = 5;

  @Override
  public Behaviour behaviour() {
    return Behaviour.HIGH_AMOUNTS;
  }

  @Override
  public double weight() {
    return 0.25;
  }

  @Override
  public double meanAttempts() {
    return (LEAST + MOST) / 2.0;
  }

  @Override
  public List<FraudScene.Strike> plan(FraudScene scene) {
    int count = scene.draws().between(LEAST, MOST);
    long millis = scene.day().atSecond(scene.profile().rhythm().secondOfDay(scene.draws()));
    List<FraudScene.Strike> strikes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Category category = scene.draws().pick(scene.profile().favourites());
      strikes.add(
          new FraudScene.Strike(
              millis, scene.merchant(scene.city(), category), scene.amountMinor(category, 6, 15)));
      millis += scene.wait(600, 5400);
    }
    return strikes;
  }
}
