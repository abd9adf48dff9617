package io.cardbeam.clearing;

import java.util.Optional;

/**
 * The last word on one transaction.
 *
 * @param posting the transaction
 * @param refusal why it is an exception; empty if it goes to the books
 */
public record Ruling(Posting posting, Optional<Verdict.Refused> refusal) {

  /** Whether it goes to the books. */
  public boolean isBooked() {
    return refusal.isEmpty();
  }
}
