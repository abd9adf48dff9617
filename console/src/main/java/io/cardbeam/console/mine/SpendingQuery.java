package io.cardbeam.console.mine;

import io.cardbeam.console.http.QueryParameters;
import io.cardbeam.console.http.RefusedException;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;

/**
 * Which months a cardholder wants to see.
 *
 * @param month the last of them
 * @param months how many
 * @param currency empty for the card's own
 */
record SpendingQuery(YearMonth month, int months, Optional<String> currency) {
  /** Most months of an answer. */
  static final int MAX_MONTHS = 24;

  private static final int USUAL_MONTHS = 6;
  private static final int CURRENCY_CHARS = 3;
  private static final YearMonth FIRST = YearMonth.of(1972, 1);

  /** Reads a query; names all that is wrong with it. */
  static SpendingQuery of(Context ctx, Instant now) throws RefusedException {
    QueryParameters given = new QueryParameters(ctx, Set.of("month", "months", "currency"));
    YearMonth thisMonth = YearMonth.from(now.atOffset(ZoneOffset.UTC));
    SpendingQuery query =
        new SpendingQuery(
            month(given, thisMonth),
            given.wholeNumber("months", 1, MAX_MONTHS).orElse(USUAL_MONTHS),
            given.text("currency", CURRENCY_CHARS));
    given.refuse();
    return query;
  }

  private static YearMonth month(QueryParameters given, YearMonth thisMonth) {
    Optional<String> text = given.text("month", "2026-01".length());
    if (text.isEmpty()) {
      return thisMonth;
    }
    try {
      YearMonth month = YearMonth.parse(text.get());
      if (!month.isBefore(FIRST) && !month.isAfter(thisMonth)) {
        return month;
      }
    } catch (DateTimeException e) {
      // Said below.
    }
    given.problem("month", "must be a month as 2026-01, from 1972 to this one");
    return thisMonth;
  }

  /** The first of the months. */
  YearMonth first() {
    return month.minusMonths(months - 1L);
  }
}
