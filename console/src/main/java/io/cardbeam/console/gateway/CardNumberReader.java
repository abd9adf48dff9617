package io.cardbeam.console.gateway;

import io.cardbeam.console.http.JsonReader;
import io.cardbeam.text.CardNumbers;
import io.cardbeam.token.CardTokenizer;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Turns card numbers into tokens, and what identifies a shopper's device into pseudonyms. A number
 * goes no further than here. For all threads.
 */
final class CardNumberReader {
  private static final String FIELD = "card_number";
  private static final Pattern CARD_NUMBER = Pattern.compile("[0-9]{11,19}");
  private static final Pattern SEPARATORS = Pattern.compile("[ -]");
  private static final int MAX_CHARS = 40;

  private final CardTokenizer tokenizer;

  /**
   * A reader.
   *
   * @param tokenizer used by this reader alone
   */
  CardNumberReader(CardTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /** The digits in {@code card_number}; what is wrong is told with the body's problems. */
  Optional<String> digits(JsonReader fields) {
    Optional<String> number =
        fields.secret(FIELD, MAX_CHARS).map(text -> SEPARATORS.matcher(text).replaceAll(""));
    if (number.isPresent() && !CARD_NUMBER.matcher(number.get()).matches()) {
      fields.problem(FIELD, "must be 11 to 19 digits");
      return Optional.empty();
    }
    if (number.isPresent() && !CardNumbers.hasRightCheckDigit(number.get())) {
      fields.problem(FIELD, "has a wrong digit: its check digit does not fit");
      return Optional.empty();
    }
    return number;
  }

  /** The token of the number in {@code card_number}. */
  Optional<String> token(JsonReader fields) {
    return digits(fields).map(this::token);
  }

  /** The token of a number. */
  synchronized String token(String digits) {
    return tokenizer.token(digits);
  }

  /** What an event says of a shopper's device. */
  synchronized Client client(
      Optional<InetAddress> address,
      Optional<String> userAgent,
      Function<InetAddress, Optional<String>> countries) {
    return Client.of(address, userAgent, tokenizer, countries);
  }
}
