package io.cardbeam.simulator;

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
    return new Spree(scene.profile().favourites(), 6, 15, 600, 5400)
        .strikes(scene, scene.city(), millis, count);
  }
}
