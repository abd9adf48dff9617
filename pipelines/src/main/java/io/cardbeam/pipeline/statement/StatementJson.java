package io.cardbeam.pipeline.statement;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.billing.CardAccount;
import io.cardbeam.billing.CategorySpending;
import io.cardbeam.billing.Issue;
import io.cardbeam.billing.PaymentDue;
import io.cardbeam.billing.Statement;
import io.cardbeam.billing.StatementLine;
import io.cardbeam.billing.StatementSection;
import io.cardbeam.billing.StoppedRequest;
import java.io.IOException;
import java.util.List;

/**
 * A statement as a JSON document, indented; the same statement gives the same bytes. Its schema is
 * the resource {@code statement.schema.json}.
 */
final class StatementJson {
  static final String ISSUE = "issue";
  static final String CORRECTION = "correction";
  static final String ADDED = "added";
  static final String REMOVED = "removed";

  /** Ends the name of a section's sum. */
  static final String TOTAL = "_total";

  // Line ends don't depend on the machine, so that bytes don't.
  private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
  private static final ObjectWriter WRITER =
      new ObjectMapper()
          .writer(new DefaultPrettyPrinter().withObjectIndenter(INDENT).withArrayIndenter(INDENT));

  private StatementJson() {}

  /** The document in UTF-8. */
  static byte[] bytes(Statement statement) throws IOException {
    return WRITER.writeValueAsBytes(document(statement));
  }

  /** The document as a tree. */
  static ObjectNode document(Statement statement) {
    CardAccount account = statement.account();
    MoneyJson money = new MoneyJson(account.currency());
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document
        .put("month", statement.month().toString())
        .put(ISSUE, statement.issue().number())
        .put("period_start", statement.cycle().firstDay().toString())
        .put("period_end", statement.cycle().closingDate().toString())
        .put("days", statement.cycle().days())
        .put("card_token", account.cardToken())
        .put("last_four", account.lastFour())
        .put("cardholder", account.cardholder())
        .put("currency", account.currency())
        .put("terms", statement.termsVersion())
        .put("issuer", statement.issuer().name())
        .put("disputes_to", statement.issuer().disputesTo());
    document.set("opening_balance", money.of(statement.openingBalanceMinor()));
    for (StatementSection section : StatementSection.values()) {
      document.set(
          StatementCounters.nameOf(section) + TOTAL, money.of(statement.totalMinor(section)));
    }
    document.set("closing_balance", money.of(statement.closingBalanceMinor()));
    document.set("payment", payment(statement, money));
    ObjectNode rate = document.putObject("interest_calculation");
    rate.put("annual_percentage_rate", statement.interest().percent().toPlainString());
    rate.set("balance_subject_to_interest", money.of(statement.interest().balanceMinor()));
    ObjectNode year = document.putObject("year_to_date");
    year.put("year", statement.cycle().closingDate().getYear());
    year.set("fees", money.of(statement.yearToDate().feesMinor()));
    year.set("interest", money.of(statement.yearToDate().interestMinor()));
    if (statement.issue().isCorrection()) {
      document.set(CORRECTION, correction(statement, money));
    }
    for (StatementSection section : StatementSection.values()) {
      document.set(
          StatementCounters.nameOf(section), lines(statement, statement.lines(section), money));
    }
    ArrayNode spending = document.putArray("spending");
    for (CategorySpending one : statement.spending()) {
      ObjectNode node = spending.addObject().put("category", one.category());
      node.set("purchases", money.of(one.amountMinor()));
      node.set("usual", money.of(one.usualMinor()));
    }
    document.put("stopped_count", statement.stopped().count());
    ArrayNode stopped = document.putArray("stopped");
    for (StoppedRequest one : statement.stopped().first()) {
      ObjectNode node =
          stopped
              .addObject()
              .put("date", one.date().toString())
              .put("time", one.time().toString())
              .put("request_id", one.requestId())
              .put("description", one.merchantName())
              .put("outcome", one.outcome())
              .put("reason", one.reason());
      node.setAll(money.of(one.amountMinor()));
    }
    return document;
  }

  private static ObjectNode payment(Statement statement, MoneyJson money) {
    PaymentDue due = statement.due();
    ObjectNode payment = JsonNodeFactory.instance.objectNode();
    payment.put("due_date", statement.cycle().dueDate().toString());
    payment.set("minimum", money.of(due.minimumMinor()));
    payment.set("past_due", money.of(due.pastDueMinor()));
    payment.set("late_fee_up_to", money.of(due.lateFeeMinor()));
    due.byMinimum()
        .ifPresent(
            payoff -> {
              ObjectNode node = payment.putObject("by_minimum_payments");
              node.put("months", payoff.months());
              node.set("total", money.of(payoff.totalMinor()));
            });
    payment.set("monthly_for_36_months", money.of(due.in36MonthsMinor()));
    return payment;
  }

  private static ObjectNode correction(Statement statement, MoneyJson money) {
    Issue issue = statement.issue();
    ObjectNode correction = JsonNodeFactory.instance.objectNode();
    correction
        .put("of_issue", issue.number() - 1)
        .put("of_document", StatementFile.JSON.name(statement.account(), issue.number() - 1));
    correction.set("closing_balance_difference", money.of(issue.differenceMinor()));
    correction.set(ADDED, lines(statement, issue.added(), money));
    correction.set(REMOVED, lines(statement, issue.removed(), money));
    return correction;
  }

  private static ArrayNode lines(Statement statement, List<StatementLine> lines, MoneyJson money) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (StatementLine line : lines) {
      ObjectNode node =
          array
              .addObject()
              .put("transaction_date", line.transactionDate().toString())
              .put("posting_date", line.postingDate().toString())
              .put("is_late", statement.isLate(line))
              .put("time", line.eventTime().toString())
              .put("kind", line.type().name())
              .put("transaction_id", line.transactionId())
              .put("description", line.description())
              .put("category", line.category());
      node.setAll(money.of(line.amountMinor()));
    }
    return array;
  }
}
