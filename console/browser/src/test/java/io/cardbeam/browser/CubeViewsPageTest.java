package io.cardbeam.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.cardbeam.console.access.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is shown of the cube is handed to others: as address, as view, as file. */
@BrowserTest
class CubeViewsPageTest {
  private static final int ROWS = 30;
  private static final String SORTED = "rows=state&measures=declined&sort=-declined";

  @Test
  void anAddressShowsAnotherThoseFigures(Console console) {
    String address;
    List<String> shown;
    try (Visit visit = console.visitWithWarehouse(Role.ANALYST, Look.LIGHT)) {
      CubePage cube =
          new CubePage(visit)
              .open("rows=category&columns=outcome&measures=count" + CubePage.where("year = 2025"));
      cube.choose(cube.field("State"), "Put into rows");
      cube.shows("Rows", "Category", "State").heading("Count").last().click();
      assertThat(cube.table().locator("th[aria-sort=descending]")).isVisible();
      shown = firstRows(cube);
      address = visit.page().url();
    }
    try (Visit visit = console.visitWithWarehouse(Role.ADMINISTRATOR, Look.LIGHT)) {
      visit.open(address);
      CubePage cube = new CubePage(visit).shows("Rows", "Category", "State");

      assertThat(firstRows(cube)).isEqualTo(shown).hasSize(ROWS);
    }
  }

  /** Of which there are more than are drawn at once. */
  private static List<String> firstRows(CubePage cube) {
    return cube.table().locator("tbody tr").allInnerTexts().subList(0, ROWS);
  }

  @Test
  void aSharedViewIsOpenedByAnother(Console console) {
    String name = "Declined by state";
    try (Visit visit = console.visitWithWarehouse(Role.ANALYST, Look.LIGHT)) {
      new CubePage(visit).open(SORTED);
      visit.button("Views").click();
      visit.page().getByLabel("Save what is shown as").fill(name);
      visit.page().getByLabel("Share it with analysts").check();
      visit.button("Save").click();
      assertThat(visit.button(name)).isVisible();
      visit.isAccessible().picture("cube-views");
    }
    try (Visit visit = console.visitWithWarehouse(Role.ADMINISTRATOR, Look.LIGHT)) {
      CubePage cube = new CubePage(visit).open("rows=category&measures=count");
      visit.button("Views").click();
      assertThat(cube.sheet()).containsText("by analyst");
      visit.button(name).click();

      cube.shows("Rows", "State").shows("Figures", "Declined");
      assertThat(cube.table().locator("th[aria-sort=descending]")).containsText("Declined");
    }
  }

  @Test
  void filesHaveTheFiguresThatAreShown(Console console) throws IOException, SQLException {
    try (Visit visit = console.visitWithWarehouse(Role.ANALYST, Look.LIGHT)) {
      CubePage cube =
          new CubePage(visit).open("rows=category&measures=count" + CubePage.where("year = 2025"));
      long all = cube.count("Total", 0);
      int rows = cube.table().locator("tbody tr").count();
      String csv = Files.readString(exported(visit, "CSV, as shown").path());
      Download parquet = exported(visit, "Parquet, a row for each cell");

      assertThat(csv.lines()).hasSize(1 + rows).startsWith("Category,Count", "Total," + all);
      try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
          ResultSet read =
              duckdb
                  .createStatement()
                  .executeQuery(
                      "SELECT count(*), sum(\"count\") FILTER (total_over = ''),"
                          + " sum(\"count\") FILTER (total_over = 'category') FROM read_parquet('"
                          + parquet.path()
                          + "')")) {
        read.next();
        assertThat(List.of(read.getInt(1), read.getLong(2), read.getLong(3)))
            .containsExactly(rows, all, all);
      }
    }
  }

  private static Download exported(Visit visit, String as) {
    Page page = visit.page();
    visit.button("Export").click();
    return page.waitForDownload(
        () -> page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(as)).click());
  }

  @Test
  void theCornerSaysWhatCameSinceTheStar(Console console) {
    try (Visit visit = console.visitWithWarehouse(Role.ANALYST, Look.LIGHT)) {
      new CubePage(visit).open("rows=year&measures=count");

      assertThat(visit.page().locator(".answer > .corner"))
          .containsText(
              Pattern.compile("Star built to 2025-03-\\d\\d [\\s\\S]*[\\d,]+ rows since, as of"));
    }
  }
}
