package io.cardbeam.flink.golden;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Reason;
import io.cardbeam.money.MinorUnits;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** What became of a case, for people: of each card its steps with their fates, its statements. */
final class CaseReport {
  private static final String RETURNED = "returned_payments_minor";

  private static final List<String> FIGURES =
      List.of(
          "opening_balance_minor",
          "purchases_minor",
          "credits_minor",
          RETURNED,
          "disputes_minor",
          "fees_minor",
          "interest_minor",
          "closing_balance_minor",
          "minimum_payment_minor",
          "past_due_minor");

  private static final String AVAILABLE = "available credit";

  private final MoneyCase moneyCase;
  private final CaseRows rows;

  CaseReport(MoneyCase moneyCase, CaseRows rows) {
    this.moneyCase = moneyCase;
    this.rows = rows;
  }

  /** As lines of a golden file. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(moneyCase.comments());
    for (CaseCard card : moneyCase.cards().values()) {
      lines.add(
          "card %s: statement day %d, limit %s %s"
              .formatted(
                  card.name(),
                  card.statementDay(),
                  MinorUnits.decimal(card.limitMinor(), card.currency()),
                  card.currency()));
      moneyCase.steps().stream()
          .filter(step -> step.card().equals(card))
          .forEach(step -> lines.addAll(step(step)));
      rows.statements(card).stream()
          .filter(row -> moneyCase.months().holds(month(row)))
          .map(CaseReport::statement)
          .sorted()
          .forEach(lines::add);
    }
    List<String> letters =
        rows.deadLetters(moneyCase).stream()
            .map(row -> "  " + CaseRows.text(row, "code") + " " + CaseRows.text(row, "reason"))
            .sorted()
            .toList();
    lines.add("dead letters: " + letters.size());
    lines.addAll(letters);
    return lines;
  }

  private List<String> step(CaseStep step) {
    Map<String, Integer> fates = new LinkedHashMap<>();
    for (int i = 0; i < step.times(); i++) {
      fates.merge(fate(step, step.id(i)), 1, Integer::sum);
    }
    String amount =
        step.kind().equals("probe")
            ? ""
            : " " + MinorUnits.decimal(step.amountMinor(), step.currency());
    String what =
        "  %s %s %s%s%s"
            .formatted(
                step.at(),
                step.kind(),
                step.kind().equals("probe") ? "" : step.id(),
                step.of().isEmpty() ? "" : " of " + step.of(),
                amount)
            .stripTrailing();
    if (step.times() == 1) {
      return List.of(what + ": " + fates.keySet().iterator().next());
    }
    List<String> lines = new ArrayList<>();
    lines.add(what + ", " + step.times() + " times:");
    fates.forEach((fate, count) -> lines.add("    %d x %s".formatted(count, fate)));
    return lines;
  }

  private String fate(CaseStep step, String id) {
    CaseCard card = step.card();
    if (step.kind().equals("request") || step.kind().equals("probe")) {
      String answer = rows.decision(card, id).map(CaseReport::answer).orElse("no decision");
      // Of a probe what is available is all that matters.
      return step.kind().equals("probe")
          ? answer.substring(Math.max(0, answer.indexOf(AVAILABLE)))
          : answer;
    }
    Optional<SpecificRecord> fact = rows.fact(card, step.kind(), id);
    Optional<SpecificRecord> exception = rows.exception(card, step.kind(), id);
    if (fact.isPresent() && exception.isPresent()) {
      return "BOTH fact and exception";
    }
    return fact.map(row -> "fact " + amount(row) + ", posted " + CaseRows.text(row, "posted_at"))
        .or(() -> exception.map(row -> exception(row, step.times() == 1)))
        .orElse(step.kind().equals("reversal") ? "taken" : "neither fact nor exception");
  }

  /** Of many of a kind the code alone: reasons name their ids. */
  private static String exception(SpecificRecord row, boolean withReason) {
    return "exception "
        + CaseRows.text(row, "code")
        + " "
        + amount(row)
        + (withReason ? ": " + CaseRows.text(row, "reason") : "");
  }

  private static String amount(SpecificRecord row) {
    String currency = CaseRows.text(row, "currency");
    return MinorUnits.decimal((Long) CaseRows.value(row, "amount_minor"), currency)
        + " "
        + currency;
  }

  /** With the reason, where the answer does not rest on the model's opinion alone. */
  private static String answer(SpecificRecord row) {
    AuthorizationDecision decision = (AuthorizationDecision) row;
    String outcome = decision.getOutcome().name().toLowerCase(Locale.ROOT);
    Reason first = decision.getReasons().get(0);
    return decision.getOutcome() == Outcome.APPROVED
        ? outcome
        : outcome + " " + first.getCode() + ": " + first.getText();
  }

  private static YearMonth month(SpecificRecord row) {
    return YearMonth.from((LocalDate) CaseRows.value(row, "period_end"));
  }

  private static String statement(SpecificRecord row) {
    String currency = CaseRows.text(row, "currency");
    StringBuilder line = new StringBuilder("  statement to ");
    line.append(CaseRows.text(row, "period_end")).append(' ').append(currency).append(':');
    for (String figure : FIGURES) {
      if (figure.equals(RETURNED) && CaseRows.value(row, figure).equals(0L)) {
        continue;
      }
      line.append(' ')
          .append(figure.replace("_minor", "").replace("_balance", "").replace('_', ' '))
          .append(' ')
          .append(MinorUnits.decimal((Long) CaseRows.value(row, figure), currency))
          .append(',');
    }
    return line.append(" due ").append(CaseRows.text(row, "due_date")).toString();
  }
}
