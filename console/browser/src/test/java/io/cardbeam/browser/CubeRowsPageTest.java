package io.cardbeam.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.cardbeam.console.access.Role;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every figure of the cube opens the rows that it is made of. */
@BrowserTest
class CubeRowsPageTest {
  private static final Pattern LINE =
      Pattern.compile("2025-\\d\\d-\\d\\d to 2025-\\d\\d-\\d\\d, line \\d+: posted 2025-");

  @Test
  void aCellASubtotalAndTheGrandTotalOpenTheirRows(Console console) {
    try (Visit visit = console.visitWithWarehouse(Role.ANALYST, Look.LIGHT)) {
      CubePage cube =
          new CubePage(visit)
              .open("rows=category,state&columns=outcome&measures=count&sort=-count");
      Page page = visit.page();
      Locator subtotal = cube.table().locator("tr.subtotal").first();
      String category = subtotal.locator("th .member").innerText();

      subtotal.locator("td button").first().press("Enter");
      assertThat(cube.sheet()).containsText("Count: " + category);
      assertThat(Set.copyOf(cube.categoriesOfRows())).containsExactly(category);
      page.keyboard().press("Escape");
      assertThat(cube.sheet()).hasCount(0);

      Locator cell = cube.table().locator("tbody tr:not(.total):not(.subtotal) td button");
      cell.last().click();
      assertThat(cube.sheet().locator("tbody tr").first()).isVisible();
      page.keyboard().press("Escape");
      assertThat(cube.sheet()).hasCount(0);

      cube.table().locator("tr.total td button").first().click();
      assertThat(cube.sheet()).containsText("Count: Total");
      assertThat(Set.copyOf(cube.categoriesOfRows())).hasSizeGreaterThan(1);
      int shown = cube.categoriesOfRows().size();
      cube.sheet().getByText("Show more").click();
      assertThat(cube.sheet().locator("tbody tr")).hasCount(2 * shown);
      page.goBack();
      assertThat(cube.sheet()).hasCount(0);
    }
  }

  @Test
  void aFigureOfSomeRowsOpensThoseAlone(Console console) {
    try (Visit visit = console.visitWithWarehouse(Role.ANALYST, Look.LIGHT)) {
      CubePage cube =
          new CubePage(visit)
              .open("rows=category&measures=count,declined" + CubePage.where("year = 2025"));
      long declined = cube.count("Total", 1);
      assertThat(declined).isBetween(1L, 50L); // which are on one page of rows

      cube.figure("Total", 1).click();
      assertThat(cube.sheet().locator("tbody td.kind"))
          .hasText(declinedTimes(Math.toIntExact(declined)));
    }
  }

  private static Pattern[] declinedTimes(int times) {
    Pattern[] all = new Pattern[times];
    Arrays.fill(all, Pattern.compile("^Declined"));
    return all;
  }

  @Test
  void leadsFromACellToADecisionItsTransactionAndTheLineOnAStatement(Console console) {
    try (Visit visit = console.visitWithWarehouse(Role.ANALYST, Look.LIGHT)) {
      CubePage cube =
          new CubePage(visit)
              .open("rows=outcome&measures=count" + CubePage.where("date = 2025-03-01"));
      Locator sheet = cube.sheet();

      cube.figure("APPROVED", 0).click();
      assertThat(sheet).containsText("Count: APPROVED");
      sheet.locator("tbody").getByRole(AriaRole.BUTTON).last().click();
      assertThat(sheet).containsText("Decision: approved");
      assertThat(sheet).containsText("Fraud probability");
      visit.isAccessible().picture("cube-authorization");

      sheet.getByText(Pattern.compile("^Purchase, ")).click();
      assertThat(sheet).containsText("On statements");
      assertThat(sheet).containsText(LINE);
      assertThat(sheet).containsText("Decision: approved");
      visit.isAccessible().picture("cube-transaction");

      visit.page().reload();
      assertThat(sheet).containsText(LINE);
      visit.button("Show the authorization").click();
      assertThat(sheet).containsText("Its transactions");
    }
  }

  @ParameterizedTest
  @EnumSource
  void rowsFitInEachLook(Look look, Console console) {
    try (Visit visit = console.visitWithWarehouse(Role.ANALYST, look)) {
      CubePage cube = new CubePage(visit).open("rows=category&measures=count");
      cube.figure("Total", 0).click();
      assertThat(cube.categoriesOfRows()).isNotEmpty();
      visit.settled().isAccessible().picture("cube-rows-" + look.text());

      for (Locator box : new Locator[] {cube.sheet(), cube.sheet().getByRole(AriaRole.REGION)}) {
        assertThat((Integer) box.evaluate("box => box.scrollWidth - box.clientWidth"))
            .as("how much it scrolls sideways")
            .isZero();
      }
    }
  }
}
