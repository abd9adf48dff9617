package io.cardbeam.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

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
                  .locator("path")
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
  void aClickOnTheMapShowsACountryAlone(WeblogConsole console) {
    try (Visit visit = console.visit(Look.LIGHT)) {
      Page page = visit.open("/weblogs?range=all").page();
      Locator map =
          page.getByRole(
              AriaRole.IMG, new Page.GetByRoleOptions().setName(Pattern.compile("Map of hits")));
      map.locator("path").first().waitFor();
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
  void aLineOfTheGatewayLeadsToItsAuthorization(WeblogConsole console) {
    String id = "au_abcdefghijklmnopqrstuvwx27";
    console.hits().addPayment(id, Instant.now());
    try (Visit visit = console.visit(Look.LIGHT)) {
      Page page = visit.open("/weblogs?range=all&path=%2Fv1%2Fauthorizations").page();
      panel(page, "Lines").locator("[aria-expanded]").first().click();
      assertThat(
              page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(id).setExact(true)))
          .hasAttribute("href", "/cards?q=" + id);
      visit.isAccessible().picture("weblogs-payment-light");
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
}
