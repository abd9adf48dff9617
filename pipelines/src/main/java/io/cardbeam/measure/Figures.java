package io.cardbeam.measure;

import java.util.EnumMap;
import java.util.Map;

/** A value for each figure; NaN for one that the requests do not give. */
final class Figures {
  private final Map<Figure, Double> values = new EnumMap<>(Figure.class);

  void set(Figure figure, double value) {
    values.put(figure, value);
  }

  double get(Figure figure) {
    return values.getOrDefault(figure, Double.NaN);
  }
}
