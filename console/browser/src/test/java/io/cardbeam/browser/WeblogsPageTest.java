package io.cardbeam.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page of web logs over a real index. */
@BrowserTest
class WeblogsPageTest {
  private static final int MAP_POINTS = 40;

  private static Locator panel(Page page, String title) {
    return page.getByRole(
        AriaRole.REGION, new Page.GetByRoleOptions().setName(title).setExact(true));
  }

  private static int hits(Page page) {
    return number(page.locator("main li").filter(has("Hits")).first().locator("strong"));
  }

  private static Locator.FilterOptions has(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static int number(Locator of) {
    return Integer.parseInt(of.innerText().replaceAll("[^0-9]", ""));
  }

  @ParameterizedTest
  @EnumSource
  void showsChartsAndEachAsATable(Look look, WeblogConsole console) {
    try (Visit visit = console.visit(look)) {
      Page page = visit.open("/weblogs").page();
      assertThat(panel(page, "Lines").locator("tbody tr").first()).isVisible();
      assertThat(
              page.getByRole(
                      AriaRole.IMG,
                      new Page.GetByRoleOptions().setName(Pattern.compile("Map of hits")))
                  .locator("canvas")
                  .first())
          .isVisible();
      assertThat(panel(page, "Where from").getByText("IP Geolocation by DB-IP"))
          .hasAttribute("href", "https://db-ip.com");
      visit.isAccessible().picture("weblogs-" + look.text());

      visit.open(
          "/weblogs?over=table&places=table&week=table&cities=cloud&pages=referrers&clients=kinds&answers=methods");
      assertThat(panel(page, "Where from").locator("tbody tr").first()).isVisible();
      assertThat(panel(page, "Over time").locator("tbody tr").first()).isVisible();
      assertThat(panel(page, "Clients").getByText("AI agents")).isVisible();
      assertThat(panel(page, "Lines").locator("tbody tr").first()).isVisible();
      visit.isAccessible().picture("weblogs-tables-" + look.text());
    }
  }

  @Test
  void aClickOnAnythingFiltersEverything(WeblogConsole console) {
    try (Visit visit = console.visit(Look.LIGHT)) {
      Page page = visit.open("/weblogs?range=all").page();
      int all = hits(page);
      Locator row = panel(page, "Pages").locator("tbody tr").nth(2);
      String path = row.locator("button").innerText();
      int ofPath = number(row.locator("td").first());
      row.locator("button").click();
      visit.settled();
      assertThat(page).hasURL(Pattern.compile("path=%2F"));
      assertThat(hits(page)).isEqualTo(ofPath).isLessThan(all);
      assertThat(panel(page, "Lines").locator("tbody .request").first())
          .hasText(Pattern.compile(Pattern.quote(path)));

      visit
          .button("Client errors")
          .or(page.locator("button").filter(has("Client errors")))
          .first()
          .click();
      visit.settled();
      assertThat(panel(page, "Lines").locator("tbody tr").first().locator("td").nth(1))
          .hasText(Pattern.compile("4\\d\\d"));
      assertThat(
              page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Filters"))
                  .locator("button"))
          .hasCount(3);
      visit.isAccessible().picture("weblogs-filtered-light");
      String address = page.url();
      int both = hits(page);
      page.reload();
      visit.settled();
      assertThat(hits(page)).isEqualTo(both);
      assertThat(page).hasURL(address);
      visit.button("All hits").click();
      visit.settled();
      assertThat(hits(page)).isEqualTo(all);
      page.goBack();
      visit.settled();
      assertThat(hits(page)).isEqualTo(both);
    }
  }

  @Test
  void hoursCitiesSizesAndStatusesFilterToo(WeblogConsole console) {
    try (Visit visit = console.visit(Look.LIGHT)) {
      Page page = visit.open("/weblogs?range=all&week=table").page();
      Locator hour =
          panel(page, "By day and hour").locator("td button").filter(has("")).all().stream()
              .filter(one -> !one.innerText().equals("0"))
              .findFirst()
              .orElseThrow();
      int ofHour = number(hour);
      hour.click();
      visit.settled();
      assertThat(hits(page)).isEqualTo(ofHour);

      visit.open("/weblogs?range=all");
      Locator city = panel(page, "Cities").locator("tbody tr").nth(1);
      int ofCity = number(city.locator("td").first());
      city.locator("button").click();
      visit.settled();
      assertThat(hits(page)).isEqualTo(ofCity);

      visit.open("/weblogs?range=all");
      Locator size = panel(page, "Sizes").locator("tbody tr").nth(3);
      int ofSize = number(size.locator("td").first());
      size.locator("button").click();
      visit.settled();
      assertThat(hits(page)).isEqualTo(ofSize);

      visit.open("/weblogs?range=all");
      Locator status = panel(page, "Answers").locator("tbody tr").nth(1);
      int ofStatus = number(status.locator("td").first());
      status.locator("button").click();
      visit.settled();
      assertThat(hits(page)).isEqualTo(ofStatus);
    }
  }

  @Test
  void aClickOnTheMapShowsACountryAlone(WeblogConsole console) {
    try (Visit visit = console.visit(Look.LIGHT)) {
      Page page = visit.open("/weblogs?range=all").page();
      Locator map =
          page.getByRole(
              AriaRole.IMG, new Page.GetByRoleOptions().setName(Pattern.compile("Map of hits")));
      map.locator("canvas").first().waitFor();
      map.scrollIntoViewIfNeeded();
      var box = map.boundingBox();
      for (int i = 0; i < MAP_POINTS && !page.url().contains("country="); i++) {
        map.click(
            new Locator.ClickOptions()
                .setPosition(box.width * (0.15 + 0.015 * i), box.height * 0.33));
        page.evaluate(
            "() => new Promise((done) => requestAnimationFrame(() =>"
                + " requestAnimationFrame(done)))");
      }
      assertThat(page).hasURL(Pattern.compile("country=[A-Z]{2}"));
      visit.settled();
      visit.picture("weblogs-country-light");
    }
  }

  @Test
  void aStretchOfTimeBecomesTheRange(WeblogConsole console) {
    try (Visit visit = console.visit(Look.LIGHT)) {
      Page page = visit.open("/weblogs?range=all&over=table").page();
      Locator row =
          panel(page, "Over time").locator("tbody tr").all().stream()
              .filter(one -> number(one.locator("td").first()) > 0)
              .findFirst()
              .orElseThrow();
      int inBar = number(row.locator("td").first());
      row.locator("button").click();
      visit.settled();
      assertThat(page).hasURL(Pattern.compile("range=custom&from=.*&to="));
      assertThat(hits(page)).isEqualTo(inBar);
      assertThat(page.getByText("a range of the past")).isVisible();
    }
  }

  @Test
  void linesAreSearchedAndOpened(WeblogConsole console) {
    try (Visit visit = console.visit(Look.LIGHT)) {
      Page page = visit.open("/weblogs?range=all").page();
      page.getByLabel("Words in path, referrer, agent or request").fill("googlebot env");
      page.keyboard().press("Enter");
      visit.settled();
      assertThat(page).hasURL(Pattern.compile("text=googlebot"));
      Locator lines = panel(page, "Lines").locator("tbody tr");
      assertThat(lines.first().locator(".request")).hasText("GET /.env");
      lines.first().locator("button").first().click();
      assertThat(
              panel(page, "Lines")
                  .locator("dl")
                  .getByText("Mozilla/5.0 (compatible; Googlebot/2.1)"))
          .isVisible();
      visit.isAccessible().picture("weblogs-line-light");

      page.getByLabel("Words in path, referrer, agent or request").fill("no such words");
      page.keyboard().press("Enter");
      visit.settled();
      assertThat(page.getByText("No hit in this range fits the filters.")).isVisible();
      visit.isAccessible();
    }
  }

  @ParameterizedTest
  @EnumSource
  void sessionsHaveTheirPaths(Look look, WeblogConsole console) {
    try (Visit visit = console.visit(look)) {
      Page page = visit.open("/weblogs?range=all&path=%2Fcheckout").page();
      Locator first = panel(page, "Sessions").locator("details").first();
      first.locator("summary").click();
      assertThat(first.locator("li.fits").first()).containsText("/checkout");
      visit.isAccessible().picture("weblogs-session-" + look.text());
      first.getByText("Only this visitor").click();
      assertThat(page).hasURL(Pattern.compile("visitor=[0-9a-f]{16}"));
    }
  }

  @Test
  void whatComesInIsShownAndNothingMoves(WeblogConsole console) {
    try (Visit visit = console.visit(Look.LIGHT)) {
      Page page = visit.open("/weblogs").page();
      int before = hits(page);
      Locator session = panel(page, "Sessions").locator("details").first();
      session.locator("summary").click();
      assertThat(panel(page, "Lines").locator("tbody tr").first()).isVisible();
      page.evaluate("() => scrollTo(0, 600)");
      console.hits().add(7, "/live-" + before, Instant.now());
      assertThat(panel(page, "Lines").getByText("/live-" + before).first()).isVisible();
      assertThat(page.locator("main li").filter(has("Hits")).first().locator("strong"))
          .not()
          .hasText(Pattern.compile("^" + "%,d".formatted(before) + "$"));
      assertThat(page.evaluate("() => scrollY")).isEqualTo(600);
      assertThat(page.locator("details[open]")).hasCount(1);
    }
  }
}
