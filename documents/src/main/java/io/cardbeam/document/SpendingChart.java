package io.cardbeam.document;

import io.cardbeam.billing.CategorySpending;
import java.util.List;
import java.util.stream.Stream;

/** Purchases by category as bars, each above a thin one of what is usual. */
final class SpendingChart {
  /** Most bars; what is beyond is one bar together. */
  private static final int MOST_BARS = 10;

  private SpendingChart() {}

  static void append(Html html, List<CategorySpending> spending, Wording wording) {
    List<CategorySpending> bars = bars(spending);
    long most =
        bars.stream()
            .mapToLong(one -> Math.max(one.amountMinor(), one.usualMinor()))
            .max()
            .orElse(0);
    if (most == 0) {
      return;
    }
    html.markup(
        "<div class=\"chart\"><h2>Where your money went <span class=\"legend\">&#160; <span"
            + " class=\"key now\">&#160;</span> this period <span class=\"key usual\">&#160;</span>"
            + " average of up to three periods before</span></h2><table class=\"bars\">");
    for (CategorySpending bar : bars) {
      html.markup("<tr>").cell("category", Wording.category(bar.category())).markup("<td>");
      bar(html, "now", bar.amountMinor(), most);
      bar(html, "usual", bar.usualMinor(), most);
      html.markup("</td>")
          .cell("amount", wording.money(bar.amountMinor()))
          .cell("amount before", wording.money(bar.usualMinor()))
          .markup("</tr>");
    }
    html.markup("</table></div>");
  }

  private static void bar(Html html, String cssClass, long amountMinor, long most) {
    // Tenths of a percent; a hair is seen where there is anything at all.
    long width = amountMinor == 0 ? 0 : Math.max(3, Math.round(1_000.0 * amountMinor / most));
    html.markup(
        "<div class=\"bar %s\" style=\"width: %d.%d%%\"></div>"
            .formatted(cssClass, width / 10, width % 10));
  }

  private static List<CategorySpending> bars(List<CategorySpending> spending) {
    if (spending.size() <= MOST_BARS) {
      return spending;
    }
    List<CategorySpending> rest = spending.subList(MOST_BARS - 1, spending.size());
    CategorySpending others =
        new CategorySpending(
            "all_others",
            rest.stream().mapToLong(CategorySpending::amountMinor).sum(),
            rest.stream().mapToLong(CategorySpending::usualMinor).sum());
    return Stream.concat(spending.stream().limit(MOST_BARS - 1), Stream.of(others)).toList();
  }
}
