package io.cardbeam.browser.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import io.cardbeam.browser.Chromium;
import io.cardbeam.browser.Complaints;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The live page in a browser, and what the browser says of its work. */
final class MeasuredPage implements AutoCloseable {
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 900;
  private static final String FIGURES = "dl[aria-label=\"Figures of the range\"] dd";

  /** Notes long tasks, and when the first figures were drawn; milliseconds since navigation. */
  private static final String OBSERVER =
      """
      (() => {
        const seen = { tasks: [], first: 0 };
        globalThis.cardbeamBench = seen;
        new PerformanceObserver((list) =>
          list.getEntries().forEach((task) => seen.tasks.push([task.startTime, task.duration])),
        ).observe({ type: 'longtask', buffered: true });
        const look = () => requestAnimationFrame(() => {
          if (document.querySelector('%s')) {
            setTimeout(() => { seen.first = performance.now(); });
          } else {
            look();
          }
        });
        look();
      })();
      """
          .formatted(FIGURES);

  private final BrowserContext context;
  private final Complaints complaints;
  private final Page page;
  private final CDPSession devTools;

  /**
   * Work until now.
   *
   * @param seconds of a clock that only goes on
   * @param busySeconds in which the main thread had a task
   * @param scriptSeconds of them in scripts
   */
  record Work(double seconds, double busySeconds, double scriptSeconds) {
    private static Work of(Map<String, Double> metrics) {
      return new Work(
          metrics.getOrDefault("Timestamp", 0.0),
          metrics.getOrDefault("TaskDuration", 0.0),
          metrics.getOrDefault("ScriptDuration", 0.0));
    }

    /** What was done between that and this. */
    Work since(Work before) {
      return new Work(
          seconds - before.seconds,
          busySeconds - before.busySeconds,
          scriptSeconds - before.scriptSeconds);
    }
  }

  /**
   * What the page holds after a collection.
   *
   * @param bytes of the heap of its scripts
   * @param nodes of all its documents
   */
  record Held(long bytes, long nodes) {}

  /** A page of its own, with the time of day of this clock. */
  MeasuredPage(Chromium chromium, String address, FastClock clock) {
    this(chromium, address, clock, Optional.empty());
  }

  /**
   * The same.
   *
   * @param session of who is signed in, as Playwright stores it
   */
  MeasuredPage(Chromium chromium, String address, FastClock clock, Optional<String> session) {
    NewContextOptions options =
        new NewContextOptions().setBaseURL(address).setViewportSize(WIDTH, HEIGHT);
    session.ifPresent(options::setStorageState);
    context = chromium.browser().newContext(options);
    complaints = Complaints.of(context, address);
    context.addInitScript(clock.script());
    context.addInitScript(OBSERVER);
    page = context.newPage();
    devTools = context.newCDPSession(page);
    devTools.send("Performance.enable");
    devTools.send("HeapProfiler.enable");
  }

  /** What Playwright drives. */
  Page page() {
    return page;
  }

  /** Opens the page; milliseconds until its first figures were drawn. */
  double open() {
    page.navigate("/live");
    page.locator(FIGURES).first().waitFor();
    page.waitForCondition(() -> first() > 0);
    return first();
  }

  private double first() {
    return number(page.evaluate("() => cardbeamBench.first"));
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  /** Lets it go on for a time. */
  void goOn(Duration time) {
    page.waitForTimeout((double) time.toMillis());
  }

  /** Milliseconds of the page's clock since it was asked for. */
  double now() {
    return number(page.evaluate("() => performance.now()"));
  }

  /** Durations of tasks of more than 50 ms that began from then on, milliseconds. */
  List<Double> longTasks(double fromMillis) {
    List<?> tasks =
        (List<?>)
            page.evaluate(
                "from => cardbeamBench.tasks.filter(t => t[0] >= from).map(t => t[1])", fromMillis);
    return tasks.stream().map(MeasuredPage::number).toList();
  }

  /** What it did until now. */
  Work work() {
    return Work.of(metrics());
  }

  /** What it holds when all that can be collected is. */
  Held held() {
    devTools.send("HeapProfiler.collectGarbage");
    Map<String, Double> metrics = metrics();
    return new Held(
        metrics.getOrDefault("JSHeapUsedSize", 0.0).longValue(),
        metrics.getOrDefault("Nodes", 0.0).longValue());
  }

  private Map<String, Double> metrics() {
    Map<String, Double> metrics = new TreeMap<>();
    for (JsonElement one : devTools.send("Performance.getMetrics").getAsJsonArray("metrics")) {
      JsonObject metric = one.getAsJsonObject();
      metrics.put(metric.get("name").getAsString(), metric.get("value").getAsDouble());
    }
    return metrics;
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
