package io.cardbeam.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.cardbeam.console.access.Role;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Soon after its start a demo has something to show everywhere. */
@BrowserTest
class FullDemoTest {
  /** Half a minute until the lake's files are closed, then the star, then statements. */
  private static final Duration MADE_WITHIN = Duration.ofMinutes(4);

  @Test
  void itsStarIsThereAfterTheFilesOfItsLakeAreClosed(Console console) {
    try (Visit visit = console.visit(Role.ANALYST)) {
      Page page = visit.page();
      Locator built = page.getByText("Star built to");
      reload(visit, "/cube", built);
      assertThat(built.first()).isVisible();
    }
  }

  @Test
  void itsCardholderHasStatementsAsPdf(Console console) {
    try (Visit visit = console.visit(Role.CARDHOLDER)) {
      Page page = visit.page();
      Locator pdf = page.locator("main a[href$='/pdf']");
      reload(visit, "/me?view=statements", pdf);
      assertThat(page.request().get(pdf.first().getAttribute("href")).headers())
          .containsEntry("content-type", "application/pdf");
    }
  }

  @Test
  void itsMonthsAreBilledAndPaidAndAllOfTheirTransactionsArePosted(Console console) {
    try (Visit visit = console.visit(Role.ANALYST)) {
      Page page = visit.page();
      reload(visit, "/board", page.locator("tbody a[href*='figure=billed']"));
      assertThat(page.locator("tbody a[href*='figure=paid']").count()).isGreaterThan(1);
      assertThat(page.locator("tbody a[href*='figure=alerts']").count()).isGreaterThan(1);
      String thisMonth = YearMonth.now(ZoneOffset.UTC).toString();
      assertThat(
              page.locator(
                  "tbody a[href*='figure=exceptions']:not([href*='month=%s'])"
                      .formatted(thisMonth)))
          .hasCount(0);
    }
  }

  /** Until it is shown. */
  private static void reload(Visit visit, String path, Locator shown) {
    for (long end = System.nanoTime() + MADE_WITHIN.toNanos();
        visit.open(path) != null && shown.count() == 0; ) {
      assertThat(System.nanoTime()).as("%s shows %s", path, shown).isLessThan(end);
    }
  }
}
