package io.cardbeam.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.cardbeam.console.access.Role;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A question to the cube is put together by mouse, by menus and by keys. */
@BrowserTest
class CubePageTest {
  private static final String ONE = "rows=category&measures=count";

  /** Figures that are compared are of a year that is over: payments go on meanwhile. */
  private static final String PAST = CubePage.where("year = 2025");

  private static final String STILL = ONE + PAST;

  @Test
  void isDrivenByTheKeyboardAlone(Console console) {
    try (Visit visit = console.visitWithWarehouse(Role.ANALYST, Look.LIGHT)) {
      CubePage cube = new CubePage(visit).open("rows=category&columns=outcome&measures=count");
      Page page = visit.page();

      cube.field("State").focus();
      page.keyboard().press("Enter");
      page.keyboard().press("Enter"); // the first thing of its menu: into the rows
      cube.shows("Rows", "Category", "State");
      cube.chips("Rows").last().focus();
      page.keyboard().press("Alt+ArrowLeft");
      cube.shows("Rows", "State", "Category");
      page.keyboard().press("Delete");
      cube.shows("Rows", "Category");

      cube.field("Amount").press("Enter");
      page.keyboard().press("Enter");
      cube.shows("Figures", "Count", "Amount");
      assertThat(cube.heading("Amount").first()).isVisible();
    }
  }

  @Test
  void aDraggedDimensionGoesWhereMenusAndKeysPutIt(Console console) {
    try (Visit visit = console.visitWithWarehouse(Role.ANALYST, Look.LIGHT)) {
      CubePage cube = new CubePage(visit).open(ONE);
      cube.field("State").dragTo(cube.chips("Rows").first(), beforeIt());
      cube.shows("Rows", "State", "Category");
      String dragged = visit.page().url();

      cube.open(ONE).choose(cube.field("State"), "Put into rows");
      cube.choose(cube.chips("Rows").last(), "Move before").shows("Rows", "State", "Category");
      assertThat(visit.page().url()).isEqualTo(dragged);

      cube.open(ONE).field("State").press("Enter");
      visit.page().keyboard().press("Enter");
      cube.shows("Rows", "Category", "State").chips("Rows").last().press("Alt+ArrowLeft");
      cube.shows("Rows", "State", "Category");
      assertThat(visit.page().url()).isEqualTo(dragged);
    }
  }

  private static Locator.DragToOptions beforeIt() {
    return new Locator.DragToOptions().setTargetPosition(2, 10);
  }

  @Test
  void aDraggedFigureGoesWhereItsMenuPutsIt(Console console) {
    try (Visit visit = console.visitWithWarehouse(Role.ANALYST, Look.LIGHT)) {
      CubePage cube = new CubePage(visit).open(ONE);
      cube.field("Amount").dragTo(cube.shelf("Figures"));
      cube.shows("Figures", "Count", "Amount");
      String dragged = visit.page().url();
      assertThat(cube.heading("Amount")).isVisible();

      cube.open(ONE).choose(cube.field("Amount"), "Add to figures");
      assertThat(visit.page().url()).isEqualTo(dragged);
    }
  }

  @Test
  void aShelfTakesOnlyWhatBelongsThere(Console console) {
    try (Visit visit = console.visitWithWarehouse(Role.ANALYST, Look.LIGHT)) {
      CubePage cube = new CubePage(visit).open(ONE);
      String before = visit.page().url();

      cube.field("Amount").dragTo(cube.shelf("Rows"));
      cube.field("State").dragTo(cube.shelf("Figures"));
      cube.chips("Figures").first().dragTo(cube.shelf("Columns"));

      cube.shows("Rows", "Category").shows("Figures", "Count").shows("Columns");
      assertThat(visit.page().url()).isEqualTo(before);
    }
  }

  @Test
  void isTurnedByDraggingAndByItsButton(Console console) {
    try (Visit visit = console.visitWithWarehouse(Role.ANALYST, Look.LIGHT)) {
      CubePage cube = new CubePage(visit).open("rows=category,outcome&measures=count" + PAST);
      long travel = cube.count("travel", 0);
      cube.chips("Rows").last().dragTo(cube.shelf("Columns"));
      cube.shows("Rows", "Category").shows("Columns", "Outcome");
      List<String> across = cube.table().locator("thead .group").allInnerTexts();
      assertThat(across).contains("APPROVED", "Total");
      assertThat(cube.count("travel", across.indexOf("Total"))).isEqualTo(travel);

      visit.button("Swap rows and columns").click();
      cube.shows("Rows", "Outcome").shows("Columns", "Category");
      List<String> turned = cube.table().locator("thead .group").allInnerTexts();
      assertThat(turned).contains("travel");
      assertThat(cube.count("Total", turned.indexOf("travel"))).isEqualTo(travel);
    }
  }

  @Test
  void drillsIntoAMemberAndBackUp(Console console) {
    try (Visit visit = console.visitWithWarehouse(Role.ANALYST, Look.LIGHT)) {
      CubePage cube = new CubePage(visit).open("rows=state&measures=count" + PAST);
      long ofState = cube.count("KY", 0);

      cube.choose(member(cube, "KY"), "Drill down to City").shows("Rows", "City");
      assertThat(cube.count("Total", 0)).isEqualTo(ofState);
      assertThat(cube.column(0).stream().mapToLong(Long::longValue).sum()).isEqualTo(ofState);

      cube.choose(cube.chips("Rows").first(), "Roll up to State").shows("Rows", "State");
      assertThat(cube.table().locator("tbody tr")).hasCount(2); // the total and its one state
      visit.page().goBack();
      cube.shows("Rows", "City");
    }
  }

  @Test
  void aMenuStaysOpenAfterTheScrollingThatBroughtItsButtonIntoView(Console console) {
    try (Visit visit = console.visitWithWarehouse(Role.ANALYST, Look.LIGHT)) {
      visit.page().setViewportSize(1280, 420);
      CubePage cube = new CubePage(visit).open("rows=state&measures=count");
      // The browser reports the scrolling with its next frame, after the click.
      Object scrolled =
          cube.table()
              .locator("tbody .member")
              .last()
              .evaluate(
                  """
                  async button => {
                    const top = button.getBoundingClientRect().top;
                    button.scrollIntoView({ behavior: 'instant', block: 'center' });
                    button.click();
                    const frame = () => new Promise(requestAnimationFrame);
                    await frame();
                    await frame();
                    return top - button.getBoundingClientRect().top;
                  }""");
      assertThat(((Number) scrolled).doubleValue()).isGreaterThan(50);
      Locator menu = visit.page().getByRole(AriaRole.MENU);
      assertThat(menu).isVisible();

      visit.page().mouse().move(640, 210);
      visit.page().mouse().wheel(0, -120);
      assertThat(menu).isHidden();
    }
  }

  @Test
  void aMenuLiesOverTheRowsBelowItsButton(Console console) {
    try (Visit visit = console.visitWithWarehouse(Role.ANALYST, Look.LIGHT)) {
      CubePage cube = new CubePage(visit).open("rows=state&measures=count" + PAST);
      cube.table().locator("tbody .member").first().click();
      Locator items = visit.page().getByRole(AriaRole.MENUITEM);
      assertThat(items).hasCount(3);
      for (Locator item : items.all()) {
        Object isOnTop =
            item.evaluate(
                """
                item => {
                  const box = item.getBoundingClientRect();
                  const [x, y] = [box.left + 8, box.top + box.height / 2];
                  return item.contains(document.elementFromPoint(x, y));
                }""");
        assertThat(isOnTop).as(item.innerText()).isEqualTo(true);
      }
    }
  }

  private static Locator member(CubePage cube, String name) {
    return cube.row(name).locator("th .member");
  }

  @Test
  void aClickShowsOneMemberAloneOrLeavesItOut(Console console) {
    try (Visit visit = console.visitWithWarehouse(Role.ANALYST, Look.LIGHT)) {
      CubePage cube = new CubePage(visit).open(STILL);
      long all = cube.count("Total", 0);
      long travel = cube.count("travel", 0);

      cube.choose(member(cube, "travel"), "Only travel");
      assertThat(cube.count("Total", 0)).isEqualTo(travel);
      assertThat(cube.table().locator("tbody tr")).hasCount(2);
      visit.button("Take out: category = 'travel'").click();
      visit.settled();
      cube.choose(member(cube, "travel"), "All but travel");
      assertThat(cube.row("travel")).hasCount(0);
      assertThat(cube.count("Total", 0)).isEqualTo(all - travel);
    }
  }

  @Test
  void sortsByAFigureDownUpAndAsItWas(Console console) {
    try (Visit visit = console.visitWithWarehouse(Role.ANALYST, Look.LIGHT)) {
      CubePage cube = new CubePage(visit).open(STILL);
      List<Long> before = cube.column(0);
      cube.heading("Count").click();
      assertThat(cube.table().locator("th[aria-sort=descending]")).isVisible();
      assertThat(cube.column(0)).isSortedAccordingTo(Comparator.reverseOrder());
      cube.heading("Count").click();
      assertThat(cube.table().locator("th[aria-sort=ascending]")).isVisible();
      assertThat(cube.column(0)).isSorted();
      cube.heading("Count").click();
      assertThat(cube.table().locator("th[aria-sort]")).hasCount(0);
      assertThat(cube.column(0)).isEqualTo(before);
    }
  }

  @Test
  void aSubtotalIsTheSumOfItsPartsAndFolds(Console console) {
    try (Visit visit = console.visitWithWarehouse(Role.ANALYST, Look.LIGHT)) {
      CubePage cube =
          new CubePage(visit).open("rows=gender,category&measures=count&sort=-count" + PAST);
      Locator all = cube.table().locator("tbody tr");
      int rows = all.count();
      List<String> kinds =
          all.all().stream().map(row -> row.getAttribute("class")).map(String::valueOf).toList();
      int parts = kinds.subList(2, rows).indexOf(kinds.get(1));
      List<Long> counts = cube.column(0);
      assertThat(counts.subList(1, 1 + parts).stream().mapToLong(Long::longValue).sum())
          .isEqualTo(counts.get(0));

      all.nth(1).locator(".fold").click();
      assertThat(all).hasCount(rows - parts);
      visit.button("Unfold all").click();
      visit.button("Fold all").click();
      assertThat(cube.table().locator("tbody tr:not(.subtotal):not(.total)")).hasCount(0);
    }
  }

  @Test
  void barsShowTheSameFigures(Console console) {
    try (Visit visit = console.visitWithWarehouse(Role.ANALYST, Look.LIGHT)) {
      CubePage cube = new CubePage(visit).open(STILL);
      List<String> counts = cube.table().locator("tbody tr:not(.total) td").allInnerTexts();

      visit.button("Bars").click();
      Locator bars = visit.page().locator(".answer li .number");
      assertThat(bars).hasText(counts.toArray(String[]::new));
      visit.isAccessible().picture("cube-bars");
      visit.page().reload();
      assertThat(bars).hasCount(counts.size());
    }
  }
}
