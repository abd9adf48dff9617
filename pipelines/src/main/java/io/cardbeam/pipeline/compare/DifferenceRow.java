package io.cardbeam.pipeline.compare;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.Reason;
import io.cardbeam.pipeline.files.CsvRow;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Two decisions on a request that differ, as a row of CSV, RFC 4180. */
public final class DifferenceRow {
  /** Names of the columns. */
  public static final String HEADER =
      "request_id,card_token,event_time,archived_outcome,outcome,archived_probability,probability,"
          + "fields,archived_reasons,reasons";

  private DifferenceRow() {}

  /** Probabilities whole, as the least bit is a difference; lists are separated by semicolons. */
  static String of(
      AuthorizationDecision archived, AuthorizationDecision anew, List<String> fields) {
    return CsvRow.of(
        List.of(
            anew.getRequestId(),
            anew.getCardToken(),
            anew.getEventTime().toString(),
            archived.getOutcome().name().toLowerCase(Locale.ROOT),
            anew.getOutcome().name().toLowerCase(Locale.ROOT),
            Double.toString(archived.getFraudProbability()),
            Double.toString(anew.getFraudProbability()),
            String.join("; ", fields),
            texts(archived),
            texts(anew)));
  }

  private static String texts(AuthorizationDecision decision) {
    return decision.getReasons().stream().map(Reason::getText).collect(Collectors.joining("; "));
  }
}
