package io.cardbeam.console.letters;

import java.util.Locale;

/** What became of a dead letter. */
enum LetterState {
  /** Nothing was sent in its place. */
  OPEN,
  /** An event is on its way in its place, and Kafka is not known to have it yet. */
  SENDING,
  /** An event was sent in its place. */
  SENT;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static LetterState of(Letter letter) {
    return letter.sent().map(sent -> sent.at().isPresent() ? SENT : SENDING).orElse(OPEN);
  }
}
