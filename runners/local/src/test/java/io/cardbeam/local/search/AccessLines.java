package io.cardbeam.local.search;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Lines of an access log, and how often each status is in them. */
public final class AccessLines {
  private AccessLines() {}

  /** Two days of lines, one of a hundred torn, one of ten as the line before. */
  public static String of(int count, long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    String last = "";
    for (int i = 0; i < count; i++) {
      if (i == 0 || random.nextInt(10) > 0) {
        int second = (int) (i * 172_800L / count);
        last =
            String.format(
                "192.0.2.%d - - [%d/Nov/2026:%02d:%02d:%02d +0000] \"GET /a?n=%d HTTP/1.1\" %d %d"
                    + " \"-\" \"Mozilla/5.0 (X11) Firefox/130.0\"%n",
                random.nextInt(200),
                28 + second / 86_400,
                second / 3_600 % 24,
                second / 60 % 60,
                second % 60,
                random.nextInt(1_000),
                new int[] {200, 200, 304, 404, 500}[random.nextInt(5)],
                random.nextInt(10_000));
      }
      text.append(random.nextInt(100) == 0 ? "torn\n" : last);
    }
    return text.toString();
  }

  /** How many of the lines describe a request. */
  public static long hits(String text) {
    return text.lines().filter(line -> !line.equals("torn")).count();
  }

  /** Hits by their status. */
  public static Map<String, Long> statuses(String text) {
    Map<String, Long> counts = new TreeMap<>();
    text.lines()
        .filter(line -> !line.equals("torn"))
        .forEach(line -> counts.merge(line.split("\" ", -1)[1].substring(0, 3), 1L, Long::sum));
    return counts;
  }
}
