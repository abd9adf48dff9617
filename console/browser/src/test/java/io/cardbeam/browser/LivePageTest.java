package io.cardbeam.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.cardbeam.console.access.Role;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@BrowserTest
class LivePageTest {
  private static final int MINUTES_OF_AN_HOUR = 60;
  private static final int MINUTE_MILLIS = 60_000;

  @Test
  void aReloadShowsWhatWasShown(Console console) {
    try (Visit visit = console.visit(Role.ANALYST)) {
      visit.open("/live?range=all");
      visit.page().getByLabel("By state, shown as").getByText("Table").click();
      buttonsOf(visit.page(), "Requests by state").first().click();
      visit.settled();
      String address = visit.page().url();
      assertThat(address).contains("range=all", "states=table", "state=");
      String chosen = pressed(visit.page());

      visit.page().reload();
      visit.settled();

      assertThat(visit.page()).hasURL(address);
      assertThat(pressed(visit.page())).isEqualTo(chosen).isNotEmpty();
    }
  }

  @Test
  void aClickOnAnythingFiltersEverythingAndBackTakesItBack(Console console) {
    try (Visit visit = console.visit(Role.ANALYST)) {
      Page page = visit.open("/live?range=30d").page();
      String all = total(page);
      buttonsOf(page, "Requests by category").last().click();
      assertThat(page).hasURL(Pattern.compile("category="));
      visit.settled();
      String some = total(page);
      assertThat(some).isNotEqualTo(all);
      visit.button("Approved").click();
      assertThat(page).hasURL(Pattern.compile("category=.*outcome=approved"));
      visit.settled();

      page.goBack();
      page.goBack();

      assertThat(page).hasURL(Pattern.compile("/live\\?range=30d$"));
      assertThat(page.getByRole(AriaRole.GROUP, named("Filters"))).hasCount(0);
      visit.settled();
      buttonsOf(page, "Requests by hour").first().click();
      assertThat(page).hasURL(Pattern.compile("range=custom&from=\\S+&to="));
    }
  }

  @Test
  void everyMinuteOfTheHourIsDrawnWhetherOrNotThereWereRequests(Console console) {
    try (Visit visit = console.visit(Role.ANALYST)) {
      Page page = visit.open("/live?range=1h&over=table").page();

      Locator minutes = page.getByLabel("Table over time").locator("tbody tr");

      assertThat(minutes).hasCount(MINUTES_OF_AN_HOUR);
      List<String> requests = minutes.locator("td:nth-of-type(1)").allInnerTexts();
      assertThat(requests).contains("0").anyMatch(number -> !number.equals("0"));
    }
  }

  @Test
  void datesOfALongRangeHaveTheirYear(Console console) {
    try (Visit visit = console.visit(Role.ANALYST)) {
      Page page =
          visit
              .open(
                  "/live?range=custom&from=2024-11-01T00:00:00.000Z&to=2026-02-01T00:00:00.000Z"
                      + "&over=table")
              .page();

      assertThat(page.getByText("event time, 2024-11-01 to 2026-02-01 UTC")).isVisible();
      assertThat(page.getByLabel("Table over time").locator("tbody th").first())
          .hasText(Pattern.compile("^2026-01-\\d\\d"));
    }
  }

  @Test
  void aDecisionIsOnThePageWithinASecondOfItsEvent(Console console) throws Exception {
    try (Visit visit = console.visit(Role.ANALYST)) {
      Page page = visit.open("/live").page();
      assertThat(page.getByText("connected", exactly())).isVisible();
      String first = "Warming Up";
      assertThat(ask(console, first).statusCode()).isBetween(200, 201);
      latest(page, first).waitFor();

      String merchant = "Seen Soon";
      Locator seen = latest(page, merchant);
      Instant asked = Instant.now();
      assertThat(ask(console, merchant).statusCode()).isBetween(200, 201);
      seen.waitFor();

      Duration took = Duration.between(asked, Instant.now());
      System.out.println("from the request to the page: " + took.toMillis() + " ms");
      assertThat(took).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void aMinuteOfLiveDataTakesNothingFromWhoeverReads(Console console) throws Exception {
    try (Visit visit = console.visit(Role.ANALYST)) {
      Page page = visit.open("/live?range=30d&over=table&hours=table").page();
      page.setViewportSize(1280, 400);
      Locator alerts = page.getByLabel("Table of alerts").locator("tbody tr");
      Locator list = page.getByLabel("Table over time");
      list.evaluate("list => { list.scrollTop = 200; }");
      alerts.nth(3).scrollIntoViewIfNeeded();
      alerts
          .nth(3)
          .evaluate("row => getSelection().selectAllChildren(row.querySelector('td:last-child'))");
      String before = state(page);

      Instant end = Instant.now().plusMillis(MINUTE_MILLIS);
      for (int i = 0; Instant.now().isBefore(end); i++) {
        ask(console, "Meanwhile " + i);
        page.waitForTimeout(500);
      }

      assertThat(state(page)).isEqualTo(before);
    }
  }

  /** Where the page and its lists are scrolled to, and what is marked. */
  private static String state(Page page) {
    return page.evaluate(
            "() => JSON.stringify([scrollY, getSelection().toString(),"
                + " ...[...document.querySelectorAll('main [role=region]')].map(e => e.scrollTop)])")
        .toString();
  }

  @ParameterizedTest
  @EnumSource
  void isAccessibleWhileItLoadsWithoutRequestsAndWhereItFails(Look look, Console console) {
    try (Visit visit = console.visit(Role.ANALYST, look)) {
      Page page = visit.page();
      page.route("**/v1/live/history*", route -> {});
      page.navigate("/live?range=all");
      page.getByText("Counting requests").waitFor();
      visit.isAccessible().picture("live-loading-" + look.text());
      page.unroute("**/v1/live/history*");

      visit.open("/live?merchant=nobody").isAccessible().picture("live-empty-" + look.text());
      assertThat(page.getByText("No requests in this range.").first()).isVisible();

      visit.expecting(503, "/v1/live/history");
      page.route("**/v1/live/history*", LivePageTest::fail);
      page.navigate("/live?range=all");
      assertThat(page.locator("main [role=alert]")).containsText("takes too long");
      visit.isAccessible().picture("live-failed-" + look.text());
      page.unroute("**/v1/live/history*");
      visit.button("Try again").click();
      assertThat(page.locator("main [role=alert]")).hasCount(0);
    }
  }

  private static void fail(Route route) {
    route.fulfill(
        new Route.FulfillOptions()
            .setStatus(503)
            .setContentType("application/problem+json")
            .setBody("{\"title\": \"Unavailable\", \"detail\": \"Counting takes too long.\"}"));
  }

  private static HttpResponse<String> ask(Console console, String merchant)
      throws IOException, InterruptedException {
    String body =
        """
        {"card_number": "%s", "amount": "12.00", "currency": "USD",
         "merchant": {"name": "%s", "category": "food_dining"}}
        """
            .formatted(console.demo().cardNumber(), merchant);
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(console.demo().address() + "/v1/authorizations"))
                .header("Authorization", "Bearer " + console.demo().merchantKey())
                .header("Idempotency-Key", "live-" + System.nanoTime())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
  }

  private static Locator buttonsOf(Page page, String region) {
    return page.getByRole(
            AriaRole.REGION, new Page.GetByRoleOptions().setName(region).setExact(true))
        .getByRole(AriaRole.BUTTON);
  }

  private static Locator latest(Page page, String merchant) {
    return page.getByLabel("Table of the latest requests").getByText(merchant);
  }

  private static String total(Page page) {
    return page.getByLabel("Figures of the range").locator("dd").first().innerText();
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static Page.GetByTextOptions exactly() {
    return new Page.GetByTextOptions().setExact(true);
  }

  /** Names of all that is chosen. */
  private static String pressed(Page page) {
    return String.join(", ", page.locator("main [aria-pressed=true]").allInnerTexts());
  }
}
