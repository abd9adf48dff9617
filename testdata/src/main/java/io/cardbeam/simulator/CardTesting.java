package io.cardbeam.simulator;

import io.cardbeam.simulator.population.Category;
import io.cardbeam.simulator.population.Merchant;
import java.util.ArrayList;
import java.util.List;

/** A machine tries the card on one shop's site, a few dollars at most; then it is used. */
final class CardTesting implements FraudPattern {
  private static final int LEAST_PROBES = 5;
  private static final int MOST_PROBES = 12;
  private static final int LEAST_PROBE_MINOR = 20;
  private static final int MOST_PROBE_MINOR = 3_00;
  private static final int SECONDS_PER_DAY = 86_400;

  @Override
  public Behaviour behaviour() {
    return Behaviour.CARD_TESTING;
  }

  @Override
  public double weight() {
    return 0.2;
  }

  @Override
  public double meanAttempts() {
    return (LEAST_PROBES + MOST_PROBES) / 2.0 + 1;
  }

  @Override
  public List<FraudScene.Strike> plan(FraudScene scene) {
    int probes = scene.draws().between(LEAST_PROBES, MOST_PROBES);
    long millis = scene.day().atSecond(scene.draws().between(0, SECONDS_PER_DAY - 1));
    Merchant tested = scene.merchant(scene.city(), Category.MISC_NET);
    List<FraudScene.Strike> strikes = new ArrayList<>(probes + 1);
    for (int i = 0; i < probes; i++) {
      long amountMinor = scene.draws().between(LEAST_PROBE_MINOR, MOST_PROBE_MINOR);
      strikes.add(new FraudScene.Strike(millis, tested, amountMinor));
      millis += scene.wait(15, 90);
    }
    millis += scene.wait(60, 1800);
    Category category = Category.SHOPPING_NET;
    strikes.add(
        new FraudScene.Strike(
            millis, scene.merchant(scene.city(), category), scene.amountMinor(category, 10, 25)));
    return strikes;
  }
}
