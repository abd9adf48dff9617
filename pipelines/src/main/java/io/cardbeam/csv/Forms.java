package io.cardbeam.csv;

import io.cardbeam.money.Currency;
import io.cardbeam.text.PlainText;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/**
 * How the values of a file are written, detected once by {@link FormsDetector}, and its values read
 * by that. All texts come without blanks around them; reasons quote them with card numbers masked.
 *
 * <p>Not safe for use by several threads at once.
 *
 * @param decimalSign of amounts, coordinates and counts
 * @param times form of its times
 * @param births form of its dates of birth
 */
public record Forms(DecimalSign decimalSign, DateForm times, DateForm births) {
  private static final int MAX_COUNT_DIGITS = 9;
  private static final int EXACT_DIGITS = 15;
  private static final double[] POWERS_OF_TEN = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  /** What people write most: decimal points, and dates that begin with the year. */
  public static Forms usual() {
    return new Forms(
        DecimalSign.POINT, DateForm.of(Optional.empty()), DateForm.of(Optional.empty()));
  }

  /**
   * Minor units of an amount above zero.
   *
   * @throws BadRowException code BAD_AMOUNT or REFUND
   */
  public long amountMinor(String text, String column, Currency currency) throws BadRowException {
    return AmountText.minor(text, column, decimalSign, currency);
  }

  /**
   * Milliseconds since 1970.
   *
   * @throws BadRowException code BAD_TIME
   */
  public long timeMillis(String text, String column) throws BadRowException {
    return times.millis(text, column);
  }

  /**
   * A date of birth.
   *
   * @throws BadRowException code BAD_BIRTH_DATE
   */
  public LocalDate birthDate(String text, String column) throws BadRowException {
    return births.birthDate(text, column);
  }

  /**
   * Digits of a card number.
   *
   * @throws BadRowException code NO_CARD, CARD_ROUNDED or BAD_CARD
   */
  public String cardNumber(String text, String column) throws BadRowException {
    return CardNumberText.digits(text, column);
  }

  /**
   * Degrees from -limit to limit.
   *
   * @throws BadRowException code BAD_COORDINATE
   */
  public double coordinate(String text, String column, double limit) throws BadRowException {
    if (text.isEmpty()) {
      throw new BadRowException("BAD_COORDINATE", column + " is missing");
    }
    double value = decimal(text);
    if (Double.isNaN(value)) {
      throw badCoordinate(text, column, whyNoDecimal(text));
    }
    if (!(value >= -limit && value <= limit)) {
      throw badCoordinate(text, column, "is not between -" + (int) limit + " and " + (int) limit);
    }
    return value;
  }

  /** A decimal number, maybe with an exponent; NaN for what is none. */
  private double decimal(String text) {
    int from = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
    long mantissa = 0;
    int digits = 0;
    int decimals = -1;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
        mantissa = digits <= EXACT_DIGITS ? mantissa * 10 + (c - '0') : mantissa;
        decimals += decimals < 0 ? 0 : 1;
      } else if (c == decimalSign.sign() && decimals < 0) {
        decimals = 0;
      } else {
        return decimalWithExponent(text);
      }
    }
    if (digits == 0) {
      return Double.NaN;
    }
    if (digits > EXACT_DIGITS) {
      return Double.parseDouble(text.replace(decimalSign.sign(), '.'));
    }
    // Both are exact, so that the quotient is the nearest double: Clinger 1990.
    double value = mantissa / POWERS_OF_TEN[Math.max(0, decimals)];
    return text.charAt(0) == '-' ? -value : value;
  }

  /** Small numbers are written 1e-05 by some; nobody groups their digits. */
  private double decimalWithExponent(String text) {
    String number = text.charAt(0) == '-' || text.charAt(0) == '+' ? text.substring(1) : text;
    if (!NumberText.hasExponent(number)) {
      return Double.NaN;
    }
    String mantissa = number.substring(0, number.toLowerCase(Locale.ROOT).indexOf('e'));
    int sign = mantissa.indexOf(decimalSign.sign());
    String digits =
        sign < 0 ? mantissa : mantissa.substring(0, sign) + mantissa.substring(sign + 1);
    return NumberText.isDigits(digits)
        ? Double.parseDouble(text.replace(decimalSign.sign(), '.'))
        : Double.NaN;
  }

  private String whyNoDecimal(String text) {
    if (NumberText.hasOtherDigits(text)) {
      return "has digits other than 0 to 9";
    }
    boolean other = !Double.isNaN(new Forms(decimalSign.other(), times, births).decimal(text));
    return other ? decimalSign.whyNotOther() : "is not a number";
  }

  private static BadRowException badCoordinate(String text, String column, String what) {
    return BadRowException.of("BAD_COORDINATE", column, text, what);
  }

  /**
   * A whole number from 0 on, maybe with thousands grouped or a decimal 0.
   *
   * @throws BadRowException code BAD_NUMBER
   */
  public int count(String text, String column) throws BadRowException {
    Optional<NumberText> number = NumberText.of(text, decimalSign);
    boolean whole =
        number.isPresent()
            && !number.get().whole().isEmpty()
            && number.get().whole().length() <= MAX_COUNT_DIGITS
            && number.get().fraction().chars().allMatch(c -> c == '0');
    if (!whole) {
      throw BadRowException.of("BAD_NUMBER", column, text, "is not a whole number");
    }
    return Integer.parseInt(number.get().whole());
  }

  /**
   * Whether a label says yes: 1, true, yes, or no: 0, false, no; in any case, with decimals of 0.
   *
   * @throws BadRowException code BAD_LABEL
   */
  public static boolean label(String text, String column) throws BadRowException {
    switch (text.toLowerCase(Locale.ROOT)) {
      case "1", "1.0", "true", "yes", "t", "y" -> {
        return true;
      }
      case "0", "0.0", "false", "no", "f", "n" -> {
        return false;
      }
      default ->
          throw text.isEmpty()
              ? new BadRowException("BAD_LABEL", column + " is missing")
              : BadRowException.of("BAD_LABEL", column, text, "is not 0 or 1, no or yes");
    }
  }

  /** A postal code; digits that became a decimal number are digits again: 28654.0. */
  public static String postalCode(String text) {
    int point = text.indexOf('.');
    boolean decimal =
        point > 0
            && NumberText.isDigits(text.substring(0, point))
            && text.substring(point + 1).chars().allMatch(c -> c == '0');
    return decimal ? text.substring(0, point) : name(text);
  }

  /** A text as events carry it: normalised, without characters of direction. */
  public static String name(String text) {
    return PlainText.normalized(text);
  }
}
