package io.cardbeam.csv;

import io.cardbeam.money.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An amount as it is written, its sign and its currency taken off: {@code 12.34}, {@code -12.34},
 * {@code 12.34-}, {@code (12.34)}, {@code $12.34}, {@code -$12.34}, {@code $-12.34}, {@code 12.34
 * USD}.
 *
 * @param number what is left
 * @param negative whether it is below zero
 * @param currency what names its currency; empty where nothing does
 */
record AmountText(String number, boolean negative, String currency) {
  private static final int MAX_WHOLE_DIGITS = 15;
  private static final int MILLIONTH_DIGITS = 6;
  private static final int MAX_CURRENCY_CHARS = 8;

  private static final Map<String, Set<String>> CURRENCIES_OF_SIGNS =
      Map.of(
          "$",
          Set.of(
              "USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "COP", "CLP", "ARS", "BSD",
              "BBD", "BMD", "BZD", "FJD", "JMD", "KYD", "NAD", "TTD", "XCD"),
          "US$",
          Set.of("USD"),
          "€",
          Set.of("EUR"),
          "£",
          Set.of("GBP", "EGP", "FKP", "GIP", "LBP", "SHP", "SYP"),
          "¥",
          Set.of("JPY", "CNY"),
          "₹",
          Set.of("INR"),
          "₩",
          Set.of("KRW"),
          "R$",
          Set.of("BRL"),
          "₽",
          Set.of("RUB"));

  /** What is wrong with an amount, to follow its column's name. */
  private static final String NO_NUMBER = "is not a number";

  /** Takes an amount apart; its number may still be none. */
  static Optional<AmountText> of(String text) {
    int from = 0;
    int to = text.length();
    int signs = 0;
    boolean negative = false;
    boolean opened = false;
    StringBuilder currency = new StringBuilder();
    for (; from < to && !isOfNumber(text.charAt(from)); from++) {
      char c = text.charAt(from);
      if (c == '-' || c == '+' || c == '\u2212') {
        signs++;
        negative = c != '+';
      } else if (c == '(' && !opened) {
        opened = true;
      } else if (!isBlank(c)) {
        currency.append(c);
      }
    }
    boolean closed = false;
    String before = currency.toString();
    currency.setLength(0);
    for (; to > from && !isOfNumber(text.charAt(to - 1)); to--) {
      char c = text.charAt(to - 1);
      if (c == '-' || c == '\u2212') {
        signs++;
        negative = true;
      } else if (c == ')' && !closed) {
        closed = true;
      } else if (!isBlank(c)) {
        currency.insert(0, c);
      }
      if (currency.length() > MAX_CURRENCY_CHARS) {
        return Optional.empty();
      }
    }
    String after = currency.toString();
    boolean twice = !before.isEmpty() && !after.isEmpty();
    if (from == to || opened != closed || signs > 1 || (opened && signs > 0) || twice) {
      return Optional.empty();
    }
    return Optional.of(
        new AmountText(text.substring(from, to), negative || opened, before + after));
  }

  private static boolean isOfNumber(char c) {
    return (c >= '0' && c <= '9') || c == '.' || c == ',';
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\u00A0' || c == '\u202F';
  }

  /**
   * Minor units of an amount above zero.
   *
   * <p>More decimals than the currency has are taken if the amount is less than a millionth of the
   * major unit away from a whole number of minor units, as binary fractions are.
   *
   * @param column what reasons call it
   * @param decimal the file's
   * @throws BadRowException code BAD_AMOUNT, or REFUND if it is below zero
   */
  static long minor(String text, String column, DecimalSign decimal, Currency currency)
      throws BadRowException {
    long usual = usualMinor(text, decimal, currency.digits());
    if (usual > 0) {
      return usual;
    }
    if (text.isEmpty()) {
      throw new BadRowException("BAD_AMOUNT", column + " is missing");
    }
    AmountText amount = of(text).orElseThrow(() -> bad(column, text, NO_NUMBER));
    amount.requireCurrency(column, text, currency.code());
    NumberText number =
        NumberText.of(amount.number, decimal)
            .orElseThrow(() -> bad(column, text, whyNoNumber(amount.number, decimal)));
    long minor = minor(number, column, text, currency);
    if (minor == 0) {
      throw bad(column, text, "is 0");
    }
    if (amount.negative) {
      throw BadRowException.of(
          "REFUND",
          column,
          text,
          "is negative, a refund: refunds of files are not taken, since they name no purchase");
    }
    return minor;
  }

  /** Minor units if it is written as most are; 0 if not. */
  private static long usualMinor(String text, DecimalSign decimal, int scale) {
    int length = text.length();
    if (length > MAX_WHOLE_DIGITS) {
      return 0;
    }
    long value = 0;
    int decimals = -1;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        value = value * 10 + (c - '0');
        decimals += decimals < 0 ? 0 : 1;
      } else if (c == decimal.sign() && decimals < 0) {
        decimals = 0;
      } else {
        return 0;
      }
    }
    if (decimals > scale) {
      return 0;
    }
    for (int i = Math.max(0, decimals); i < scale; i++) {
      value *= 10;
    }
    return value;
  }

  private static long minor(NumberText number, String column, String text, Currency currency)
      throws BadRowException {
    String whole = withoutLeadingZeros(number.whole());
    if (whole.length() > MAX_WHOLE_DIGITS) {
      throw bad(column, text, "is above any that is taken");
    }
    int scale = currency.digits();
    String fraction = number.fraction();
    String kept = (fraction + "0".repeat(scale)).substring(0, scale);
    long minor = Long.parseLong("0" + whole + kept);
    boolean zeros = true;
    boolean nines = fraction.length() >= MILLIONTH_DIGITS;
    for (int i = scale; i < Math.min(fraction.length(), MILLIONTH_DIGITS); i++) {
      zeros &= fraction.charAt(i) == '0';
      nines &= fraction.charAt(i) == '9';
    }
    if (!zeros && !nines) {
      throw bad(
          column,
          text,
          "has more decimals than the "
              + scale
              + " of "
              + currency.code()
              + ", and is not within a millionth of fewer");
    }
    return zeros ? minor : minor + 1;
  }

  private static String withoutLeadingZeros(String digits) {
    int from = 0;
    while (from < digits.length() && digits.charAt(from) == '0') {
      from++;
    }
    return digits.substring(from);
  }

  private static String whyNoNumber(String number, DecimalSign decimal) {
    if (NumberText.hasOtherDigits(number)) {
      return "has digits other than 0 to 9";
    }
    if (NumberText.hasExponent(number)) {
      return "is written with an exponent, so it may have been rounded; write it out";
    }
    if (NumberText.of(number, decimal.other()).isPresent()) {
      return decimal.whyNotOther();
    }
    return NO_NUMBER;
  }

  private void requireCurrency(String column, String text, String code) throws BadRowException {
    if (currency.isEmpty()
        || currency.toUpperCase(Locale.ROOT).equals(code)
        || CURRENCIES_OF_SIGNS.getOrDefault(currency, Set.of()).contains(code)) {
      return;
    }
    boolean known =
        CURRENCIES_OF_SIGNS.containsKey(currency)
            || currency
                .codePoints()
                .anyMatch(c -> Character.getType(c) == Character.CURRENCY_SYMBOL)
            || isCode(currency);
    if (!known) {
      throw bad(
          column,
          text,
          NumberText.hasOtherDigits(text) ? "has digits other than 0 to 9" : NO_NUMBER);
    }
    throw bad(column, text, "is not in " + code + ", the currency of its row");
  }

  private static boolean isCode(String text) {
    return text.length() == 3 && text.chars().allMatch(c -> c >= 'A' && c <= 'Z');
  }

  private static BadRowException bad(String column, String text, String what) {
    return BadRowException.of("BAD_AMOUNT", column, text, what);
  }
}
