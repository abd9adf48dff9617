package io.cardbeam.billing;

import io.cardbeam.credit.TermsHistory;
import io.cardbeam.star.MonthRange;
import io.cardbeam.wire.Event;
import java.util.List;

/** The statements of all cards that events tell of, in the order of their tokens. */
public final class AllStatements {
  private AllStatements() {}

  /** Those that are not empty, under the terms that come with Cardbeam. */
  public static List<Statement> of(List<Event> events, MonthRange months) {
    return events.stream()
        .map(Event::cardToken)
        .distinct()
        .sorted()
        .flatMap(
            token ->
                new CardLedger(
                        token,
                        events.stream().filter(e -> e.cardToken().equals(token)).toList(),
                        List.of(),
                        TermsHistory.standard())
                    .statements(months).stream())
        .filter(statement -> !statement.isEmpty())
        .toList();
  }
}
