package io.cardbeam.simulator.population;

import java.util.List;
import java.util.Locale;

/** The merchant categories of Kaggle's card data, and what a usual customer does with each. */
public enum Category {
  MISC_NET(48, 28_00, 0.9),
  GROCERY_POS(120, 62_00, 0.5),
  ENTERTAINMENT(78, 38_00, 0.7),
  GAS_TRANSPORT(105, 44_00, 0.35),
  MISC_POS(65, 22_00, 0.9),
  GROCERY_NET(40, 54_00, 0.45),
  SHOPPING_NET(72, 46_00, 1.0),
  SHOPPING_POS(85, 42_00, 1.0),
  FOOD_DINING(110, 27_00, 0.6),
  PERSONAL_CARE(60, 24_00, 0.7),
  HEALTH_FITNESS(58, 36_00, 0.7),
  TRAVEL(16, 120_00, 1.1),
  KIDS_PETS(70, 33_00, 0.7),
  HOME(68, 45_00, 0.8);

  private static final List<Category> ALL = List.of(values());

  private final String label;
  private final double weight;
  private final long medianMinor;
  private final double sigma;

  Category(double weight, long medianMinor, double sigma) {
    this.label = name().toLowerCase(Locale.ROOT);
    this.weight = weight;
    this.medianMinor = medianMinor;
    this.sigma = sigma;
  }

  /** Every category, in one order. */
  public static List<Category> all() {
    return ALL;
  }

  /** The name in files and events, for instance grocery_pos. */
  public String label() {
    return label;
  }

  /** Whether its merchants are on the net; the others have counters. */
  public boolean online() {
    return label.endsWith("_net");
  }

  /** Purchases in it, relative to the other categories. */
  double weight() {
    return weight;
  }

  /** Median amount at a middle income, cents. */
  long medianMinor() {
    return medianMinor;
  }

  /** Deviation of the amount's logarithm. */
  double sigma() {
    return sigma;
  }
}
