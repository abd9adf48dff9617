package io.cardbeam.measure;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What decisions were worth.
 *
 * @param requests how many were measured
 * @param frauds how many of them were fraud
 * @param cards how many cards they are of
 * @param figures every figure
 */
public record Evaluation(long requests, long frauds, int cards, Map<Figure, Estimate> figures) {
  public Evaluation {
    figures = Collections.unmodifiableMap(new EnumMap<>(figures));
  }

  /** A figure with its interval. */
  public Estimate of(Figure figure) {
    Estimate estimate = figures.get(figure);
    if (estimate == null) {
      throw new IllegalArgumentException("no figure " + figure);
    }
    return estimate;
  }
}
