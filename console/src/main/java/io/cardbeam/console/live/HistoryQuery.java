package io.cardbeam.console.live;

import io.cardbeam.console.http.QueryParameters;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.event.Outcome;
import io.cardbeam.text.PlainText;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a history is asked for; what is empty is for the server to choose.
 *
 * @param from first instant, event time
 * @param to first instant that is left out
 */
record HistoryQuery(
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<HistoryStep> step,
    HistoryFilters filters) {
  private static final Set<String> PARAMETERS =
      Set.of("from", "to", "step", "state", "city", "category", "outcome", "merchant");

  /**
   * The query of a request.
   *
   * @throws RefusedException if any of it can't be taken, with all of that
   */
  static HistoryQuery of(Context ctx) throws RefusedException {
    QueryParameters parameters = new QueryParameters(ctx, PARAMETERS);
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
    HistoryQuery query =
        new HistoryQuery(
            parameters.time("from"),
            parameters.time("to"),
            parameters.oneOf("step", List.of(HistoryStep.values()), HistoryStep::text),
            filters);
    if (query.from().isPresent() && query.to().isPresent()) {
      HistoryRange.problem(query.from().get(), query.to().get(), query.step())
          .ifPresent(parameters::problem);
    }
    parameters.refuse();
    return query;
  }
}
