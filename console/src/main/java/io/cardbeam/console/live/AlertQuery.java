package io.cardbeam.console.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.console.http.QueryParameters;
import io.cardbeam.console.http.RefusedException;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which alerts of the past are asked for.
 *
 * @param from first instant, event time
 * @param to first instant that is left out
 * @param before only those that come after this one in the list, which begins with the newest
 * @param limit most of them
 */
record AlertQuery(
    Instant from, Instant to, HistoryFilters filters, Optional<Cursor> before, int limit) {
  /** Most alerts of an answer. */
  static final int MAX_LIMIT = 100;

  private static final int LIMIT = 50;
  private static final Set<String> PARAMETERS =
      Stream.concat(HistoryFilters.PARAMETERS.stream(), Stream.of("from", "to", "limit", "cursor"))
          .collect(Collectors.toUnmodifiableSet());

  /**
   * A place in the list.
   *
   * @param time event time of the alert before it
   * @param authorization the books' number of that alert's request
   */
  record Cursor(Instant time, long authorization) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,15})\\.([0-9]{1,18})");

    /** As it is given to whoever asks. */
    String text() {
      String text = time.toEpochMilli() + "." + authorization;
      return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    static Optional<Cursor> of(String text) {
      try {
        Matcher parts = FORM.matcher(new String(Base64.getUrlDecoder().decode(text), UTF_8));
        return parts.matches()
            ? Optional.of(
                    new Cursor(
                        Instant.ofEpochMilli(Long.parseLong(parts.group(1))),
                        Long.parseLong(parts.group(2))))
                .filter(cursor -> !cursor.time().isAfter(QueryParameters.LAST))
            : Optional.empty();
      } catch (IllegalArgumentException | DateTimeException e) {
        return Optional.empty();
      }
    }
  }

  /**
   * The query of a request.
   *
   * @throws RefusedException if any of it can't be taken, with all of that
   */
  static AlertQuery of(Context ctx) throws RefusedException {
    QueryParameters parameters = new QueryParameters(ctx, PARAMETERS);
    Optional<String> given = parameters.text("cursor", 64);
    Optional<Cursor> cursor = given.flatMap(Cursor::of);
    if (given.isPresent() && cursor.isEmpty()) {
      parameters.problem("cursor", "is none that this list gave; begin without it");
    }
    AlertQuery query =
        new AlertQuery(
            parameters.time("from").orElse(QueryParameters.FIRST),
            parameters.time("to").orElse(QueryParameters.LAST),
            HistoryFilters.of(parameters),
            cursor,
            limit(parameters));
    if (!query.from().isBefore(query.to())) {
      parameters.problem("from", "must be before to");
    }
    parameters.refuse();
    return query;
  }

  private static int limit(QueryParameters parameters) {
    Optional<String> text = parameters.text("limit", 16);
    int limit = text.filter(t -> t.matches("[0-9]{1,3}")).map(Integer::parseInt).orElse(0);
    if (text.isPresent() && (limit < 1 || limit > MAX_LIMIT)) {
      parameters.problem("limit", "must be from 1 to " + MAX_LIMIT);
    }
    return text.isPresent() ? limit : LIMIT;
  }
}
