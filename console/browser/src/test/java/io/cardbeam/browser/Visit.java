package io.cardbeam.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One person's window on the console. When it is closed, the test fails if the page wrote an error
 * to the browser's console, was stopped by its own content policy, or asked another host; see
 * {@link Complaints}.
 */
final class Visit implements AutoCloseable {
  /** Names a folder for pictures of what tests saw. */
  private static final String PICTURES = "cardbeam.browser.pictures";

  /** What is being loaded says so, and ends with this. */
  private static final Pattern LOADING = Pattern.compile("…\\s*$");

  /** Much, as a machine that tests may be busy. */
  private static final int PATIENCE_MILLIS = 30_000;

  private final BrowserContext context;
  private final Page page;
  private final Complaints complaints;

  Visit(BrowserContext context, String address) {
    this.context = context;
    this.complaints = Complaints.of(context, address);
    this.page = context.newPage();
    page.setDefaultTimeout(PATIENCE_MILLIS);
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
  }

  /** What Playwright drives. */
  Page page() {
    return page;
  }

  /** Goes to an address and waits until the page shows what it has. */
  Visit open(String path) {
    page.navigate(path);
    return settled();
  }

  /** Waits until nothing is being loaded. */
  Visit settled() {
    page.locator("main h1").first().waitFor();
    Locator loading =
        page.locator("main [role=status]").filter(new Locator.FilterOptions().setHasText(LOADING));
    assertThat(loading.or(page.locator("main [aria-busy=true]"))).hasCount(0);
    return this;
  }

  /** Signs in by the form, and waits until that is done. */
  Visit signIn(String user, String password) {
    page.navigate("/sign-in");
    page.getByLabel("User").fill(user);
    page.getByLabel("Password").fill(password);
    button("Sign in").click();
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out")).waitFor();
    return this;
  }

  /** The button with this name. */
  Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** Answers of this status to this path are meant: a browser writes an error for each. */
  Visit expecting(int status, String path) {
    complaints.expect(status, path);
    return this;
  }

  /** What would fail the test so far. */
  List<String> complaints() {
    return complaints.found();
  }

  /**
   * Fails if axe-core finds a violation of any of its rules on what is shown. It runs in the page
   * alone, which has no frames, and hands over violations alone: what passes on a page of thousands
   * of nodes takes longer to hand over than to check.
   */
  Visit isAccessible() {
    AxeRunOptions options = new AxeRunOptions();
    options.setResultTypes(List.of("violations"));
    List<Rule> violations =
        new AxeBuilder(page).options(options).setLegacyMode(true).analyze().getViolations();
    assertThat(violations)
        .as(() -> page.url() + String.join("", violations.stream().map(Visit::text).toList()))
        .isEmpty();
    return this;
  }

  private static String text(Rule rule) {
    List<String> nodes = rule.getNodes().stream().map(CheckedNode::getHtml).toList();
    return "\n  " + rule.getId() + ": " + rule.getHelp() + "\n    " + String.join("\n    ", nodes);
  }

  /** Keeps a picture of the whole page, where a folder for pictures is named. */
  Visit picture(String name) {
    String folder = System.getProperty(PICTURES, "");
    if (!folder.isEmpty()) {
      page.screenshot(
          new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of(folder, name + ".png")));
    }
    return this;
  }

  @Override
  public void close() {
    List<String> found = complaints.found();
    String url = page.url();
    context.close();
    assertThat(found).as("what the browser complains about at " + url).isEmpty();
  }
}
