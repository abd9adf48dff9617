package io.cardbeam.console.cases;

import io.cardbeam.console.cases.SearchTerm.Comparison;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;

/** Random searches over what {@link CasesOnTrial} makes, and how they are written. */
final class SearchesOnTrial {
  private SearchesOnTrial() {}

  static SearchTerm term(Random random) {
    SearchField field = pick(random, List.of(SearchField.values()));
    String value =
        switch (field) {
          case AMOUNT -> pick(random, List.of("5", "500", "12.34", "100.5", "0"));
          case PROBABILITY -> pick(random, List.of("0.5", "50%", "1", "0.25", "99%"));
          case MERCHANT -> pick(random, List.of("shop", "SHOP 1", "m-2", "nobody", "%", "a' OR 1"));
          case CATEGORY -> pick(random, List.of("travel", "Grocery_pos", "none"));
          case STATE -> pick(random, List.of("TX", "ca", "NY"));
          case REASON -> pick(random, List.of("UNUSUAL_AMOUNT", "unusual_hour", "OTHER"));
          case OUTCOME -> pick(random, List.of("approved", "referred", "declined"));
          case STATUS ->
              pick(
                  random,
                  List.of(
                      "open", "in_progress", "snoozed", "fraud", "genuine", "active", "closed"));
          case ASSIGNEE -> pick(random, List.of("me", "none", "bob", "nobody"));
          case LAST4 -> pick(random, List.of("0001", "0002", "9999"));
          case CARD -> CasesOnTrial.token(random.nextInt(CasesOnTrial.CARDS + 1));
          case AGE -> pick(random, List.of("5m", "2h", "1d", "1w"));
          case ALERTS -> pick(random, List.of("1", "2", "3"));
        };
    Comparison comparison =
        field.kind().isCompared() ? pick(random, List.of(Comparison.values())) : Comparison.IS;
    return new SearchTerm(random.nextInt(4) == 0, field, comparison, value, number(field, value));
  }

  static String text(SearchTerm term) {
    String value = term.value().contains(" ") ? '"' + term.value() + '"' : term.value();
    String sign = term.comparison() == Comparison.IS ? "" : term.comparison().sign();
    return (term.negated() ? "-" : "") + term.field().text() + ":" + sign + value;
  }

  private static BigDecimal number(SearchField field, String value) {
    return switch (value) {
      case "50%" -> new BigDecimal("0.5");
      case "99%" -> new BigDecimal("0.99");
      case "5m" -> new BigDecimal(5);
      case "2h" -> new BigDecimal(120);
      case "1d" -> new BigDecimal(1440);
      case "1w" -> new BigDecimal(10080);
      default -> field.kind().isCompared() ? new BigDecimal(value) : BigDecimal.ZERO;
    };
  }

  static <T> T pick(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
