package io.cardbeam.feature;

import io.cardbeam.text.StableHash;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Every feature, declared once: training, serving and rules get name, meaning and value from here.
 * The order is that of the arrays of values. A model names the {@link #hash} of the list that it
 * was trained on and is refused under another, so a feature is never changed in silence.
 *
 * <p>None of them is made of gender, age or name. Windows are {@code [t - w, t)} of event time.
 */
public final class FeatureList {
  private static final List<Feature> ALL = declare();

  /** How many there are. */
  public static final int SIZE = ALL.size();

  private static final String HASH =
      Long.toHexString(
          StableHash.of(ALL.stream().map(Feature::signature).collect(Collectors.joining("\n"))));

  private FeatureList() {}

  /** All of them, in order. */
  public static List<Feature> all() {
    return ALL;
  }

  /** Hash of names, meanings, units, windows and order: up to 16 hexadecimal digits. */
  public static String hash() {
    return HASH;
  }

  /** The feature of a name, if there is one. */
  public static Optional<Feature> named(String name) {
    return ALL.stream().filter(f -> f.name().equals(name)).findFirst();
  }

  private static List<Feature> declare() {
    Declaration list = new Declaration();
    AmountFeatures.declare(list);
    CategoryFeatures.declare(list);
    HourFeatures.declare(list);
    PaceFeatures.declare(list);
    SpendingFeatures.declare(list);
    PlaceFeatures.declare(list);
    SuspicionFeatures.declare(list);
    HistoryFeatures.declare(list);
    return list.features();
  }
}
