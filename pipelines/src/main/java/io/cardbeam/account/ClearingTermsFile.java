package io.cardbeam.account;

import io.cardbeam.account.ClearingTerms.Tolerance;
import io.cardbeam.account.ClearingTerms.Unmatched;
import io.cardbeam.settings.DatedValues;
import io.cardbeam.settings.NamedValues;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;

/** The text form of {@link ClearingTermsHistory}. */
final class ClearingTermsFile {
  private static final List<String> NAMES =
      List.of(
          "version",
          "hold_days",
          "hold_days_of",
          "tolerance_percent",
          "tolerance_percent_of",
          "tolerance_least_minor",
          "tolerance_least_minor_of",
          "above_tolerance",
          "after_hold",
          "not_approved",
          "without_authorization",
          "without_purchase",
          "patience_hours");

  private ClearingTermsFile() {}

  static ClearingTermsHistory parse(String source, String text) {
    List<ClearingTerms> versions =
        DatedValues.versions(source, text, NAMES, ClearingTermsFile::terms);
    try {
      return new ClearingTermsHistory(versions);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(source + ": " + e.getMessage(), e);
    }
  }

  private static ClearingTerms terms(LocalDate day, NamedValues values) {
    Tolerance tolerance =
        new Tolerance(values.whole("tolerance_percent"), values.whole("tolerance_least_minor"));
    return new ClearingTerms(
        values.text("version"),
        day,
        Duration.ofDays(values.whole("hold_days")),
        ofCategories(values, "hold_days_of", Duration::ofDays),
        tolerance,
        tolerances(
            tolerance,
            ofCategories(values, "tolerance_percent_of", percent -> percent),
            ofCategories(values, "tolerance_least_minor_of", minor -> minor)),
        unmatched(values, "above_tolerance"),
        unmatched(values, "after_hold"),
        unmatched(values, "not_approved"),
        unmatched(values, "without_authorization"),
        unmatched(values, "without_purchase"),
        Duration.ofHours(values.whole("patience_hours")));
  }

  private static Map<String, Tolerance> tolerances(
      Tolerance usual, Map<String, Long> percents, Map<String, Long> leasts) {
    Map<String, Tolerance> all = new TreeMap<>();
    TreeSet<String> categories = new TreeSet<>(percents.keySet());
    categories.addAll(leasts.keySet());
    for (String category : categories) {
      all.put(
          category,
          new Tolerance(
              percents.getOrDefault(category, usual.percent()),
              leasts.getOrDefault(category, usual.leastMinor())));
    }
    return all;
  }

  private static Unmatched unmatched(NamedValues values, String name) {
    String text = values.text(name);
    return Arrays.stream(Unmatched.values())
        .filter(value -> value.name().equals(text))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(name + " " + text + " is not post or exception"));
  }

  /** Values of categories: {@code travel:30, food_dining:20}, or nothing. */
  private static <T> Map<String, T> ofCategories(
      NamedValues values, String name, LongFunction<T> of) {
    Map<String, T> all = new TreeMap<>();
    String text = values.text(name);
    for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      String[] pair = part.strip().split(":", -1);
      if (pair.length != 2 || pair[0].isBlank() || !pair[1].strip().matches("\\d{1,15}")) {
        throw new IllegalArgumentException(
            name + ": " + part.strip() + " is not a category and a number as travel:30");
      }
      if (all.put(pair[0].strip(), of.apply(Long.parseLong(pair[1].strip()))) != null) {
        throw new IllegalArgumentException(name + ": " + pair[0].strip() + " comes twice");
      }
    }
    return all;
  }
}
