package io.cardbeam.console.cases;

import io.cardbeam.console.cases.SearchTerm.Comparison;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A search as a condition on {@code cases.fraud_case c}. It is put together of the fixed texts
 * below; all that somebody typed is a parameter. Terms about alerts must be met by one alert of the
 * case; one that is turned round by none.
 *
 * @param sql with a question mark for each parameter
 */
record SearchCondition(String sql, List<Object> parameters) {
  private static final String ALERT_OF_CASE =
      "EXISTS (SELECT FROM cases.case_alert a WHERE a.case_id = c.case_id AND ";

  SearchCondition {
    parameters = List.copyOf(parameters);
  }

  /**
   * The condition of these terms.
   *
   * @param me whom {@code assignee:me} names
   */
  static SearchCondition of(List<SearchTerm> terms, String me, Instant now) {
    List<String> conditions = new ArrayList<>();
    List<Object> parameters = new ArrayList<>();
    List<SearchTerm> together =
        terms.stream().filter(term -> term.field().isOfAlert() && !term.negated()).toList();
    if (!together.isEmpty()) {
      conditions.add(
          ALERT_OF_CASE
              + String.join(" AND ", together.stream().map(SearchCondition::ofAlert).toList())
              + ")");
      together.forEach(term -> parameters.addAll(parametersOfAlert(term)));
    }
    for (SearchTerm term : terms) {
      if (!term.field().isOfAlert()) {
        conditions.add((term.negated() ? "NOT " : "") + ofCase(term));
        parameters.add(parameterOfCase(term, me, now));
      } else if (term.negated()) {
        conditions.add("NOT " + ALERT_OF_CASE + ofAlert(term) + ")");
        parameters.addAll(parametersOfAlert(term));
      }
    }
    return new SearchCondition(
        conditions.isEmpty() ? "true" : String.join(" AND ", conditions), parameters);
  }

  private static String ofAlert(SearchTerm term) {
    return switch (term.field()) {
      case AMOUNT -> compared("a.amount", term.comparison());
      case PROBABILITY -> compared("a.fraud_probability::numeric", term.comparison());
      case MERCHANT -> "(strpos(lower(a.merchant_name), lower(?)) > 0 OR a.merchant_id = ?)";
      case CATEGORY -> "lower(a.category) = lower(?)";
      case STATE -> "lower(a.state) = lower(?)";
      case OUTCOME -> "a.outcome = ?";
      case REASON -> "a.reasons @> jsonb_build_array(jsonb_build_object('code', ?::text))";
      default -> throw new IllegalStateException(term.field() + " is of the case");
    };
  }

  private static List<Object> parametersOfAlert(SearchTerm term) {
    return switch (term.field()) {
      case AMOUNT, PROBABILITY -> List.of(term.number());
      case MERCHANT -> List.of(term.value(), term.value());
      case OUTCOME, REASON -> List.of(term.value().toUpperCase(Locale.ROOT));
      default -> List.of(term.value());
    };
  }

  private static String ofCase(SearchTerm term) {
    return switch (term.field()) {
      case STATUS -> "(c.status = ANY (string_to_array(?, ' ')))";
      case ASSIGNEE -> "(coalesce(c.assignee, '') = ?)";
      case LAST4 -> "(c.last_four = ?)";
      case CARD -> "(c.card_token = ?)";
      case ALERTS -> compared("c.alert_count", term.comparison());
      // The older the earlier it was opened.
      case AGE ->
          switch (term.comparison()) {
            case ABOVE -> "(c.opened_at < ?)";
            case AT_LEAST -> "(c.opened_at <= ?)";
            case BELOW -> "(c.opened_at > ?)";
            case AT_MOST -> "(c.opened_at >= ?)";
            case IS -> "(c.opened_at = ?)";
          };
      default -> throw new IllegalStateException(term.field() + " is of an alert");
    };
  }

  private static Object parameterOfCase(SearchTerm term, String me, Instant now) {
    return switch (term.field()) {
      case STATUS -> String.join(" ", statuses(term.value()).map(Enum::name).toList());
      case ASSIGNEE ->
          switch (term.value()) {
            case "me" -> me;
            case "none" -> "";
            default -> term.value();
          };
      case ALERTS -> term.number();
      case AGE -> now.minusSeconds(seconds(term.number())).atOffset(ZoneOffset.UTC);
      default -> term.value();
    };
  }

  private static long seconds(BigDecimal minutes) {
    return minutes.longValueExact() * 60;
  }

  static Stream<CaseStatus> statuses(String value) {
    return switch (value) {
      case "active" -> Stream.of(CaseStatus.OPEN, CaseStatus.IN_PROGRESS);
      case "closed" -> Stream.of(CaseStatus.CLOSED_FRAUD, CaseStatus.CLOSED_GENUINE);
      case "fraud" -> Stream.of(CaseStatus.CLOSED_FRAUD);
      case "genuine" -> Stream.of(CaseStatus.CLOSED_GENUINE);
      default -> Stream.of(CaseStatus.valueOf(value.toUpperCase(Locale.ROOT)));
    };
  }

  private static String compared(String column, Comparison comparison) {
    return "(" + column + " " + comparison.sign() + " ?)";
  }
}
