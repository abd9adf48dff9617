package io.cardbeam.feature;

import java.io.Serializable;

/**
 * What is usual in a category for cardholders at large: where a card's own habit starts from.
 *
 * @param meanLog mean of ln(minor units)
 * @param deviationLog standard deviation of ln(minor units), above 0
 */
public record CategoryNorm(double meanLog, double deviationLog) implements Serializable {
  public CategoryNorm {
    if (!(deviationLog > 0)) {
      throw new IllegalArgumentException("deviation " + deviationLog + " is not above 0");
    }
  }
}
