package io.cardbeam.console.letters;

import io.cardbeam.console.http.QueryParameters;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which letters are wanted.
 *
 * @param topic name of the topic without a prefix; of length 0 for files
 * @param from first time, of when they came to their topic
 * @param to first time that is left out
 */
record LetterFilter(
    Optional<String> topic,
    Optional<String> code,
    Instant from,
    Instant to,
    Optional<LetterState> state) {
  static final Set<String> NAMES = Set.of("topic", "code", "from", "to", "state");
  private static final int MAX_CHARS = 256;

  static LetterFilter of(QueryParameters query) {
    return new LetterFilter(
        query.text("topic", MAX_CHARS),
        query.text("code", MAX_CHARS),
        query.time("from").orElse(QueryParameters.FIRST),
        query.time("to").orElse(QueryParameters.LAST),
        query.oneOf("state", List.of(LetterState.values()), LetterState::text));
  }
}
