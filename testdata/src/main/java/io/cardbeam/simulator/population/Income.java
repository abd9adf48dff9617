package io.cardbeam.simulator.population;

/** How much somebody spends, against a middle income. */
public enum Income {
  LOW(0.6),
  MIDDLE(1.0),
  HIGH(1.9);

  private final double factor;

  Income(double factor) {
    this.factor = factor;
  }

  double factor() {
    return factor;
  }
}
