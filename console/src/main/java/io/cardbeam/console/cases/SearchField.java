package io.cardbeam.console.cases;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What cases can be searched by. */
enum SearchField {
  /** In units of the currency. */
  AMOUNT("amount", Kind.NUMBER, "[0-9]{1,12}(\\.[0-9]{1,4})?", "a number, as in amount:>500", true),
  PROBABILITY(
      "probability",
      Kind.NUMBER,
      "(0?\\.[0-9]{1,9}|[01](\\.0{1,9})?|[0-9]{1,3}%)",
      "a share, as in probability:>=0.9 or probability:>90%",
      true),
  MERCHANT("merchant", Kind.TEXT, ".{1,256}", "a merchant's id or part of its name", true),
  CATEGORY("category", Kind.TEXT, ".{1,256}", "a category, as in category:travel", true),
  STATE("state", Kind.TEXT, ".{1,256}", "a state's code, as in state:TX", true),
  REASON("reason", Kind.TEXT, "[A-Za-z0-9_]{1,64}", "a code, as in reason:UNUSUAL_AMOUNT", true),
  OUTCOME(
      "outcome", Kind.CHOICE, "approved|referred|declined", "approved, referred or declined", true),
  STATUS(
      "status",
      Kind.CHOICE,
      "open|in_progress|snoozed|fraud|genuine|active|closed",
      "open, in_progress, snoozed, fraud, genuine, active (open or in progress) or closed",
      false),
  ASSIGNEE("assignee", Kind.TEXT, ".{1,64}", "me, none or a user's name", false),
  LAST4("last4", Kind.TEXT, "[0-9]{4}", "four digits, as in last4:1234", false),
  CARD("card", Kind.TEXT, "[A-Za-z0-9_-]{22}", "a card's token of 22 characters", false),
  AGE(
      "age",
      Kind.AGE,
      "[0-9]{1,5}[mhdw]",
      "a length, as in age:>2h; m, h, d and w are known",
      false),
  ALERTS("alerts", Kind.NUMBER, "[0-9]{1,6}", "a whole number, as in alerts:>1", false);

  /** What a value is. */
  enum Kind {
    TEXT,
    CHOICE,
    NUMBER,
    AGE;

    boolean isCompared() {
      return this == NUMBER || this == AGE;
    }
  }

  private final String text;
  private final Kind kind;
  private final Pattern form;
  private final String expectation;
  private final boolean ofAlert;

  SearchField(String text, Kind kind, String form, String expectation, boolean ofAlert) {
    this.text = text;
    this.kind = kind;
    this.form = Pattern.compile(form);
    this.expectation = expectation;
    this.ofAlert = ofAlert;
  }

  /** As it is written before the colon. */
  String text() {
    return text;
  }

  Kind kind() {
    return kind;
  }

  /** Whether an alert meets it, not the case. */
  boolean isOfAlert() {
    return ofAlert;
  }

  boolean takes(String value) {
    return form.matcher(value).matches();
  }

  String expectation() {
    return expectation;
  }

  static Optional<SearchField> of(String text) {
    return Arrays.stream(values()).filter(field -> field.text.equals(text)).findFirst();
  }

  static String names() {
    return List.of(values()).stream().map(SearchField::text).collect(Collectors.joining(", "));
  }
}
