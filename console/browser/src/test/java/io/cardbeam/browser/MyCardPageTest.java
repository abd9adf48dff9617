package io.cardbeam.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import io.cardbeam.console.access.Role;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a cardholder does on a phone. */
@BrowserTest
class MyCardPageTest {
  private static final String OTHERS = "A".repeat(22);
  private static final Duration BOOKED_WITHIN = Duration.ofMinutes(1);
  private static final Pattern OF_CARDS = Pattern.compile("/v1/me/cards/.*");

  @Test
  void aPurchaseIsFoundDisputedAndFollowed(Console console) {
    try (Visit visit = console.visit(Role.CARDHOLDER, Look.PHONE)) {
      Page page = visit.open("/me?view=transactions&state=posted").page();
      Locator dispute = page.locator("tbody").getByRole(AriaRole.BUTTON, named("Dispute")).first();
      Locator row = dispute.locator("xpath=ancestor::tr[1]");
      String shop = row.locator("th").innerText().lines().findFirst().orElseThrow();
      dispute.click();
      page.getByLabel("What is wrong?").selectOption("NOT_RECEIVED");
      page.getByLabel(Pattern.compile("^Amount")).fill("0.01");
      visit.isAccessible().picture("me-dispute-phone");
      visit.button("Open the dispute").click();
      assertThat(page.getByText("in dispute").first()).isVisible();

      visit.open("/me?view=disputes");
      Locator listed = page.locator("main li").filter(new Locator.FilterOptions().setHasText(shop));
      assertThat(listed.first()).containsText("I did not get what I paid for");
      visit.isAccessible().picture("me-disputed-phone");
      Locator credited = listed.first().getByText("being looked into");
      for (long end = System.nanoTime() + BOOKED_WITHIN.toNanos();
          credited.count() == 0 && System.nanoTime() < end; ) {
        visit.open("/me?view=disputes"); // the stream books it meanwhile
      }
      assertThat(credited).isVisible();
    }
  }

  @Test
  void theSearchIsInTheAddressAndGoesBack(Console console) {
    try (Visit visit = console.visit(Role.CARDHOLDER, Look.LIGHT)) {
      Page page = visit.open("/me?view=transactions").page();
      page.getByLabel("Search transactions").fill("no such shop");
      page.keyboard().press("Enter");
      assertThat(page.getByText("Nothing fits this search.")).isVisible();
      assertThat(page).hasURL(Pattern.compile("search=no\\+such\\+shop"));
      visit.isAccessible();

      page.goBack();
      visit.settled();
      assertThat(page.locator("tbody tr").first()).isVisible();
    }
  }

  @Test
  void aFailureSaysSoAndCanBeTriedAgain(Console console) {
    try (Visit visit = console.visit(Role.CARDHOLDER, Look.PHONE)) {
      Page page = visit.page();
      page.route(
          OF_CARDS,
          route ->
              route.fulfill(
                  new FulfillOptions()
                      .setStatus(503)
                      .setContentType("application/problem+json")
                      .setBody("{\"detail\": \"The database can't be reached now.\"}")));
      visit.expecting(503, "/v1/me/cards/").open("/me?view=declined");
      assertThat(page.locator("main [role=alert]")).containsText("The database can't be reached");
      visit.isAccessible().picture("me-failed-phone");

      page.unroute(OF_CARDS);
      visit.button("Try again").click();
      visit.settled();
      assertThat(page.locator("main [role=alert]")).hasCount(0);
    }
  }

  @Test
  void whatIsAnothersIsNotThere(Console console) {
    try (Visit visit = console.visit(Role.CARDHOLDER, Look.PHONE)) {
      String root = "/v1/me/cards/" + OTHERS;
      for (String part :
          List.of("", "/transactions", "/spending", "/declined", "/disputes", "/statements")) {
        APIResponse refused = visit.page().request().get(root + part);
        assertThat(refused.status()).as(part).isEqualTo(404);
      }
      APIResponse refused =
          visit
              .page()
              .request()
              .post(
                  root + "/disputes",
                  RequestOptions.create()
                      .setHeader("Content-Type", "application/json")
                      .setData(
                          "{\"purchase_id\": \"x\", \"amount\": \"1.00\", \"reason\": \"NOT_MINE\"}"));
      assertThat(refused.status()).isEqualTo(404);
    }
  }

  private static Locator.GetByRoleOptions named(String name) {
    return new Locator.GetByRoleOptions().setName(Pattern.compile("^" + name));
  }
}
