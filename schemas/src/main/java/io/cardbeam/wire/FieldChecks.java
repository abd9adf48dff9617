package io.cardbeam.wire;

import io.cardbeam.money.Currencies;
import io.cardbeam.money.Currency;
import io.cardbeam.text.CardNumberMask;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What single fields must be; each throws with what is wrong and quotes no text. */
final class FieldChecks {
  /** Longest card token, characters. */
  static final int MAX_TOKEN_CHARS = EventChecks.MAX_TEXT_CHARS;

  /**
   * How far ahead of its event time a transaction may count at most. Cut-offs and value dates lie
   * days ahead, a payment dated forward some months; what is decades ahead is a mistake that would
   * be kept as long.
   */
  static final Duration MAX_EFFECTIVE_AHEAD = Duration.ofDays(366);

  private static final long MAX_TIME_MILLIS = Instant.parse("2101-01-01T00:00:00Z").toEpochMilli();
  private static final Pattern NO_LETTER = Pattern.compile("[0-9-]+");
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
  private static final Pattern KEYED_HASH = Pattern.compile("[A-Za-z0-9_-]{22}");
  private static final char REPLACEMENT = '\uFFFD';

  private FieldChecks() {}

  /** A number as a reason may quote it: it could be a card number in the wrong field. */
  static String quoted(long number) {
    return CardNumberMask.mask(Long.toString(number));
  }

  /** A card number in place of its token would go everywhere; a token is never digits alone. */
  static void token(String value) throws UnreadableRecordException {
    if (value.isBlank()) {
      throw new UnreadableRecordException("NO_CARD", "card token is missing");
    }
    if (value.length() > MAX_TOKEN_CHARS) {
      throw new UnreadableRecordException(
          "NOT_A_TOKEN",
          "card token has " + value.length() + " characters, above " + MAX_TOKEN_CHARS);
    }
    if (NO_LETTER.matcher(value).matches()) {
      throw new UnreadableRecordException(
          "NOT_A_TOKEN", "card token is digits alone, as a card number is; tokenise it first");
    }
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) <= ' ' || value.charAt(i) > '~') {
        throw new UnreadableRecordException(
            "NOT_A_TOKEN",
            "card token holds other characters than printable ASCII without blanks; a card number"
                + " must be tokenised first");
      }
    }
  }

  static void key(String value, String code, String what) throws UnreadableRecordException {
    if (value.isBlank()) {
      throw new UnreadableRecordException(code, what + " is missing");
    }
    if (value.indexOf(REPLACEMENT) >= 0) {
      throw new UnreadableRecordException(
          "BAD_TEXT", what + " holds U+FFFD, which stands for bytes that were no UTF-8");
    }
  }

  /** A key of what an event is about, or nothing. */
  static void keyIfAny(String value, String code, String what) throws UnreadableRecordException {
    if (!value.isEmpty()) {
      key(value, code, what);
    }
  }

  static void time(long millis, String what) throws UnreadableRecordException {
    if (millis < 0 || millis >= MAX_TIME_MILLIS) {
      throw new UnreadableRecordException(
          "BAD_TIME", what + " " + quoted(millis) + " ms is not between 1970 and 2100");
    }
  }

  static void effectiveFrom(long effectiveMillis, long eventMillis)
      throws UnreadableRecordException {
    time(effectiveMillis, "effective_from");
    if (effectiveMillis - eventMillis > MAX_EFFECTIVE_AHEAD.toMillis()) {
      throw new UnreadableRecordException(
          "BAD_TIME",
          "effective_from "
              + Instant.ofEpochMilli(effectiveMillis)
              + " is more than "
              + MAX_EFFECTIVE_AHEAD.toDays()
              + " days after event time "
              + Instant.ofEpochMilli(eventMillis));
    }
  }

  /** An amount above 0 and at most its currency's cap; answers the currency. */
  static Currency amount(long minor, String code) throws UnreadableRecordException {
    Currency currency = currency(code);
    if (minor <= 0 || minor > currency.maxAmountMinor()) {
      throw new UnreadableRecordException(
          "BAD_AMOUNT",
          "amount "
              + quoted(minor)
              + " is not between 1 and "
              + currency.maxAmountMinor()
              + " minor units of "
              + currency.code());
    }
    return currency;
  }

  static Currency currency(String code) throws UnreadableRecordException {
    return Currencies.active(code)
        .orElseThrow(
            () -> new UnreadableRecordException("BAD_CURRENCY", Currencies.whyNotActive(code)));
  }

  static void country(@Nullable String code, String what) throws UnreadableRecordException {
    if (code != null && !COUNTRY.matcher(code).matches()) {
      throw new UnreadableRecordException(
          "BAD_COUNTRY", what + " is not an ISO 3166-1 code of two capital letters");
    }
  }

  /** What must not be there itself, such as an address, can't be taken for its hash. */
  static void keyedHash(@Nullable String hash, String what) throws UnreadableRecordException {
    if (hash != null && !KEYED_HASH.matcher(hash).matches()) {
      throw new UnreadableRecordException(
          "NOT_A_HASH", what + " is not a keyed hash of 22 characters of base64url");
    }
  }

  static void coordinate(@Nullable Double degrees, double limit, String what)
      throws UnreadableRecordException {
    if (degrees != null && !(degrees >= -limit && degrees <= limit)) {
      throw new UnreadableRecordException(
          "BAD_COORDINATE",
          what + " " + degrees + " is not between -" + (int) limit + " and " + (int) limit);
    }
  }
}
