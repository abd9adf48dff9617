package io.cardbeam.console.letters;

import io.cardbeam.console.http.Cursor;
import io.cardbeam.console.http.QueryParameters;
import java.time.Instant;

/** A place in a list, newest first: what comes after it is older. */
record LetterPlace(Instant at, long id) {
  /** Before every row. */
  static final LetterPlace TOP = new LetterPlace(QueryParameters.LAST, Long.MAX_VALUE);

  private static final int PARTS = 2;

  /** The place of a cursor; what is none is noted. */
  static LetterPlace read(QueryParameters query) {
    return query
        .cursor(
            PARTS, part -> new LetterPlace(Cursor.time(part.get(0)), Cursor.number(part.get(1))))
        .orElse(TOP);
  }

  String cursor() {
    return Cursor.of(at.toString(), Long.toString(id));
  }
}
