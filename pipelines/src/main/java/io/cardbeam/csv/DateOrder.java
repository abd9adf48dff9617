package io.cardbeam.csv;

/** Which of two numbers before a year is the day. */
public enum DateOrder {
  /** 21/06/2020 */
  DAY_FIRST,
  /** 06/21/2020 */
  MONTH_FIRST;

  /** "day before month" or "month before day". */
  String words() {
    return this == DAY_FIRST ? "day before month" : "month before day";
  }

  DateOrder other() {
    return this == DAY_FIRST ? MONTH_FIRST : DAY_FIRST;
  }
}
