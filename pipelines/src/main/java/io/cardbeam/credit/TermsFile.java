package io.cardbeam.credit;

import io.cardbeam.settings.DatedValues;
import io.cardbeam.settings.NamedValues;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

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
    List<CardTerms> versions = DatedValues.versions(source, text, NAMES, TermsFile::terms);
    try {
      return new TermsHistory(versions);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(source + ": " + e.getMessage(), e);
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

  private static CardTerms terms(LocalDate day, NamedValues values) {
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
  }
}
