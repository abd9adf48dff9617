package io.cardbeam.bench.weblog;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.cardbeam.text.StableHash;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A log in Apache's combined format as a busy shop's is: few visitors ask for most, new ones come
 * all the time, a third of the requests are for pages, one in five has a query, one in a thousand
 * is no request at all. The same seed makes the same bytes.
 */
final class TrafficLog {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("'['dd/MMM/yyyy:HH:mm:ss Z']'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final Instant START = Instant.parse("2026-01-30T12:00:00Z");
  private static final int LINES_A_SECOND = 50;
  private static final int FIRST_VISITORS = 1_000;
  private static final int LINES_A_NEW_VISITOR = 50;
  private static final int PATHS = 5_000;
  private static final int AGENTS = 600;
  private static final int ONE_IN_GARBAGE = 1_000;
  private static final List<String> KINDS =
      List.of("/product/", "/category/", "/static/js/", "/images/", "/static/css/", "/article/");
  private static final List<String> ENDS = List.of("", "/", ".js", ".jpg", ".css", ".html");
  private static final List<String> GARBAGE =
      List.of("\\x16\\x03\\x01\\x02", "-", "\\n", "SSH-2.0-Go", "t3 12.1.2");
  private static final List<String> AGENT_FORMS =
      List.of(
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%d.0.0.0 Safari/537.36",
          "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/%d.1 Safari/605.1.15",
          "Mozilla/5.0 (X11; Linux x86_64; rv:%1$d.0) Gecko/20100101 Firefox/%1$d.0",
          "Mozilla/5.0 (iPhone; CPU iPhone OS 17_%d like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1",
          "Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%d.0.6367.82 Mobile Safari/537.36",
          "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.%d; +http://search.example/bot.htm)",
          "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.%d)",
          "curl/8.%d.0");

  private final SplittableRandom random;
  private final byte[][] paths = new byte[PATHS][];
  private final byte[][] agents = new byte[AGENTS][];
  private final byte[] line = new byte[1 << 10];
  private int length;
  private long second = Long.MIN_VALUE;
  private byte[] time = new byte[0];

  private TrafficLog(long seed) {
    random = new SplittableRandom(seed);
    for (int i = 0; i < PATHS; i++) {
      int kind = i % KINDS.size();
      paths[i] = (KINDS.get(kind) + "item-" + i * 7 + ENDS.get(kind)).getBytes(US_ASCII);
    }
    for (int i = 0; i < AGENTS; i++) {
      String form = AGENT_FORMS.get(i % AGENT_FORMS.size());
      agents[i] = String.format(Locale.ROOT, form, 60 + i / AGENT_FORMS.size()).getBytes(US_ASCII);
    }
  }

  /** Writes so many lines. */
  static void write(long lines, long seed, OutputStream out) throws IOException {
    TrafficLog log = new TrafficLog(seed);
    for (long i = 0; i < lines; i++) {
      log.line(i);
      out.write(log.line, 0, log.length);
    }
  }

  private void line(long number) {
    length = 0;
    long visitors = FIRST_VISITORS + number / LINES_A_NEW_VISITOR;
    double skew = random.nextDouble();
    long visitor = (long) (visitors * skew * skew);
    long hash = StableHash.mixed(visitor + StableHash.GOLDEN_GAMMA);
    host(hash);
    text(hash % 40 == 0 ? " - ann " : " - - ");
    time(START.getEpochSecond() + number / LINES_A_SECOND);
    text(" \"");
    boolean garbage = random.nextInt(ONE_IN_GARBAGE) == 0;
    if (garbage) {
      text(GARBAGE.get(random.nextInt(GARBAGE.size())));
      text("\" 400 ");
    } else {
      request();
    }
    number(garbage ? 226 : random.nextInt(60_000));
    text(" \"");
    referrer();
    text("\" \"");
    bytes(agents[(int) Math.floorMod(hash >>> 20, (long) AGENTS)]);
    text("\"\n");
  }

  private void host(long hash) {
    if (hash % 20 == 0) {
      text("2001:db8:");
      text(Integer.toHexString((int) (hash >>> 48) + 1));
      text("::");
      text(Integer.toHexString((int) (hash >>> 32 & 0xffff) + 1));
    } else {
      number(1 + (hash >>> 56) % 223);
      text(".");
      number(hash >>> 48 & 0xff);
      text(".");
      number(hash >>> 40 & 0xff);
      text(".");
      number(hash >>> 32 & 0xff);
    }
  }

  private void request() {
    text(random.nextInt(20) == 0 ? "POST " : "GET ");
    double skew = random.nextDouble();
    bytes(paths[(int) (PATHS * skew * skew)]);
    if (random.nextInt(5) == 0) {
      text("?page=");
      number(random.nextInt(200));
      text("&sort=price&utm_source=mail");
    }
    text(" HTTP/1.1\" ");
    int kind = random.nextInt(100);
    text(
        kind < 88 ? "200 " : kind < 93 ? "304 " : kind < 96 ? "302 " : kind < 99 ? "404 " : "500 ");
  }

  private void referrer() {
    int kind = random.nextInt(10);
    if (kind < 4) {
      text("-");
    } else if (kind < 9) {
      text("https://shop.example");
      double skew = random.nextDouble();
      bytes(paths[(int) (PATHS * skew * skew)]);
    } else {
      text("https://search.example/?q=shoes");
    }
  }

  private void time(long at) {
    if (at != second) {
      second = at;
      time = TIME.format(Instant.ofEpochSecond(at)).getBytes(US_ASCII);
    }
    bytes(time);
  }

  private void number(long number) {
    text(Long.toString(number));
  }

  @SuppressWarnings("deprecation") // The texts are ASCII, and it copies their bytes.
  private void text(String text) {
    text.getBytes(0, text.length(), line, length);
    length += text.length();
  }

  private void bytes(byte[] bytes) {
    System.arraycopy(bytes, 0, line, length, bytes.length);
    length += bytes.length;
  }
}
