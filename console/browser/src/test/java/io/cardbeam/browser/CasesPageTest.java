package io.cardbeam.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.cardbeam.console.access.Role;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The alerts of the running demo, worked on as analysts do. */
@BrowserTest
class CasesPageTest {
  private static final Duration WITHIN = Duration.ofMinutes(2);
  private static final String OPEN = "/cases?q=status%3Aopen&sort=oldest";
  private static final String NOT_CLOSED = "/cases?q=-status%3Aclosed&sort=oldest";
  private static final String SEVERAL_ALERTS = "/cases?q=status%3Aactive+alerts%3A%3E1&sort=oldest";

  /** In which what is sent comes back by the stream, milliseconds. */
  private static final double PATIENT = 60_000;

  private static final Pattern CASE = Pattern.compile("/cases/\\d+$");

  @Test
  void aCaseIsFollowedToItsEndByKeyboard(Console console) {
    try (Visit visit = console.visit(Role.ANALYST)) {
      Page page = visit.page();
      openQueue(visit, OPEN, 2);
      int confirmedBefore = confirmed(page);
      for (String key : new String[] {"j", "j", "k"}) {
        page.keyboard().press(key);
      }
      String id = page.locator("li[data-case]:focus-within").getAttribute("data-case");
      assertThat(page.locator("li[data-case]").first()).hasAttribute("data-case", id);
      page.keyboard().press("Enter");
      assertThat(page).hasURL(Pattern.compile("/cases/" + id + "$"));
      visit.settled();

      page.keyboard().press("a");
      assertThat(page.getByLabel("Assigned to")).hasValue("analyst");
      page.getByLabel(Pattern.compile("^New note")).focus();
      page.keyboard().type("for sure: said so by phone");
      page.keyboard().press("Tab");
      page.keyboard().press("Enter");
      assertThat(panel(page, "Notes")).containsText("for sure: said so by phone");
      assertThat(page.locator("dialog")).hasCount(0);
      page.keyboard().press("f");
      assertThat(page.locator("dialog")).containsText("Confirm fraud: case " + id);
      visit.isAccessible().picture("case-confirm-light");
      page.keyboard().press("Escape");
      assertThat(page.locator("dialog")).hasCount(0);
      page.keyboard().press("f");
      page.keyboard().press("Enter");
      assertThat(status(page)).hasText("Closed: fraud");
      assertThat(panel(page, "History")).containsText("closed as fraud by analyst");
      assertThat(panel(page, "History")).containsText("given to analyst by analyst");

      int alerts = panel(page, "Alerts").locator("tbody tr").count();
      Locator label = page.locator("tr.this td").last();
      reloadUntil(visit, label.filter(new Locator.FilterOptions().setHasText("Fraud")));
      assertThat(page.getByText("on the way to the stream")).hasCount(0);
      visit.isAccessible().picture("case-closed-light");

      page.keyboard().press("/");
      assertThat(page).hasURL(Pattern.compile("/cases$"));
      visit.settled();
      assertThat(page.locator("[data-case=\"" + id + "\"]")).hasCount(0);
      assertThat(confirmed(page)).isEqualTo(confirmedBefore + alerts);
    }
  }

  @Test
  void whoIsSlowerSeesWhatTheFasterDidAndMayDoItAllTheSame(Console console) {
    try (Visit slower = console.visit(Role.ANALYST);
        Visit faster = console.visit(Role.ADMINISTRATOR)) {
      String address = openFirst(slower);
      faster.open(address).page().keyboard().press("a");
      assertThat(faster.page().getByLabel("Assigned to")).hasValue("administrator");

      Page page = slower.page();
      page.keyboard().press("g");
      slower.expecting(409, "/v1/cases");
      page.keyboard().press("Enter");
      Locator conflict = page.locator("main [role=alert]");
      assertThat(conflict).containsText("was changed since you looked");
      assertThat(conflict).containsText("given to administrator by administrator");
      assertThat(conflict).not().containsText(Pattern.compile("\\dT\\d"));
      assertThat(page.getByLabel("Assigned to")).hasValue("administrator");
      assertThat(status(page)).not().containsText("Closed");
      slower.isAccessible().picture("case-conflict-light");
      slower.button("Clear as genuine all the same").click();
      assertThat(status(page)).hasText("Closed: genuine");
      assertThat(conflict).hasCount(0);

      faster.page().reload();
      assertThat(status(faster.page())).hasText("Closed: genuine");
    }
  }

  @Test
  void aSnoozedCaseWaitsIsWokenAndCleared(Console console) {
    try (Visit visit = console.visit(Role.ANALYST)) {
      Page page = visit.page();
      openQueue(visit, NOT_CLOSED, 1);
      page.keyboard().press("j");
      String id = page.locator("li[data-case]:focus-within").getAttribute("data-case");
      page.keyboard().press("s");
      assertThat(page.locator("dialog")).containsText("Snooze case " + id);
      visit.isAccessible().picture("case-snooze-light");
      page.keyboard().press("Enter");
      assertThat(page.locator("[data-case=\"" + id + "\"] .tag")).hasText("Snoozed");

      visit.open("/cases?q=status%3Asnoozed");
      page.locator("[data-case=\"" + id + "\"] a").click();
      visit.settled();
      assertThat(status(page)).containsText("Snoozed until");
      visit.button("Wake").click();
      assertThat(status(page)).hasText("Open");
      page.keyboard().press("g");
      page.keyboard().press("Enter");
      assertThat(status(page)).hasText("Closed: genuine");
      page.keyboard().press("f");
      assertThat(page.locator("dialog")).hasCount(0);
      visit.button("Reopen").click();
      assertThat(status(page)).hasText("Open");
    }
  }

  @Test
  void someAlertsAreConfirmedAndTheRestClearedByKeyboard(Console console) {
    try (Visit visit = console.visit(Role.ANALYST)) {
      Page page = visit.page();
      openQueue(visit, SEVERAL_ALERTS, 1);
      page.keyboard().press("j");
      page.keyboard().press("Enter");
      assertThat(page).hasURL(CASE);
      visit.settled();
      page.locator("tr.this").waitFor();
      Locator labels = panel(page, "Alerts").locator("tbody .tag");

      page.keyboard().press("x");
      assertThat(panel(page, "Alerts").locator("input:checked")).hasCount(1);
      visit.isAccessible().picture("case-chosen-light");
      page.keyboard().press("f");
      assertThat(page.locator("dialog")).containsText("The chosen alert is labelled fraud.");
      page.keyboard().press("Enter");
      assertThat(status(page)).hasText("In progress");
      assertThat(labels).hasText(new String[] {"Fraud"});
      assertThat(panel(page, "Alerts").locator("input:checked")).hasCount(0);

      page.keyboard().press("g");
      assertThat(page.locator("dialog")).containsText("closed as fraud, as 1 of its alerts was.");
      visit.isAccessible().picture("case-rest-light");
      page.keyboard().press("Enter");
      assertThat(status(page)).hasText("Closed: fraud");
      assertThat(labels.filter(new Locator.FilterOptions().setHasText("Genuine")).first())
          .isVisible();
      assertThat(panel(page, "History")).containsText("labelled genuine, closed as fraud");
      assertThat(panel(page, "Alerts").locator("input")).hasCount(0);
    }
  }

  @Test
  void aCardAndAMerchantAreBlockedAndUnblocked(Console console) {
    try (Visit visit = console.visit(Role.ANALYST)) {
      openFirst(visit);
      for (String what : new String[] {"card", "merchant"}) {
        visit.button("Block " + what).click();
        visit.page().keyboard().press("Enter");
        visit.button("Unblock " + what).click(new Locator.ClickOptions().setTimeout(PATIENT));
        visit.page().keyboard().press("Enter");
        visit.button("Block " + what).waitFor(new Locator.WaitForOptions().setTimeout(PATIENT));
      }
      assertThat(panel(visit.page(), "History"))
          .containsText(
              Pattern.compile(
                  "taken off the block list by analyst.*blocked by analyst.*"
                      + "card unblocked by analyst.*card blocked by analyst",
                  Pattern.DOTALL));
    }
  }

  @Test
  void aWrongSearchIsNamedWithItsColumn(Console console) {
    try (Visit visit = console.visit(Role.ANALYST)) {
      Page page = visit.open("/cases").page();
      page.keyboard().press("/");
      page.keyboard().press("Control+a");
      page.keyboard().type("status:open amount:>much");
      visit.expecting(400, "/v1/cases");
      page.keyboard().press("Enter");
      assertThat(page.locator("#search-wrong")).containsText("column 21");
      assertThat(page).hasURL(Pattern.compile("q=status"));
      visit.isAccessible().picture("cases-wrong-light");

      visit.button("To do").click();
      visit.settled();
      assertThat(page.locator("#search-wrong")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachStateIsAccessible(Look look, Console console) {
    try (Visit visit = console.visit(Role.ADMINISTRATOR, look)) {
      Page page = visit.page();
      openFirst(visit);
      page.locator("tr.this").waitFor();
      visit.isAccessible().picture("case-" + look.text());
      page.getByRole(AriaRole.GROUP, named("The card's usual, shown as"))
          .getByText("Table")
          .click();
      visit.isAccessible().picture("case-table-" + look.text());
      visit
          .open("/cases?q=amount%3A%3E99999999")
          .isAccessible()
          .picture("cases-none-" + look.text());
      assertThat(page.getByText("No case meets this search.")).isVisible();

      page.route("**/v1/cases?*", route -> {});
      page.navigate("/cases");
      assertThat(
              page.locator("main [role=status]")
                  .filter(new Locator.FilterOptions().setHasText("Loading"))
                  .first())
          .isVisible();
      visit.isAccessible();
      page.unroute("**/v1/cases?*");
      page.route("**/v1/cases?*", CasesPageTest::fail);
      visit.expecting(503, "/v1/cases");
      page.navigate("/cases");
      assertThat(page.locator("main [role=alert]").getByText("out of reach")).isVisible();
      visit.isAccessible().picture("cases-failed-" + look.text());
      page.unroute("**/v1/cases?*");
      visit.button("Try again").click();
      assertThat(page.locator("li[data-case]").first()).isVisible();
    }
  }

  @Test
  void anAlertOfTheLivePageLeadsToItsCaseAndTheCaseToItsCard(Console console) {
    try (Visit visit = console.visit(Role.ANALYST)) {
      Page page = visit.open("/live?range=all").page();
      page.getByRole(
              AriaRole.LINK, new GetByRoleOptions().setName(Pattern.compile("^Case of card")))
          .first()
          .click();
      visit.settled();
      assertThat(page).hasURL(Pattern.compile("/cases\\?q=card"));
      page.locator("li[data-case] a").first().click();
      assertThat(page).hasURL(CASE);
      visit.settled();
      page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("look-up")).click();
      assertThat(page).hasURL(Pattern.compile("/cards\\?q="));
      visit.settled();
      assertThat(panel(page, "Authorizations").locator("tbody tr").first()).isVisible();
      assertThat(page.locator("main")).not().containsText(Pattern.compile("\\byour\\b"));
    }
  }

  private static void fail(Route route) {
    route.fulfill(
        new Route.FulfillOptions()
            .setStatus(503)
            .setContentType("application/problem+json")
            .setBody("{\"detail\": \"The database is out of reach.\"}"));
  }

  /** Shows open cases, as soon as the stream has alerted of so many cards. */
  private static void openQueue(Visit visit, String path, int atLeast) {
    visit.open(path);
    reloadUntil(visit, visit.page().locator("li[data-case]").nth(atLeast - 1));
  }

  private static String openFirst(Visit visit) {
    openQueue(visit, OPEN, 1);
    visit.page().locator("li[data-case] a").first().click();
    assertThat(visit.page()).hasURL(CASE);
    visit.settled();
    return visit.page().url();
  }

  private static void reloadUntil(Visit visit, Locator shown) {
    for (long end = System.nanoTime() + WITHIN.toNanos();
        shown.count() == 0 && System.nanoTime() < end; ) {
      visit.page().reload();
      visit.settled();
    }
    assertThat(shown).isVisible();
  }

  /** How many alerts were labelled fraud, by the figures on the queue's page. */
  private static int confirmed(Page page) {
    Locator figures = panel(page, "Precision of alerts");
    assertThat(figures.locator("table").or(figures.getByText("No alert was labelled yet.")))
        .isVisible();
    return figures.locator("tbody td:nth-of-type(3)").allInnerTexts().stream()
        .mapToInt(text -> Integer.parseInt(text.replace(",", "")))
        .sum();
  }

  private static Locator status(Page page) {
    return page.locator(".bar .tag");
  }

  private static Locator panel(Page page, String title) {
    return page.getByRole(AriaRole.REGION, named(title));
  }

  private static GetByRoleOptions named(String name) {
    return new GetByRoleOptions().setName(name).setExact(true);
  }
}
