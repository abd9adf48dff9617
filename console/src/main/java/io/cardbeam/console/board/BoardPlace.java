package io.cardbeam.console.board;

import io.cardbeam.console.http.Cursor;
import io.cardbeam.console.http.QueryParameters;
import java.time.Instant;

/** A place in a list of rows, newest first: what comes after it is older. */
record BoardPlace(Instant at, String id, String cardToken) {
  /** Before every row. */
  static final BoardPlace TOP = new BoardPlace(QueryParameters.LAST, "", "");

  private static final int PARTS = 3;

  static BoardPlace of(BoardRow row) {
    return new BoardPlace(row.at(), row.id(), row.cardToken());
  }

  /** The place of a cursor; what is none is noted. */
  static BoardPlace read(QueryParameters query) {
    return query
        .cursor(PARTS, part -> new BoardPlace(Cursor.time(part.get(0)), part.get(1), part.get(2)))
        .orElse(TOP);
  }

  String cursor() {
    return Cursor.of(at.toString(), id, cardToken);
  }
}
