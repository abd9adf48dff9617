package io.cardbeam.console.live;

import io.cardbeam.console.http.QueryParameters;
import io.cardbeam.console.http.RefusedException;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
      Stream.concat(HistoryFilters.PARAMETERS.stream(), Stream.of("from", "to", "step"))
          .collect(Collectors.toUnmodifiableSet());

  /**
   * The query of a request.
   *
   * @throws RefusedException if any of it can't be taken, with all of that
   */
  static HistoryQuery of(Context ctx) throws RefusedException {
    QueryParameters parameters = new QueryParameters(ctx, PARAMETERS);
    HistoryFilters filters = HistoryFilters.of(parameters);
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
