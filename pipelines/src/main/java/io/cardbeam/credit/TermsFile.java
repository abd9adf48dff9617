package io.cardbeam.credit;

import io.cardbeam.settings.NamedValues;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The text form of {@link TermsHistory}. */
final class TermsFile {
  private static final List<String> NAMES =
      List.of(
          "version",
          "issuer",
          "disputes_to",
          "currency",
          "time_zone",
          "purchase_rate_percent",
          "least_interest_minor",
          "late_fee_minor",
          "repeated_late_fee_minor",
          "minimum_payment_floor_minor",
          "minimum_payment_percent");

  private TermsFile() {}

  static TermsHistory parse(String source, String text) {
    Map<LocalDate, NamedValues> byDay = new LinkedHashMap<>();
    NamedValues values = new NamedValues(source + ", before the first [YYYY-MM-DD]", List.of());
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      if (line.startsWith("[")) {
        LocalDate day = day(source, i + 1, line);
        values = new NamedValues(source + " " + line, NAMES);
        if (byDay.put(day, values) != null) {
          throw new IllegalArgumentException(
              source + " line " + (i + 1) + ": " + line + " comes twice");
        }
      } else {
        values.line(i + 1, line);
      }
    }
    List<CardTerms> versions = new ArrayList<>();
    byDay.forEach((day, of) -> versions.add(terms(source, day, of)));
    try {
      return new TermsHistory(versions);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(source + ": " + e.getMessage(), e);
    }
  }

  private static LocalDate day(String source, int number, String line) {
    try {
      return LocalDate.parse(line.substring(1, line.length() - 1));
    } catch (DateTimeException | StringIndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          source + " line " + number + ": " + line + " is not a day as [2020-03-01]", e);
    }
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "time_zone " + name + " is none, as UTC or America/New_York", e);
    }
  }

  private static CardTerms terms(String source, LocalDate day, NamedValues values) {
    try {
      return new CardTerms(
          values.text("version"),
          new Issuer(values.text("issuer"), values.text("disputes_to")),
          day,
          values.text("currency"),
          zone(values.text("time_zone")),
          new InterestRate(values.decimal("purchase_rate_percent")),
          values.whole("least_interest_minor"),
          values.whole("late_fee_minor"),
          values.whole("repeated_late_fee_minor"),
          new MinimumPayment(
              values.whole("minimum_payment_floor_minor"),
              values.decimal("minimum_payment_percent")));
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw new IllegalArgumentException(
          message.startsWith(source) ? message : source + " [" + day + "]: " + message, e);
    }
  }
}
