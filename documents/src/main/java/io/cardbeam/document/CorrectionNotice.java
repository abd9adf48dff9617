package io.cardbeam.document;

import io.cardbeam.billing.Issue;
import io.cardbeam.billing.Statement;
import io.cardbeam.billing.StatementLine;
import java.util.List;

/** What a corrected statement says of the one that it corrects. */
final class CorrectionNotice {
  /** Lines shown of each kind; more would push what is due from the first page. */
  private static final int LINES_SHOWN = 6;

  private CorrectionNotice() {}

  static void append(Html html, Statement statement, Wording wording) {
    Issue issue = statement.issue();
    if (!issue.isCorrection()) {
      return;
    }
    long before = Math.subtractExact(statement.closingBalanceMinor(), issue.differenceMinor());
    html.markup("<div class=\"correction\"><h2>Corrected statement</h2><p>This statement replaces ")
        .text(issue.number() == 2 ? "the first" : "issue " + (issue.number() - 1))
        .markup(" of the same period. New balance before: ")
        .text(wording.money(before))
        .markup(". Difference: ")
        .text((issue.differenceMinor() > 0 ? "+" : "") + wording.money(issue.differenceMinor()))
        .markup(".</p>");
    if (!issue.added().isEmpty() || !issue.removed().isEmpty()) {
      html.markup("<table class=\"lines\"><tbody>");
      lines(html, "Now on it", issue.added(), wording);
      lines(html, "No longer", issue.removed(), wording);
      html.markup("</tbody></table>");
    }
    html.markup("</div>");
  }

  private static void lines(Html html, String change, List<StatementLine> lines, Wording wording) {
    for (StatementLine line : lines.subList(0, Math.min(LINES_SHOWN, lines.size()))) {
      html.markup("<tr>")
          .cell("", change)
          .cell("day", Wording.shortDay(line.postingDate()))
          .cell("", line.description())
          .cell("amount", wording.money(line.signedMinor()))
          .markup("</tr>");
    }
    if (lines.size() > LINES_SHOWN) {
      html.markup("<tr>")
          .cell("", change)
          .cell("day", "")
          .cell("", (lines.size() - LINES_SHOWN) + " lines more")
          .cell("amount", "")
          .markup("</tr>");
    }
  }
}
