package io.cardbeam.console.live;

import io.cardbeam.event.Outcome;
import java.util.Optional;

/**
 * Which requests a history counts; what is empty lets in all.
 *
 * @param state of the merchant; of length 0 for requests whose state is not known
 * @param city in that state; of length 0 for those whose city is not known
 * @param merchant id of a merchant, or a name that one goes by
 */
record HistoryFilters(
    Optional<String> state,
    Optional<String> city,
    Optional<String> category,
    Optional<Outcome> outcome,
    Optional<String> merchant) {
  /** All requests. */
  static final HistoryFilters NONE =
      new HistoryFilters(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
