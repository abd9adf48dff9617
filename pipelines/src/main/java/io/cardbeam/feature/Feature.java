package io.cardbeam.feature;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a model and rules may look at, declared in {@link FeatureList} and nowhere else.
 */
public final class Feature {
  private final int index;
  private final String name;
  private final Theme theme;
  private final String meaning;
  private final String unit;
  private final String window;
  private final String missing;
  private final Reading reading;
  private final @Nullable SuspicionReading suspicion;

  /** Reads the value off a request and its card; NaN where it is missing. */
  interface Reading {
    double of(RequestView view);
  }

  /** Reads the value of a feature that is made of earlier scores alone. */
  interface SuspicionReading {
    double of(SuspicionWindows windows);
  }

  Feature(
      int index,
      String name,
      Theme theme,
      String meaning,
      String unit,
      String window,
      String missing,
      Reading reading,
      @Nullable SuspicionReading suspicion) {
    this.index = index;
    this.name = name;
    this.theme = theme;
    this.meaning = meaning;
    this.unit = unit;
    this.window = window;
    this.missing = missing;
    this.reading = reading;
    this.suspicion = suspicion;
  }

  /** Place in the list and in every array of values, from 0. */
  public int index() {
    return index;
  }

  /** Name in models, rules and files: lower case, digits and underscores. */
  public String name() {
    return name;
  }

  /** What it speaks of, for reasons. */
  public Theme theme() {
    return theme;
  }

  /** What it is, in words. */
  public String meaning() {
    return meaning;
  }

  /** Unit of its values. */
  public String unit() {
    return unit;
  }

  /** Time that it looks back, or "request". */
  public String window() {
    return window;
  }

  /** When its value is missing (NaN), in words; "never" if it always has one. */
  public String missing() {
    return missing;
  }

  /** Whether it is made of the first scores of earlier requests. */
  public boolean isOfSuspicion() {
    return suspicion != null;
  }

  float read(RequestView view) {
    return (float) reading.of(view);
  }

  float read(SuspicionWindows windows) {
    return (float) Objects.requireNonNull(suspicion).of(windows);
  }

  /** What a list's hash is made of: all that changes what a model learnt. */
  String signature() {
    return String.join("|", name, theme.name(), meaning, unit, window, missing);
  }

  @Override
  public String toString() {
    return name;
  }
}
