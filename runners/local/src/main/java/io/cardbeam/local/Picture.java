package io.cardbeam.local;

import io.cardbeam.command.traffic.TrafficCounts;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Traffic while it runs: on a terminal a few lines that are drawn over each time, elsewhere one
 * line each {@value #PLAIN_EVERY_SECONDS} seconds.
 */
final class Picture {
  private static final int PLAIN_EVERY_SECONDS = 10;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String CLEAR_LINE = "\u001B[K";

  private final PrintWriter out;
  private final boolean terminal;
  private int drawn;
  private long shownNanos;
  private long lastRequests;
  private boolean shownBefore;

  Picture(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * Shows how it stands.
   *
   * @param rowsStored in the database, all tables
   * @param nowNanos of {@link System#nanoTime}
   */
  void show(TrafficCounts counts, long rowsStored, long nowNanos) {
    double seconds = (nowNanos - shownNanos) / (double) TimeUnit.SECONDS.toNanos(1);
    if (!terminal && shownBefore && seconds < PLAIN_EVERY_SECONDS) {
      return;
    }
    double perSecond = shownBefore ? (counts.requests() - lastRequests) / seconds : 0;
    if (terminal) {
      draw(lines(counts, rowsStored, perSecond));
    } else {
      out.println(oneLine(counts, rowsStored, perSecond));
    }
    out.flush();
    shownBefore = true;
    shownNanos = nowNanos;
    lastRequests = counts.requests();
  }

  private void draw(List<String> lines) {
    if (drawn > 0) {
      out.print("\u001B[" + drawn + "A");
    }
    lines.forEach(line -> out.println(line + CLEAR_LINE));
    drawn = lines.size();
  }

  private static List<String> lines(TrafficCounts counts, long rowsStored, double perSecond) {
    List<String> lines = new ArrayList<>();
    Collections.addAll(
        lines,
        "",
        "  event time   " + eventTime(counts),
        row("requests", counts.requests(), String.format(Locale.ROOT, "%,.0f/s", perSecond)),
        row("approved", counts.approved(), share(counts.approved(), counts)),
        row("referred", counts.referred(), share(counts.referred(), counts)),
        row("declined", counts.declined(), share(counts.declined(), counts)),
        row("alerts", counts.alerts(), share(counts.alerts(), counts)),
        row("rows stored", rowsStored, ""));
    if (counts.thefts() > 0) {
      lines.add(row("thieves", counts.thefts(), stopped(counts)));
    }
    lines.add(
        "  latency      p50 "
            + millis(counts.recentLatency().p50Micros())
            + "   p99 "
            + millis(counts.recentLatency().p99Micros())
            + "   (request sent to decision read)");
    return lines;
  }

  private static String oneLine(TrafficCounts counts, long rowsStored, double perSecond) {
    return String.format(
        Locale.ROOT,
        "  %s requests %,d (%,.0f/s) approved %,d referred %,d declined %,d alerts %,d"
            + " rows stored %,d latency p50 %s p99 %s%s",
        eventTime(counts),
        counts.requests(),
        perSecond,
        counts.approved(),
        counts.referred(),
        counts.declined(),
        counts.alerts(),
        rowsStored,
        millis(counts.recentLatency().p50Micros()),
        millis(counts.recentLatency().p99Micros()),
        counts.thefts() > 0 ? " thieves " + counts.thefts() + ", " + stopped(counts) : "");
  }

  private static String stopped(TrafficCounts counts) {
    return String.format(
        Locale.ROOT,
        "%,d stopped; %,d cardholders hindered",
        counts.theftsStopped(),
        counts.hindered());
  }

  private static String row(String name, long count, String beside) {
    return String.format(Locale.ROOT, "  %-12s %,12d   %s", name, count, beside);
  }

  private static String share(long count, TrafficCounts counts) {
    return counts.decided() == 0
        ? ""
        : String.format(Locale.ROOT, "%.1f %%", 100.0 * count / counts.decided());
  }

  private static String eventTime(TrafficCounts counts) {
    return counts.requests() == 0
        ? "not begun"
        : TIME.format(Instant.ofEpochMilli(counts.eventTimeMillis())) + " UTC";
  }

  /** A time that was measured; 0, where nothing was, is a dash. */
  static String millis(long micros) {
    return micros == 0 ? "-" : String.format(Locale.ROOT, "%,.1f ms", micros / 1000.0);
  }
}
