package io.cardbeam.console.gateway;

import io.cardbeam.console.http.JsonReader;
import io.cardbeam.text.PlainText;
import io.cardbeam.text.TextFlaw;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The caller's own id of what it asks for: {@code request_id} in the body, or the header {@code
 * Idempotency-Key}, which mean the same.
 */
final class CallerId {
  /** Name of the header. */
  static final String HEADER = "Idempotency-Key";

  private static final String FIELD = "request_id";
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
  private static final String WORDS =
      "1 to 64 letters, digits, dots, underscores, colons or dashes";

  private CallerId() {}

  /** The id, by either; what is wrong with it is told with the body's problems. */
  static Optional<String> read(JsonReader fields, Optional<String> header) {
    Optional<String> told = fields.optionalCode(FIELD, FORM, WORDS);
    if (header.isEmpty()) {
      if (!fields.has(FIELD)) {
        fields.problem(FIELD, "is missing; or send it as header " + HEADER);
      }
      return told;
    }
    if (!FORM.matcher(header.get()).matches()) {
      fields.problem(FIELD, "in header " + HEADER + " must be " + WORDS);
      return Optional.empty();
    }
    Optional<TextFlaw> flaw = PlainText.flaw(header.get());
    if (flaw.isPresent()) {
      fields.problem(FIELD, "in header " + HEADER + " " + flaw.get().what());
      return Optional.empty();
    }
    if (told.isPresent() && !told.equals(header)) {
      fields.problem(FIELD, "differs from header " + HEADER + "; send one of them");
    }
    return header;
  }
}
