package io.cardbeam.console.cases;

import io.cardbeam.console.http.JsonReader;
import io.cardbeam.text.CardNumberMask;
import java.util.Optional;

/** A note's text: lines of what can be seen, in which what could be a card number is masked. */
final class NoteText {
  private NoteText() {}

  static Optional<String> read(JsonReader body, String field) {
    return body.secret(field, CaseNotes.MAX_CHARS)
        .map(text -> CardNumberMask.mask(text.strip().replace("\r\n", "\n")));
  }
}
