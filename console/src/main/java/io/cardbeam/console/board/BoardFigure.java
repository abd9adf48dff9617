package io.cardbeam.console.board;

import io.cardbeam.event.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the board counts; each has a number of rows and the sum of their amounts. */
enum BoardFigure {
  /** Requests that were approved. */
  APPROVED(Which.ANY, Outcome.APPROVED),
  /** Requests that were referred. */
  REFERRED(Which.ANY, Outcome.REFERRED),
  /** Requests that were declined. */
  DECLINED(Which.ANY, Outcome.DECLINED),
  /** Requests that an alert was raised for when they were decided. */
  ALERTS(Which.WITH_ALERT, Outcome.values()),
  /** Requests that were not approved and turned out to be fraud. */
  FRAUD_CAUGHT(Which.FRAUD, Outcome.REFERRED, Outcome.DECLINED),
  /** Requests that were approved and turned out to be fraud. */
  FRAUD_MISSED(Which.FRAUD, Outcome.APPROVED),
  /** Statements of cycles that end in the month, and what was charged on them. */
  BILLED(Source.STATEMENTS),
  /** Payments of cardholders. */
  PAID(Source.PAYMENTS),
  /** Unposted transactions. */
  EXCEPTIONS(Source.EXCEPTIONS);

  private final Source source;
  private final Which which;

  @SuppressWarnings("ImmutableEnumChecker") // a list of List.of
  private final List<Outcome> outcomes;

  /** Where rows come from. */
  enum Source {
    REQUESTS,
    STATEMENTS,
    PAYMENTS,
    EXCEPTIONS
  }

  /** Which requests of its outcomes count. */
  enum Which {
    ANY,
    WITH_ALERT,
    /** What has turned out to be fraud. */
    FRAUD
  }

  BoardFigure(Which which, Outcome... outcomes) {
    this.source = Source.REQUESTS;
    this.which = which;
    this.outcomes = List.of(outcomes);
  }

  BoardFigure(Source source) {
    this.source = source;
    this.which = Which.ANY;
    this.outcomes = List.of();
  }

  Source source() {
    return source;
  }

  /** Which requests count. */
  Which which() {
    return which;
  }

  /** Outcomes of the requests that count; none for others than requests. */
  List<Outcome> outcomes() {
    return outcomes;
  }

  /** As the API names it. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Those of some kind that a request counts in. */
  static List<BoardFigure> of(Outcome outcome, Which which) {
    return Arrays.stream(values())
        .filter(figure -> figure.which == which && figure.outcomes.contains(outcome))
        .toList();
  }
}
