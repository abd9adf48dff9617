package io.cardbeam.simulator.weblog;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** An access log whose lines are known, and what a slow count of them gives. */
public final class KnownLog {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Instant START = Instant.parse("2026-01-31T23:00:00Z");
  private static final List<String> PATHS =
      List.of("/", "/cart", "/pay", "/a,b", "/say\\\"hi\\\"", "/static/app.js");
  private static final List<String> PATHS_MEAN =
      List.of("/", "/cart", "/pay", "/a,b", "/say\"hi\"", "/static/app.js");
  private static final List<String> AGENTS =
      List.of(
          "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
          "curl/8.5.0",
          "Mozilla/5.0 (compatible; GPTBot/1.2)",
          "-");
  private static final List<String> KINDS = List.of("browser", "tool", "ai_agent", "unknown");
  private static final List<String> TORN =
      List.of("", "nonsense", "192.0.2.1 - - [31/Jan/2026:23:00:00 +0000] \"GET / HT");
  private static final int[] STATUSES = {200, 200, 200, 304, 404, 500};

  /**
   * One line.
   *
   * @param text as logged
   * @param isHit whether it can be read; the other parts are those of a hit
   * @param second since 1970, UTC
   * @param path with the log's escapes undone
   * @param kind class of the user agent
   */
  public record Line(
      String text,
      boolean isHit,
      long second,
      String host,
      String path,
      int status,
      int bytes,
      String kind) {

    /** Whether its user agent names itself as no person's. */
    public boolean isBotByName() {
      return kind.equals("tool") || kind.equals("ai_agent");
    }
  }

  private KnownLog() {}

  /** So many lines, one in 25 torn; the same for the same seed. */
  public static List<Line> lines(int count, long seed) {
    Random random = new Random(seed);
    List<Line> lines = new ArrayList<>();
    long second = START.getEpochSecond();
    for (int i = 0; i < count; i++) {
      second += random.nextInt(20);
      if (random.nextInt(25) == 0) {
        String torn = TORN.get(random.nextInt(TORN.size()));
        lines.add(new Line(torn, false, second, "", "", 0, 0, ""));
      } else {
        lines.add(hit(second - random.nextInt(5), random));
      }
    }
    return lines;
  }

  private static Line hit(long second, Random random) {
    String host = (random.nextBoolean() ? "192.0.2." : "198.51.100.") + random.nextInt(40);
    int path = random.nextInt(PATHS.size());
    int agent = random.nextInt(AGENTS.size());
    int status = STATUSES[random.nextInt(STATUSES.length)];
    int bytes = random.nextInt(10_000);
    String text =
        host
            + " - - ["
            + TIME.format(Instant.ofEpochSecond(second))
            + "] \"GET "
            + PATHS.get(path)
            + "?id="
            + random.nextInt(9)
            + " HTTP/1.1\" "
            + status
            + " "
            + bytes
            + " \"-\" \""
            + AGENTS.get(agent)
            + "\"";
    return new Line(
        text, true, second, host, PATHS_MEAN.get(path), status, bytes, KINDS.get(agent));
  }

  /** Lines with their ends. */
  public static String text(List<Line> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.text()).append('\n'));
    return text.toString();
  }

  /** How a line is counted. */
  public interface Value {
    /** Its value in a line. */
    String of(Line line);
  }

  /** Hits, hits by robots, errors and bytes, by a value. */
  public static Map<String, List<Long>> counts(List<Line> lines, Value value) {
    Map<String, List<Long>> counts = new TreeMap<>();
    for (Line line : lines) {
      if (line.isHit()) {
        List<Long> one =
            List.of(
                1L,
                line.isBotByName() ? 1L : 0L,
                line.status() >= 400 ? 1L : 0L,
                (long) line.bytes());
        counts.merge(
            value.of(line),
            one,
            (a, b) -> {
              List<Long> sum = new ArrayList<>();
              for (int i = 0; i < a.size(); i++) {
                sum.add(a.get(i) + b.get(i));
              }
              return sum;
            });
      }
    }
    return counts;
  }
}
