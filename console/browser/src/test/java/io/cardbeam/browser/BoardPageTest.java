package io.cardbeam.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.cardbeam.console.access.Role;
import java.util.Comparator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@BrowserTest
class BoardPageTest {
  private static final int PAGE_ROWS = 50;
  private static final String BOARD = "**/v1/board?*";

  @ParameterizedTest
  @EnumSource
  void eachNumberLeadsToItsRows(Look look, Console console) {
    try (Visit visit = console.visit(Role.ANALYST, look)) {
      visit.open("/board").isAccessible().picture("board-" + look.text());
      Locator fewest = fewest(visit.page());
      int count = countOf(fewest);
      fewest.click();
      visit.settled().isAccessible().picture("board-rows-" + look.text());

      Locator rows = visit.page().locator("tbody tr");
      Locator more = visit.button("Show more");
      while (more.count() > 0 && rows.count() < count) {
        int before = rows.count();
        more.click();
        assertThat(rows.nth(before)).isAttached();
        visit.settled();
      }
      assertThat(rows).hasCount(count);
      assertThat(visit.page().url()).contains("figure=", "month=", "currency=USD");
      String address = visit.page().url();
      visit.page().reload();
      assertThat(rows.first()).isVisible();
      assertThat(visit.page()).hasURL(address);
      visit.page().goBack();
      assertThat(visit.page()).hasURL(Pattern.compile("/board$"));
    }
  }

  /** The number with the fewest rows, so that all of them can be shown. */
  private static Locator fewest(Page page) {
    return page.locator("tbody td a").all().stream()
        .min(Comparator.comparingInt(BoardPageTest::countOf))
        .orElseThrow();
  }

  private static int countOf(Locator link) {
    return Integer.parseInt(link.locator(".small").innerText().replaceAll("[^0-9]", ""));
  }

  @Test
  void saysWhatItHasNot(Console console) {
    try (Visit visit = console.visit(Role.ADMINISTRATOR)) {
      Page page = visit.page();
      visit.open("/board?from=2001-01&to=2001-03");
      assertThat(page.getByText("Nothing is in the books of these months.")).isVisible();
      visit.isAccessible();

      page.route(
          BOARD,
          route ->
              route.fulfill(
                  new Route.FulfillOptions()
                      .setStatus(503)
                      .setContentType("application/problem+json")
                      .setBody(
                          "{\"detail\": \"Counting takes too long: ask for fewer months.\"}")));
      visit.expecting(503, "/v1/board").open("/board");
      assertThat(page.getByRole(AriaRole.ALERT).getByText("ask for fewer months")).isVisible();
      visit.isAccessible();
      page.unroute(BOARD);
      visit.button("Try again").click();
      assertThat(page.getByRole(AriaRole.TABLE)).isVisible();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFigureIsDrawnOverTheMonthsAndIsATableToo(Look look, Console console) {
    try (Visit visit = console.visit(Role.ANALYST, look)) {
      Page page = visit.open("/board").page();
      page.getByLabel("Figure").selectOption("declined");
      visit.button("Number").click();
      assertThat(page).hasURL(Pattern.compile("chart=declined.*by=count"));
      Locator bars = page.locator("ol a");
      String said = bars.last().locator(".unseen").innerText();
      visit.isAccessible().picture("board-chart-" + look.text());

      visit.button("Table").click();
      Locator last = page.getByRole(AriaRole.TABLE).first().locator("tbody tr").last();
      assertThat(last.locator("a")).isVisible();
      int count = Integer.parseInt(last.locator("a").innerText().replaceAll("[^0-9]", ""));
      assertThat(said).contains(last.locator("a").innerText(), last.locator("th").innerText());
      visit.isAccessible();

      page.reload();
      assertThat(last.locator("a")).isVisible();
      visit.button("Chart").click();
      bars.last().focus();
      page.keyboard().press("Enter");
      assertThat(page).hasURL(Pattern.compile("figure=declined"));
      assertThat(page.locator("tbody tr").first()).isVisible();
      assertThat(page.locator("tbody tr").count())
          .as("a page of them; there may be more, as the demo goes on")
          .isGreaterThanOrEqualTo(Math.min(count, PAGE_ROWS));
    }
  }

  @Test
  void showsThatItCounts(Console console) {
    try (Visit visit = console.visit(Role.ANALYST)) {
      visit.page().route(BOARD, route -> {});
      visit.page().navigate("/board");
      assertThat(visit.page().locator("main [role=status]")).hasText(Pattern.compile("Counting"));
      visit.isAccessible();
    }
  }

  @Test
  void takesItsMonthsFromTheAddressAndTheKeyboard(Console console) {
    try (Visit visit = console.visit(Role.ANALYST)) {
      Page page = visit.open("/board").page();
      assertThat(page.locator("ol li")).hasCount(12);
      assertThat(page.locator("tbody tr").count())
          .as("months and one line of none")
          .isBetween(3, 5);
      page.getByLabel("From").focus();
      page.getByLabel("From").fill(page.getByLabel("to").inputValue());
      page.keyboard().press("Enter");
      assertThat(page.locator("tbody tr")).hasCount(1);
      page.getByLabel("From").fill("2031-01");
      visit.button("Show").click();
      assertThat(page.getByText("The first month is after the last.")).isVisible();
      visit.isAccessible();
    }
  }
}
