package io.cardbeam.simulator.draw;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Running sums of weights, which {@link Draws#weighted} searches. */
public final class CumulativeWeights {
  private CumulativeWeights() {}

  /**
   * The sums of the choices' weights, in their order.
   *
   * @throws IllegalArgumentException if there are none or one weighs less than 0
   */
  public static <T> double[] of(List<T> choices, ToDoubleFunction<T> weight) {
    if (choices.isEmpty()) {
      throw new IllegalArgumentException("nothing to choose from");
    }
    double[] sums = new double[choices.size()];
    double sum = 0;
    for (int i = 0; i < sums.length; i++) {
      double w = weight.applyAsDouble(choices.get(i));
      if (!(w >= 0)) {
        throw new IllegalArgumentException(choices.get(i) + " weighs " + w);
      }
      sum += w;
      sums[i] = sum;
    }
    return sums;
  }
}
