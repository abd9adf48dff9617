package io.cardbeam.browser.bench;

import io.cardbeam.browser.Chromium;
import io.cardbeam.browser.bench.PageResult.InTime;
import io.cardbeam.browser.bench.PageResult.Sample;
import io.cardbeam.command.ProgressLine;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Measures the live page: first at a rate by the clock, then with many hours' requests while all
 * clocks run faster, so that its minutes and ranges pass as they would.
 */
final class PageBench {
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration A_LOOK = Duration.ofMillis(250);
  private static final int PARTS = 12;
  private static final double LEAST_FRAMES_A_SECOND = 1;
  private static final double LEAST_SHARE = 0.9;

  private final Settings settings;
  private final Chromium chromium;
  private final ProgressLine line;

  /**
   * What to measure.
   *
   * @param recording that is played
   * @param rate requests a second; the recording is played so much faster or slower
   * @param seconds that are measured by the clock
   * @param hours of requests for the heap; 0 leaves it out
   * @param speed how much faster those come
   */
  record Settings(Recording recording, int rate, int seconds, double hours, int speed) {
    /** The clock of a console at this rate, or at so many times of it. */
    private FastClock clock(int times) {
      return FastClock.from(recording.begin(), rate / recording.rate() * times);
    }

    private BenchConsole console(FastClock clock, int times) {
      return new BenchConsole(recording, clock, times);
    }

    private long requestsForHeap() {
      return Math.round(hours * TimeUnit.HOURS.toSeconds(1) * rate);
    }
  }

  PageBench(Settings settings, Chromium chromium, ProgressLine line) {
    this.settings = settings;
    this.chromium = chromium;
    this.line = line;
  }

  /**
   * Measures.
   *
   * @throws IOException if the page failed, or did not follow the stream
   */
  PageResult run() throws IOException {
    FastClock clock = settings.clock(1);
    try (BenchConsole console = settings.console(clock, 1);
        MeasuredPage page = new MeasuredPage(chromium, console.address(), clock)) {
      line.show("opening the page");
      double first = page.open();
      page.goOn(WARM_UP);
      double atStart = longest(page.longTasks(0));
      InTime inTime = inTime(console, page);
      page.check();
      List<Sample> heap = heap();
      line.show("starting a console");
      return new PageResult(
          settings.rate(), first, atStart, inTime, heap, ColdStart.measure(chromium));
    }
  }

  private static double longest(List<Double> tasks) {
    return tasks.stream().mapToDouble(one -> one).max().orElse(0);
  }

  private InTime inTime(BenchConsole console, MeasuredPage page) throws IOException {
    double from = page.now();
    long sent = console.requests();
    long frames = console.frames();
    MeasuredPage.Work before = page.work();
    for (int second = 1; second <= settings.seconds(); second++) {
      line.show("measuring by the clock, second " + second + " of " + settings.seconds());
      page.goOn(Duration.ofSeconds(1));
    }
    MeasuredPage.Work work = page.work().since(before);
    double framesPerSecond = (console.frames() - frames) / work.seconds();
    double rate = (console.requests() - sent) / work.seconds();
    List<Double> tasks = page.longTasks(from);
    if (framesPerSecond < LEAST_FRAMES_A_SECOND || rate < LEAST_SHARE * settings.rate()) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "this machine is too slow or too busy: %.0f requests in %.1f frames a second",
              rate,
              framesPerSecond));
    }
    return new InTime(
        work.seconds(),
        rate,
        framesPerSecond,
        tasks.size(),
        longest(tasks),
        work.busySeconds() / work.seconds(),
        work.scriptSeconds() / work.seconds());
  }

  private List<Sample> heap() throws IOException {
    long all = settings.requestsForHeap();
    if (all == 0) {
      return List.of();
    }
    FastClock clock = settings.clock(settings.speed());
    List<Sample> samples = new ArrayList<>();
    try (BenchConsole console = settings.console(clock, settings.speed());
        MeasuredPage page = new MeasuredPage(chromium, console.address(), clock)) {
      page.open();
      page.goOn(WARM_UP);
      long first = console.requests();
      long frames = console.frames();
      long start = System.nanoTime();
      for (int part = 0; part <= PARTS; part++) {
        while (console.requests() < first + all * part / PARTS) {
          page.goOn(A_LOOK);
          line.show(
              String.format(
                  Locale.ROOT,
                  "watching the heap, %,d of %,d requests",
                  console.requests() - first,
                  all));
        }
        samples.add(new Sample(console.requests() - first, page.held()));
      }
      page.check();
      double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
      if (console.frames() - frames < LEAST_FRAMES_A_SECOND * seconds) {
        throw new IOException("the page does not follow the faster stream");
      }
    }
    return samples;
  }
}
