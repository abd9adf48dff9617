package io.cardbeam.bench.fault;

import java.util.List;

/**
 * What came of all faults.
 *
 * @param rounds one for each
 * @param end the books after the stream's end, when nothing waits any more
 */
record FaultsReport(List<Round> rounds, BooksCheck end) {

  /** Whether nothing is lost, doubled or other than the model says. */
  boolean holds() {
    return rounds.stream().allMatch(Round::holds)
        && end.isWhole(rounds.get(rounds.size() - 1).decisions().requests());
  }
}
