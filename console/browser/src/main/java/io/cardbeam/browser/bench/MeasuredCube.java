package io.cardbeam.browser.bench;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.cardbeam.browser.Chromium;
import io.cardbeam.browser.Complaints;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;

/** The page of the cube in a browser. What is measured is measured within the page. */
final class MeasuredCube implements AutoCloseable {
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 900;
  private static final double PATIENCE_MILLIS = 120_000;

  /**
   * Begins a view, does the one thing when all of it is drawn, and waits until what came of it is
   * painted.
   */
  private static final String SCRIPT =
      """
      async ([query, shelf, field]) => {
        const answer = () => document.querySelector('section.answer');
        const painted = () => new Promise((resolve) => requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => resolve(performance.now());
          channel.port2.postMessage(0);
        }));
        const answered = () => new Promise((resolve) => {
          let isAsked = false;
          const observer = new MutationObserver(() => {
            if (answer().getAttribute('aria-busy') === 'true') {
              isAsked = true;
            } else if (isAsked) {
              observer.disconnect();
              resolve(painted());
            }
          });
          observer.observe(answer(), { attributes: true, attributeFilter: ['aria-busy'] });
        });
        const settled = () => new Promise((resolve) => {
          let timer = 0;
          const observer = new MutationObserver(() => wait());
          const wait = () => {
            clearTimeout(timer);
            timer = setTimeout(() => { observer.disconnect(); resolve(); }, 150);
          };
          observer.observe(answer(), { childList: true, subtree: true });
          wait();
        });
        const cellsNow = () => answer().querySelectorAll('tbody td').length;
        const buttons = (root) => [...root.querySelectorAll('button')];
        const named = (root, name) => buttons(root).find((one) => one.getAttribute('aria-label') === name);

        const shown = answered();
        history.pushState(null, '', '/cube?' + query);
        dispatchEvent(new PopStateEvent('popstate'));
        await shown;
        await settled();
        performance.clearResourceTimings();
        const drawn = answered();
        let begin = 0;
        if (shelf) {
          const from = named(document.querySelector('details'), field).closest('li');
          const to = document.querySelector(`[role=group][aria-label="${shelf}"]`);
          const box = to.getBoundingClientRect();
          const at = { bubbles: true, cancelable: true, dataTransfer: new DataTransfer(), clientX: box.right - 4, clientY: box.bottom - 4 };
          from.dispatchEvent(new DragEvent('dragstart', at));
          to.dispatchEvent(new DragEvent('dragover', at));
          begin = performance.now();
          to.dispatchEvent(new DragEvent('drop', at));
        } else {
          document.querySelector('tbody th .member').click();
          await painted();
          begin = performance.now();
          document.querySelector('[role=menuitem]').click();
        }
        const end = await drawn;
        const asked = performance.getEntriesByType('resource').filter((one) => one.name.includes('/v1/cube?')).at(-1);
        const cells = cellsNow();
        await settled();
        return { drawn: end - begin, asked: asked.responseEnd - asked.startTime, bytes: asked.decodedBodySize, cells, later: cellsNow() - cells,
          failed: answer().querySelector('[role=alert]')?.innerText ?? '' };
      }
      """;

  /** What the page calls each field. */
  private static final String LABELS =
      """
      async () => {
        const all = await (await fetch('/v1/cube/catalogue')).json();
        return Object.fromEntries([...all.dimensions, ...all.measures].map((one) => [one.name, one.label]));
      }
      """;

  private final BrowserContext context;
  private final Complaints complaints;
  private final Page page;
  private Map<?, ?> labels = Map.of();

  /**
   * One step.
   *
   * @param drawnMillis from the drop or click until the table was painted
   * @param answeredMillis of them, from asking the server until the last of its answer came
   * @param bytes of the answer
   * @param cells that were drawn
   * @param laterCells that were drawn after that: beyond what is seen at once
   */
  record Taken(
      double drawnMillis, double answeredMillis, long bytes, long cells, long laterCells) {}

  /** A page of its own. */
  MeasuredCube(Chromium chromium, String address) {
    context =
        chromium
            .browser()
            .newContext(new NewContextOptions().setBaseURL(address).setViewportSize(WIDTH, HEIGHT));
    complaints = Complaints.of(context, address);
    page = context.newPage();
    page.setDefaultTimeout(PATIENCE_MILLIS);
  }

  /** Signs in, and opens the cube. */
  void open(String user, String password) {
    page.navigate("/sign-in");
    page.getByLabel("User").fill(user);
    page.getByLabel("Password").fill(password);
    page.locator("form button").click();
    page.getByText("Sign out").first().waitFor();
    page.navigate("/cube");
    page.locator("section.answer table").waitFor();
    labels = (Map<?, ?>) page.evaluate(LABELS);
  }

  /** Waits until the corner says how many rows came since the star. */
  void awaitRowsSince() {
    page.waitForCondition(
        () -> {
          page.getByText("Ask again").click();
          page.locator("section.answer[aria-busy=false]").waitFor();
          return page.locator("section.answer .corner").last().innerText().contains("rows since");
        },
        new Page.WaitForConditionOptions().setTimeout(PATIENCE_MILLIS));
  }

  /** What the corner says. */
  String corner() {
    return page.locator("section.answer .corner").last().innerText();
  }

  /**
   * Does a step.
   *
   * @throws IOException if the cube refuses the question
   */
  Taken take(CubeStep step) throws IOException {
    Map<?, ?> taken =
        (Map<?, ?>)
            page.evaluate(
                SCRIPT,
                new String[] {
                  step.start(), step.act().shelf(), String.valueOf(labels.get(step.field()))
                });
    String failed = String.valueOf(taken.get("failed"));
    if (!failed.isEmpty()) {
      throw new IOException(step.words() + ": " + failed);
    }
    return new Taken(
        number(taken, "drawn"),
        number(taken, "asked"),
        (long) number(taken, "bytes"),
        (long) number(taken, "cells"),
        (long) number(taken, "later"));
  }

  private static double number(Map<?, ?> taken, String name) {
    return ((Number) Objects.requireNonNull(taken.get(name), name)).doubleValue();
  }

  /**
   * Returns if the page has done what it should.
   *
   * @throws IOException if it wrote an error, or asked another host
   */
  void check() throws IOException {
    if (!complaints.found().isEmpty()) {
      throw new IOException("the page failed: " + String.join("; ", complaints.found()));
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
