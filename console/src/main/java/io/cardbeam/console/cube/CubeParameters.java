package io.cardbeam.console.cube;

import io.cardbeam.console.http.QueryParameters;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.query.QueryException;
import io.cardbeam.query.cube.CubeFact;
import io.cardbeam.query.cube.CubeQuery;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The question in the parameters of a query, the same in an address of the page, a saved view, and
 * a call of the API.
 */
final class CubeParameters {
  /** Longest value of one. */
  static final int MAX_CHARS = 10_000;

  private static final String FACT = "fact";
  private static final String WHERE = "where";
  private static final String MEASURES = "measures";
  private static final String BOTH = "both";

  /** All that a question has. */
  private static final Set<String> NAMES =
      Set.of(FACT, "rows", "columns", MEASURES, WHERE, "totals");

  private static final Set<String> ROW_NAMES = Set.of(FACT, WHERE, "measure", "limit", "cursor");
  private static final Set<String> REPEATED = Set.of(WHERE);

  private CubeParameters() {}

  /**
   * Those of a request with a question.
   *
   * @param more known beside those of a question
   */
  static QueryParameters of(Context ctx, Set<String> more) {
    return of(ctx.queryParamMap(), more);
  }

  /** Those of a request for rows. */
  static QueryParameters ofRows(Context ctx) {
    return new QueryParameters(ctx.queryParamMap(), ROW_NAMES, REPEATED);
  }

  /** Those of a question, of all values by their names. */
  static QueryParameters of(Map<String, List<String>> given, Set<String> more) {
    Set<String> known = new HashSet<>(NAMES);
    known.addAll(more);
    return new QueryParameters(given, known, REPEATED);
  }

  /**
   * The question.
   *
   * @throws QueryException if it can't be answered
   * @throws RefusedException if a parameter can't be taken
   */
  static CubeQuery query(QueryParameters given) throws QueryException, RefusedException {
    Set<CubeFact> facts = facts(given);
    List<String> rows = names(given, "rows");
    List<String> columns = names(given, "columns");
    List<String> measures = names(given, MEASURES);
    List<String> where = where(given);
    boolean totals = given.text("totals", MAX_CHARS).filter("true"::equals).isPresent();
    given.refuse();
    return CubeQuery.of(
        facts, rows, columns, measures.isEmpty() ? List.of("count") : measures, where, totals);
  }

  private static Set<CubeFact> facts(QueryParameters given) {
    List<String> all = List.of(CubeFact.authorization.name(), CubeFact.transaction.name(), BOTH);
    String named =
        given.oneOf(FACT, all, Function.identity()).orElse(CubeFact.authorization.name());
    return named.equals(BOTH) ? EnumSet.allOf(CubeFact.class) : EnumSet.of(CubeFact.valueOf(named));
  }

  /** One fact; authorizations if none is named. */
  static CubeFact fact(QueryParameters given) {
    return given
        .oneOf(FACT, List.of(CubeFact.values()), CubeFact::name)
        .orElse(CubeFact.authorization);
  }

  /** Conditions, in words. */
  static List<String> where(QueryParameters given) {
    return given.texts(WHERE, MAX_CHARS);
  }

  private static List<String> names(QueryParameters given, String parameter) {
    return given
        .text(parameter, MAX_CHARS)
        .filter(text -> !text.isEmpty())
        .map(text -> Arrays.asList(text.split(",", -1)))
        .orElse(List.of());
  }
}
