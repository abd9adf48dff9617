package io.cardbeam.bench.fault;

import io.cardbeam.local.DecisionsCheck;

/**
 * One fault and what came of it; the checks are of all that was sent so far.
 *
 * @param fault done
 * @param requests sent in this round
 * @param seconds of traffic
 * @param silenceBefore longest time without a decision in the seconds before the fault, seconds
 * @param outage longest time without a decision from the fault on, seconds
 * @param decisions as they are on Kafka
 * @param books as they are in PostgreSQL
 * @param deadLetters as they are on Kafka
 */
record Round(
    Fault fault,
    long requests,
    double seconds,
    double silenceBefore,
    double outage,
    DecisionsCheck decisions,
    BooksCheck books,
    DeadLettersCheck deadLetters) {

  /** Whether nothing is lost, doubled or other than the model says. */
  boolean holds() {
    return decisions.holds() && books.holdsSoFar(decisions.requests()) && deadLetters.holds();
  }

  /** Requests a second that were sent and decided. */
  double rate() {
    return requests / seconds;
  }
}
