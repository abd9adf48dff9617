package io.cardbeam.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** The page of the cube, as a person finds their way on it. */
final class CubePage {
  private final Visit visit;
  private final Page page;

  CubePage(Visit visit) {
    this.visit = visit;
    this.page = visit.page();
  }

  /** Goes to a question, and waits for its answer. */
  CubePage open(String query) {
    visit.open("/cube?" + query);
    assertThat(table().or(page.locator(".answer ul"))).isVisible();
    return this;
  }

  /** A condition as part of an address. */
  static String where(String condition) {
    return "&where=" + URLEncoder.encode(condition, StandardCharsets.UTF_8);
  }

  /** What can be dragged, among all that there is. */
  Locator field(String name) {
    return page.locator("details")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  /** Rows, Columns or Figures. */
  Locator shelf(String name) {
    return page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** What stands on a shelf. */
  Locator chips(String shelf) {
    return shelf(shelf).getByRole(AriaRole.BUTTON);
  }

  /** Their names, in their order. */
  List<String> names(String shelf) {
    return chips(shelf).allInnerTexts().stream()
        .map(text -> text.replace("▾", "").strip())
        .toList();
  }

  /** Waits until this is on a shelf. */
  CubePage shows(String shelf, String... names) {
    assertThat(chips(shelf)).hasCount(names.length);
    assertThat(chips(shelf)).containsText(names);
    visit.settled();
    return this;
  }

  /** Opens a menu and takes one of its entries. */
  CubePage choose(Locator menu, String entry) {
    menu.click();
    page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(entry).setExact(true))
        .click();
    visit.settled();
    return this;
  }

  Locator table() {
    return page.getByRole(AriaRole.TABLE);
  }

  /** The row with this heading. */
  Locator row(String member) {
    return table()
        .locator("tbody tr")
        .filter(
            new Locator.FilterOptions()
                .setHas(
                    page.locator("th")
                        .filter(
                            new Locator.FilterOptions()
                                .setHasText(
                                    Pattern.compile("^\\s*[▾▸]?\\s*" + member + "\\s*$")))));
  }

  /** The button of a figure of a row, which opens its rows. */
  Locator figure(String member, int column) {
    return row(member).locator("td").nth(column).getByRole(AriaRole.BUTTON);
  }

  /** A count of a row. */
  long count(String member, int column) {
    return number(figure(member, column).innerText());
  }

  /** The figures of a column, from top to bottom, without the grand total. */
  List<Long> column(int at) {
    return table()
        .locator("tbody tr:not(.total) td:nth-of-type(" + (at + 1) + ")")
        .allInnerTexts()
        .stream()
        .map(CubePage::number)
        .toList();
  }

  private static long number(String text) {
    String digits = text.replaceAll("[^0-9]", "");
    return digits.isEmpty() ? 0 : Long.parseLong(digits);
  }

  /** A heading that sorts. */
  Locator heading(String figure) {
    return table()
        .locator("thead")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(figure).setExact(true));
  }

  /** The sheet over the page. */
  Locator sheet() {
    return page.getByRole(AriaRole.DIALOG);
  }

  /** Categories of the rows in the sheet. */
  List<String> categoriesOfRows() {
    assertThat(sheet().locator("tbody tr").first()).isVisible();
    return sheet().locator("td.merchant .small").allInnerTexts();
  }
}
