package io.cardbeam.console.cases;

import io.cardbeam.console.http.Cursor;
import java.time.DateTimeException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Orders of the queue, each total by the case's number. */
enum CaseSort {
  /** Newest alert first, by event time. */
  NEWEST(
      "(c.newest_alert_at, c.case_id) < (?::timestamptz, ?)",
      "c.newest_alert_at DESC, c.case_id DESC"),
  /** Longest open first. */
  OLDEST("(c.opened_at, c.case_id) > (?::timestamptz, ?)", "c.opened_at, c.case_id"),
  /** Highest fraud probability first. */
  PROBABILITY(
      "(c.highest_probability, c.case_id) < (?::double precision, ?)",
      "c.highest_probability DESC, c.case_id DESC"),
  /** Largest amount first, whatever its currency. */
  AMOUNT(
      "(c.highest_amount, c.case_id) < (?::numeric, ?)", "c.highest_amount DESC, c.case_id DESC");

  private static final Pattern PLAIN = Pattern.compile("-?[0-9]{1,40}([.][0-9]{1,20})?");

  final String after;
  final String order;

  CaseSort(String after, String order) {
    this.after = after;
    this.order = order;
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The value of a case that this sorts by, as text that PostgreSQL reads back the same. */
  String valueOf(CaseSummary one) {
    return switch (this) {
      case NEWEST -> one.newest().time().toString();
      case OLDEST -> one.openedAt().toString();
      case PROBABILITY -> Double.toString(one.highestProbability());
      case AMOUNT -> one.highestAmount().toPlainString();
    };
  }

  /**
   * Whether a text could be such a value: PostgreSQL reads it.
   *
   * @throws DateTimeException if it should be a time and is none
   * @throws NumberFormatException if it should be a number and is none
   */
  boolean canBe(String value) {
    return switch (this) {
      case NEWEST, OLDEST -> Cursor.time(value).toString().equals(value);
      case PROBABILITY -> Double.toString(Double.parseDouble(value)).equals(value);
      case AMOUNT -> PLAIN.matcher(value).matches();
    };
  }
}
