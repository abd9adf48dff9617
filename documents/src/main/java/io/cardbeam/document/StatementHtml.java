package io.cardbeam.document;

import io.cardbeam.billing.PaymentDue;
import io.cardbeam.billing.Statement;
import io.cardbeam.billing.StatementSection;
import io.cardbeam.credit.PayoffEstimate;
import java.util.Optional;

/**
 * The first page of a statement: what is due and when, what became of the balance, what paying less
 * costs, and where the money went. {@link StatementDetails} has the rest.
 */
final class StatementHtml {
  private final Statement statement;
  private final Wording wording;
  private final Html html = new Html();

  private StatementHtml(Statement statement) {
    this.statement = statement;
    this.wording = new Wording(statement.account().currency());
  }

  /** The whole document. */
  static String of(Statement statement, PaperSize paper, String styles) {
    return new StatementHtml(statement).document(paper, styles);
  }

  private String document(PaperSize paper, String styles) {
    html.markup("<html lang=\"en-US\"><head><title>").text(title()).markup("</title>");
    html.markup("<meta name=\"subject\" content=\"Credit card statement\"/>");
    html.markup("<meta name=\"author\" content=\"").text(statement.issuer().name()).markup("\"/>");
    html.markup("<meta name=\"description\" content=\"").text(title()).markup("\"/>");
    html.markup("<style>@page { size: " + paper.css() + "; }\n" + styles + "</style></head><body>");
    masthead();
    CorrectionNotice.append(html, statement, wording);
    due();
    html.markup("<table class=\"columns\"><tr><td class=\"left\">");
    summary();
    html.markup("</td><td class=\"right\">");
    warnings();
    html.markup("</td></tr></table>");
    SpendingChart.append(html, statement.spending(), wording);
    StatementDetails.append(html, statement, wording);
    return html.markup("</body></html>").toString();
  }

  private String kind() {
    return statement.issue().isCorrection()
        ? "Corrected credit card statement"
        : "Credit card statement";
  }

  private String title() {
    return (statement.issue().isCorrection() ? "Corrected statement" : "Statement")
        + " of %s, card ending %s"
            .formatted(Wording.day(statement.cycle().closingDate()), lastFour());
  }

  private String lastFour() {
    String known = statement.account().lastFour();
    return known.isEmpty() ? "not known" : known;
  }

  private void masthead() {
    html.markup("<div class=\"masthead\"><table class=\"bare\"><tr><td class=\"issuer\">")
        .text(statement.issuer().name())
        .markup("</td><td class=\"kind\">" + kind() + "</td></tr></table></div>");
    html.markup("<table class=\"bare who\"><tr><td><h1>")
        .text(
            statement.account().cardholder().isBlank()
                ? "Cardholder"
                : statement.account().cardholder())
        .markup("</h1></td><td class=\"period\">Card ending <b>")
        .text(lastFour())
        .markup("</b><br/>")
        .text(Wording.day(statement.cycle().firstDay()))
        .markup(" to ")
        .text(Wording.day(statement.cycle().closingDate()))
        .markup(" (" + statement.cycle().days() + " days)</td></tr></table>");
  }

  private void due() {
    html.markup("<table class=\"due\"><tr>");
    box("New balance", wording.money(statement.closingBalanceMinor()), "");
    box("Minimum payment due", wording.money(statement.due().minimumMinor()), pastDue());
    box("Payment due date", Wording.day(statement.cycle().dueDate()), "");
    html.markup("</tr></table>");
  }

  private String pastDue() {
    long pastDue = statement.due().pastDueMinor();
    return pastDue == 0 ? "" : "includes " + wording.money(pastDue) + " past due";
  }

  private void box(String label, String figure, String note) {
    html.markup("<td><div class=\"label\">")
        .text(label)
        .markup("</div><div class=\"figure\">")
        .text(figure)
        .markup("</div><div class=\"note\">")
        .text(note)
        .markup("</div></td>");
  }

  private void summary() {
    html.markup("<h2>Account summary</h2><table class=\"summary\">");
    line("Previous balance", wording.money(statement.openingBalanceMinor()));
    line("Payments and credits", wording.money(-statement.totalMinor(StatementSection.CREDITS)));
    if (!statement.lines(StatementSection.RETURNED_PAYMENTS).isEmpty()) {
      line("Returned payments", plus(StatementSection.RETURNED_PAYMENTS));
    }
    line("Purchases", plus(StatementSection.PURCHASES));
    if (!statement.lines(StatementSection.DISPUTES).isEmpty()) {
      line("Credits taken back", plus(StatementSection.DISPUTES));
    }
    line("Fees charged", plus(StatementSection.FEES));
    line("Interest charged", plus(StatementSection.INTEREST));
    html.markup("<tr class=\"total\">")
        .cell("", "New balance")
        .cell("amount", wording.money(statement.closingBalanceMinor()))
        .markup("</tr></table>");
  }

  private String plus(StatementSection section) {
    return "+" + wording.money(statement.totalMinor(section));
  }

  private void line(String label, String figure) {
    html.markup("<tr>").cell("", label).cell("amount", figure).markup("</tr>");
  }

  private void warnings() {
    PaymentDue due = statement.due();
    if (statement.closingBalanceMinor() <= 0) {
      html.markup("<h2>Nothing is due</h2><p>No payment is needed for this statement.</p>");
      return;
    }
    if (due.lateFeeMinor() > 0) {
      html.markup("<h2>Late payment warning</h2><p>If we do not receive your minimum payment by ")
          .text(Wording.day(statement.cycle().dueDate()))
          .markup(", you may have to pay a late fee of up to ")
          .text(wording.money(due.lateFeeMinor()))
          .markup(".</p>");
    }
    html.markup("<h2>Minimum payment warning</h2>");
    Optional<PayoffEstimate> payoff = due.byMinimum();
    if (payoff.isEmpty()) {
      html.markup(
          "<p>If you make only the minimum payment, you will never pay off the balance.</p>");
    } else if (payoff.get().months() == 1) {
      html.markup("<p>The minimum payment pays off the whole balance.</p>");
    } else {
      payoffs(due, payoff.get());
    }
  }

  private void payoffs(PaymentDue due, PayoffEstimate byMinimum) {
    html.markup(
        "<p>If you make only the minimum payment each period, you will pay more in interest and it"
            + " will take you longer to pay off your balance. With no more charges on this card:"
            + "</p><table class=\"payoff\"><thead><tr><th>If you pay each month</th><th>you pay it"
            + " off in about</th><th class=\"amount\">and pay about</th></tr></thead><tbody>");
    html.markup("<tr>")
        .cell("", "Only the minimum payment")
        .cell("", Wording.duration(byMinimum.months()))
        .cell("amount", wording.money(byMinimum.totalMinor()))
        .markup("</tr>");
    long total = Math.multiplyExact(due.in36MonthsMinor(), PayoffEstimate.COMPARED_MONTHS);
    if (byMinimum.months() > PayoffEstimate.COMPARED_MONTHS) {
      html.markup("<tr>")
          .cell("", wording.money(due.in36MonthsMinor()))
          .cell("", "3 years")
          .cell(
              "amount",
              "%s (savings %s)"
                  .formatted(
                      wording.money(total),
                      wording.money(Math.max(0, byMinimum.totalMinor() - total))))
          .markup("</tr>");
    }
    html.markup("</tbody></table>");
  }
}
