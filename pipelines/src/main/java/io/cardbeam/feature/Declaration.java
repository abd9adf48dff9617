package io.cardbeam.feature;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes down the features as their themes declare them: each gets the next place in the list. Holds
 * the words that several themes use for windows and for when a value is missing.
 */
final class Declaration {
  /** Window of what is read off the request alone. */
  static final String REQUEST = "request";

  /** Window without an end. */
  static final String EVER = "since the card is known";

  /** Window of a habit, older requests weighing less. */
  static final String DECAYED = "half-life 90 d";

  /** Missing: it always has a value. */
  static final String NEVER = "never";

  /** Missing: there is no habit yet. */
  static final String NO_HISTORY = "card has no requests yet";

  private final List<Feature> features = new ArrayList<>();
  private Theme theme = Theme.HISTORY;

  /** Of what the features declared from here on speak. */
  void theme(Theme next) {
    theme = next;
  }

  /** A feature read off a request and its card. */
  void add(
      String name,
      String meaning,
      String unit,
      String window,
      String missing,
      Feature.Reading reading) {
    add(name, meaning, unit, window, missing, reading, null);
  }

  /** A feature read off the first scores of earlier requests alone. */
  void addSuspicion(
      String name,
      String meaning,
      String unit,
      String window,
      String missing,
      Feature.SuspicionReading reading) {
    add(name, meaning, unit, window, missing, view -> reading.of(view.suspicions), reading);
  }

  private void add(
      String name,
      String meaning,
      String unit,
      String window,
      String missing,
      Feature.Reading reading,
      Feature.@Nullable SuspicionReading suspicion) {
    features.add(
        new Feature(
            features.size(), name, theme, meaning, unit, window, missing, reading, suspicion));
  }

  /** All that were declared, in order. */
  List<Feature> features() {
    return List.copyOf(features);
  }
}
