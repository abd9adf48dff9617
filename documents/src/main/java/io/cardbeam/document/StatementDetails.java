package io.cardbeam.document;

import io.cardbeam.billing.Statement;
import io.cardbeam.billing.StatementLine;
import io.cardbeam.billing.StatementSection;
import io.cardbeam.billing.StoppedRequest;
import io.cardbeam.billing.StoppedRequests;
import java.util.List;

/** The lines of a statement, from its second page on, and what the law wants below them. */
final class StatementDetails {
  private final Html html;
  private final Statement statement;
  private final Wording wording;

  private StatementDetails(Html html, Statement statement, Wording wording) {
    this.html = html;
    this.statement = statement;
    this.wording = wording;
  }

  static void append(Html html, Statement statement, Wording wording) {
    new StatementDetails(html, statement, wording).append();
  }

  private void append() {
    html.markup("<div class=\"details\"></div>");
    lines("Payments and credits", StatementSection.CREDITS, "Total payments and credits");
    lines("Returned payments", StatementSection.RETURNED_PAYMENTS, "Total returned payments");
    lines("Purchases", StatementSection.PURCHASES, "Total purchases");
    lines("Disputes that were decided", StatementSection.DISPUTES, "Total credits taken back");
    lines("Fees", StatementSection.FEES, "Total fees for this period");
    lines("Interest charged", StatementSection.INTEREST, "Total interest for this period");
    yearToDate();
    interest();
    stopped();
    disputes();
  }

  private void lines(String heading, StatementSection section, String total) {
    List<StatementLine> lines = statement.lines(section);
    boolean isCharge = section == StatementSection.FEES || section == StatementSection.INTEREST;
    if (lines.isEmpty() && !isCharge) {
      return;
    }
    html.markup("<h2>").text(heading).markup("</h2><table class=\"lines\">");
    if (!lines.isEmpty()) {
      html.markup(
          "<thead><tr><th>Date</th><th>Posted</th><th>Description</th><th>Category</th><th"
              + " class=\"amount\">Amount</th></tr></thead>");
    }
    html.markup("<tbody>");
    lines.forEach(this::line);
    html.markup("<tr class=\"total\"><td colspan=\"4\">")
        .text(total)
        .markup("</td>")
        .cell("amount", wording.money(statement.totalMinor(section)))
        .markup("</tr></tbody></table>");
  }

  private void line(StatementLine line) {
    String kind =
        switch (line.type()) {
          case REFUND -> "Refund: ";
          case CHARGEBACK -> "Disputed, credited for now: ";
          case PAYMENT -> "Payment: ";
          case PAYMENT_RETURNED -> "Returned payment, owed again: ";
          // The chargeback may not be in the books, so no credit of it is promised.
          case CHARGEBACK_UPHELD ->
              "Dispute of " + wording.money(line.amountMinor()) + " decided for you: ";
          case CHARGEBACK_REJECTED -> "Dispute decided against you, charged again: ";
          default -> "";
        };
    html.markup("<tr>")
        .cell("day", Wording.shortDay(line.transactionDate()))
        .cell("day", Wording.shortDay(line.postingDate()))
        .markup("<td>")
        .text(kind + line.description());
    if (statement.isLate(line)) {
      html.markup(" <span class=\"late\">came after its statement</span>");
    }
    html.markup("</td>")
        .cell("", line.category().isEmpty() ? "" : Wording.category(line.category()))
        .cell("amount", wording.money(Math.abs(line.signedMinor())))
        .markup("</tr>");
  }

  private void yearToDate() {
    int year = statement.cycle().closingDate().getYear();
    html.markup("<div class=\"together\"><h2>" + year + " totals year to date</h2>");
    html.markup("<table class=\"lines\"><tbody><tr>")
        .cell("", "Total fees charged in " + year)
        .cell("amount", wording.money(statement.yearToDate().feesMinor()))
        .markup("</tr><tr>")
        .cell("", "Total interest charged in " + year)
        .cell("amount", wording.money(statement.yearToDate().interestMinor()))
        .markup("</tr></tbody></table></div>");
  }

  private void interest() {
    html.markup(
        "<div class=\"together\"><h2>Interest charge calculation</h2><p>Your annual percentage rate"
            + " (APR) is the annual interest rate on your account. The balance subject to interest"
            + " is the average daily balance, including new purchases.</p><table class=\"lines\">"
            + "<thead><tr><th>Type of balance</th><th class=\"amount\">APR</th><th"
            + " class=\"amount\">Balance subject to interest</th><th class=\"amount\">Interest"
            + " charge</th></tr></thead><tbody><tr>");
    html.cell("", "Purchases")
        .cell("amount", statement.interest().percent().toPlainString() + "%")
        .cell("amount", wording.money(statement.interest().balanceMinor()))
        .cell("amount", wording.money(statement.interest().amountMinor()))
        .markup("</tr></tbody></table></div>");
  }

  private void stopped() {
    StoppedRequests stopped = statement.stopped();
    if (stopped.count() == 0) {
      return;
    }
    html.markup(
        "<h2>Declined or checked on your card</h2><p>These were not simply approved. If a"
            + " merchant charged one all the same, it is among your purchases, and you can dispute"
            + " it. If they were not yours, tell us.</p><table"
            + " class=\"lines\"><thead><tr><th>Date</th><th>Merchant</th><th>What we did</th><th"
            + " class=\"amount\">Amount</th></tr></thead><tbody>");
    for (StoppedRequest one : stopped.first()) {
      html.markup("<tr>")
          .cell("day", Wording.shortDay(one.date()))
          .cell("", one.merchantName())
          .cell("", did(one))
          .cell("amount", wording.money(one.amountMinor()))
          .markup("</tr>");
    }
    int more = stopped.count() - stopped.first().size();
    if (more > 0) {
      html.markup("<tr class=\"total\"><td colspan=\"4\">and " + more + " more</td></tr>");
    }
    html.markup("</tbody></table>");
  }

  private static String did(StoppedRequest one) {
    String answer = one.outcome().equals("DECLINED") ? "Declined" : "Asked you first";
    return one.reason().isEmpty() ? answer : answer + ": " + one.reason();
  }

  private void disputes() {
    html.markup(
            "<div class=\"together\"><h2>If you find a mistake, or disagree with a purchase</h2><p>"
                + "Write to us within 60 days after this statement at ")
        .text(statement.issuer().disputesTo())
        .markup(
            ". Tell us your name, the amount, and what you believe is wrong. You need not pay the"
                + " amount in question while we look into it, but you are responsible for the rest"
                + " of your balance.</p><p>How to avoid paying interest: your due date is at least"
                + " 21 days after the close of each billing period. We will not charge you any"
                + " interest on purchases if you pay your entire balance by the due date each"
                + " month.</p><p class=\"small\">Terms ")
        .text(statement.termsVersion())
        .markup("</p></div>");
  }
}
