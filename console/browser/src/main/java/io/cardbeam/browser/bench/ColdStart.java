package io.cardbeam.browser.bench;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.cardbeam.browser.Chromium;
import io.cardbeam.local.DataFolder;
import io.cardbeam.local.WorkFolder;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * The first page that a console serves after its process has started, to a browser that has nothing
 * of it yet.
 *
 * @param formMillis from asking for the page until the form for signing in was there
 * @param figuresMillis from asking for the live page, as somebody who is signed in, until its first
 *     figures were drawn
 */
record ColdStart(double formMillis, double figuresMillis) {
  /** Longest that either may take. */
  static final int MOST_MILLIS = 2_000;

  boolean holds() {
    return formMillis <= MOST_MILLIS && figuresMillis <= MOST_MILLIS;
  }

  /**
   * Measures both, each on a process of its own.
   *
   * @throws IOException if a server does not start
   */
  static ColdStart measure(Chromium chromium) throws IOException {
    try (WorkFolder folder = WorkFolder.open(Optional.empty(), "cardbeam-bench");
        DataFolder data = DataFolder.open(folder.path());
        ConsoleStage stage = new ConsoleStage(data)) {
      double form;
      String session;
      try (ConsoleStage.Started console = stage.console(Optional.empty());
          BrowserContext context =
              chromium
                  .browser()
                  .newContext(new NewContextOptions().setBaseURL(console.address()))) {
        Page page = context.newPage();
        page.navigate("/");
        page.getByLabel("Password").waitFor();
        form = ((Number) page.evaluate("() => performance.now()")).doubleValue();
        page.getByLabel("User").fill(ConsoleStage.USER);
        page.getByLabel("Password").fill(stage.password());
        page.locator("form button").click();
        page.getByText("Sign out").first().waitFor();
        session = context.storageState();
      }
      try (ConsoleStage.Started console = stage.console(Optional.empty());
          MeasuredPage page =
              new MeasuredPage(
                  chromium,
                  console.address(),
                  FastClock.from(Instant.now(), 1),
                  Optional.of(session))) {
        double figures = page.open();
        page.check();
        return new ColdStart(form, figures);
      }
    }
  }
}
