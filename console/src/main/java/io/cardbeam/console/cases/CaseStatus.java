package io.cardbeam.console.cases;

import java.util.Locale;

/** Where a case stands. */
enum CaseStatus {
  /** Nobody works on it. */
  OPEN,
  /** Somebody works on it. */
  IN_PROGRESS,
  /** It waits until a time, or the card's next alert. */
  SNOOZED,
  /** One of its alerts at least was fraud. */
  CLOSED_FRAUD,
  /** They were the cardholder's own. */
  CLOSED_GENUINE;

  boolean isClosed() {
    return this == CLOSED_FRAUD || this == CLOSED_GENUINE;
  }

  /** For people: "in progress", "closed as fraud". */
  String words() {
    String words = name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return isClosed() ? words.replace("closed", "closed as") : words;
  }
}
