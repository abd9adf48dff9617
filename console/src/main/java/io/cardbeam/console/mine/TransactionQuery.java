package io.cardbeam.console.mine;

import io.cardbeam.console.http.Cursor;
import io.cardbeam.console.http.QueryParameters;
import io.cardbeam.console.http.RefusedException;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which transactions a cardholder looks for.
 *
 * @param search part of a merchant's name or of a category in words, or an amount; in any case
 * @param after the last entry of the page before
 * @param limit most entries of this one
 */
record TransactionQuery(
    Optional<String> search,
    Optional<State> state,
    Optional<String> category,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<Place> after,
    int limit) {
  /** Longest search, characters. */
  static final int MAX_SEARCH_CHARS = 64;

  private static final int MAX_NAME_CHARS = 256;
  private static final Set<String> PARAMETERS =
      Set.of("search", "state", "category", "from", "to", "limit", "cursor");
  private static final int CURSOR_PARTS = 4;
  private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,4})?");

  /** How far a transaction has come. */
  enum State {
    /** A shop was promised the money and has not asked for it. */
    HELD,
    /** It is booked, and counts from its posting cut-off on. */
    PENDING,
    /** It counts. */
    POSTED;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Where an entry stands in the order of the list. */
  record Place(Instant time, String kind, String key, String currency) {}

  /** Reads a query; names all that is wrong with it. */
  static TransactionQuery of(Context ctx) throws RefusedException {
    QueryParameters given = new QueryParameters(ctx, PARAMETERS);
    TransactionQuery query =
        new TransactionQuery(
            given.text("search", MAX_SEARCH_CHARS).map(String::strip).filter(s -> !s.isEmpty()),
            given.oneOf("state", Arrays.asList(State.values()), State::text),
            given.text("category", MAX_NAME_CHARS),
            given.time("from"),
            given.time("to"),
            place(given),
            Lists.limit(given));
    given.refuse();
    return query;
  }

  private static Optional<Place> place(QueryParameters given) {
    return given.cursor(
        CURSOR_PARTS,
        part -> new Place(Cursor.time(part.get(0)), part.get(1), part.get(2), part.get(3)));
  }

  /** The search as a pattern of LIKE that means itself. */
  String pattern() {
    return "%" + search.orElse("").replaceAll("([\\\\%_])", "\\\\$1") + "%";
  }

  /** The amount that is searched for, if it is one. */
  Optional<BigDecimal> amount() {
    return search.filter(text -> AMOUNT.matcher(text).matches()).map(BigDecimal::new);
  }
}
