package io.cardbeam.console.access;

import java.util.Arrays;
import java.util.Optional;

/** What a key may be used for. */
public enum Scope {
  /** Ask for authorizations and reverse them. */
  AUTHORIZATIONS_WRITE("authorizations:write"),
  /** Read the caller's own authorizations. */
  AUTHORIZATIONS_READ("authorizations:read"),
  /** Capture the caller's own authorizations. */
  CAPTURES_WRITE("captures:write"),
  /** Refund to a card. */
  REFUNDS_WRITE("refunds:write"),
  /** Report payments of cardholders: for issuers. */
  PAYMENTS_WRITE("payments:write"),
  /** Read the caller's own events. */
  EVENTS_READ("events:read"),
  /** See fraud probability, reasons, limit and balance in an answer. */
  DECISION_DETAIL("decision:detail"),
  /** Ask the cube and web logs. */
  ANALYTICS_READ("analytics:read");

  private final String text;

  Scope(String text) {
    this.text = text;
  }

  /** The name in lists, options and documents, such as {@code captures:write}. */
  public String text() {
    return text;
  }

  /** The scope of this name. */
  public static Optional<Scope> of(String text) {
    return Arrays.stream(values()).filter(scope -> scope.text.equals(text)).findFirst();
  }
}
