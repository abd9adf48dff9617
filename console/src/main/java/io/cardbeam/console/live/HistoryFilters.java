package io.cardbeam.console.live;

import io.cardbeam.console.http.QueryParameters;
import io.cardbeam.event.FraudAlert;
import io.cardbeam.event.Outcome;
import io.cardbeam.text.PlainText;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which requests are counted or listed; what is empty lets in all.
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

  /** Names of their parameters. */
  static final Set<String> PARAMETERS = Set.of("state", "city", "category", "outcome", "merchant");

  /** Those of a query, in which what is wrong is noted. */
  static HistoryFilters of(QueryParameters parameters) {
    HistoryFilters filters =
        new HistoryFilters(
            parameters.text("state", PlainText.MAX_CHARS),
            parameters.text("city", PlainText.MAX_CHARS),
            parameters.text("category", PlainText.MAX_CHARS),
            parameters.oneOf("outcome", List.of(Outcome.values()), Outcome::name),
            parameters.text("merchant", PlainText.MAX_CHARS));
    if (filters.city().isPresent() && filters.state().isEmpty()) {
      parameters.problem("city", "needs its state beside it");
    }
    return filters;
  }

  /** Whether they let a request in. */
  boolean let(LiveRequest request) {
    return is(state, request.state())
        && is(city, request.city())
        && is(category, request.category())
        && (outcome.isEmpty() || outcome.get() == request.outcome())
        && (merchant.isEmpty()
            || merchant.get().equals(request.merchantId())
            || merchant.get().equals(request.merchantName()));
  }

  /** Whether they let an alert in. */
  boolean let(FraudAlert alert) {
    return is(state, alert.getState())
        && is(city, alert.getCity())
        && is(category, alert.getCategory())
        && (outcome.isEmpty() || outcome.get() == alert.getOutcome())
        && (merchant.isEmpty()
            || merchant.get().equals(alert.getMerchantId())
            || merchant.get().equals(alert.getMerchantName()));
  }

  private static boolean is(Optional<String> filter, String value) {
    return filter.isEmpty() || filter.get().equals(value);
  }
}
