package io.cardbeam.bench.api;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** What should not be in a request. */
final class HostileValues {
  private static final String CARD = ValidValues.CARDS.get(0);

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "a\u200Bb",
          "\u202Etxt",
          "\uFEFF",
          "\u0000",
          "\u001b[31m",
          "a\nb",
          "\uD83D\uDCB3",
          "\uFFFF",
          "' OR 1=1 --",
          "'; DROP TABLE x; --",
          "../../etc/passwd",
          "<script>",
          "${jndi:ldap://a}",
          "%00",
          "%s%n",
          "null",
          "-1",
          "0",
          "1e309",
          "999999999999999999999",
          "NaN",
          "true",
          "12.505",
          "١٢",
          CARD,
          "4539 5787 6362 1486",
          "au_" + "a".repeat(26),
          "AU_" + "A".repeat(26),
          "usd",
          "XXX",
          "2026-02-30",
          "+999999999-01-01T00:00:00Z",
          "x".repeat(257),
          "x".repeat(3_000),
          "\u00e9\u0301\u0301",
          "fe80::1%eth0");

  private static final List<String> JSON =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1e400",
          "-0.0",
          "9".repeat(60),
          "9".repeat(70),
          "1.5",
          "[]",
          "{}",
          "[[]]",
          "[1,\"a\",null]",
          "{\"a\":{\"b\":[]}}",
          "\"\\ud800\"",
          "\"\\u0000\"",
          "[".repeat(20) + "]".repeat(20),
          "[".repeat(50) + "]".repeat(50),
          "[" + "{},".repeat(1_100) + "{}]",
          "{\"card_number\":\"" + CARD + "\"}",
          "[{\"description\":\"a\",\"unit_price\":\"1.00\",\"quantity\":1000000}]",
          "NaN",
          "01",
          "'a'",
          "\"\t\"");

  private static final List<String> NAMES =
      List.of(
          "colour",
          "",
          " ",
          "request_id ",
          "Amount",
          "__proto__",
          CARD,
          "merchant",
          "items",
          "final",
          "card_number",
          "a/b~c",
          "\\u0000",
          "\\u202e",
          "x".repeat(300));

  private static final List<String> QUERIES =
      List.of(
          "limit=0",
          "limit=101",
          "limit=1&limit=2",
          "from=x",
          "cursor=%ff",
          "cursor=x",
          "colour=red",
          "=",
          "a=" + CARD,
          "limit=%00",
          "to=%2B999999999-01-01T00:00:00Z",
          "outcome=%27",
          "a%00=1",
          "where=%27",
          "rows=%27%20OR%201",
          "format=xml",
          "token=%00",
          "last_four=12345",
          "fact=x",
          "cursor=KzEwMDAwMDAwLTAxLTAxVDAwOjAwOjAwWiBhdV9hYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYQ");

  private static final List<Map.Entry<String, String>> HEADERS =
      List.of(
          Map.entry("Content-Type", "text/plain"),
          Map.entry("Content-Type", "application/json; charset=utf-16"),
          Map.entry("Content-Type", ""),
          Map.entry("Accept", "text/html"),
          Map.entry("Accept", "*/*;q=0"),
          Map.entry("Accept", "nonsense"),
          Map.entry("Accept", ";;,,"),
          Map.entry("Cardbeam-Timeout", "0"),
          Map.entry("Cardbeam-Timeout", "1e3"),
          Map.entry("Idempotency-Key", "a b"),
          Map.entry("Idempotency-Key", CARD),
          Map.entry("X-Request-Id", CARD),
          Map.entry("X-HTTP-Method-Override", "DELETE"),
          Map.entry("X-Forwarded-For", "' OR 1=1"),
          Map.entry("Content-Encoding", "gzip"),
          Map.entry("Cookie", "a=\"; b=\u00e9"),
          Map.entry("Range", "bytes=0-1"),
          Map.entry("If-None-Match", "*"),
          Map.entry("Accept-Encoding", "br;q=x"),
          Map.entry("A", "a".repeat(9_000)));

  private HostileValues() {}

  /** A text for wherever text is. */
  static String text(SplittableRandom random) {
    return one(TEXTS, random);
  }

  /** JSON, or nearly, for a field. */
  static String json(SplittableRandom random) {
    return random.nextBoolean() ? quoted(one(TEXTS, random)) : one(JSON, random);
  }

  /** Name of a field, as it stands between quotes. */
  static String name(SplittableRandom random) {
    return one(NAMES, random);
  }

  /** A part of a query. */
  static String query(SplittableRandom random) {
    return one(QUERIES, random);
  }

  /** A header field. */
  static Map.Entry<String, String> header(SplittableRandom random) {
    return one(HEADERS, random);
  }

  /** Bytes with some of them flipped, cut off, or put in. */
  static byte[] damaged(byte[] bytes, SplittableRandom random) {
    byte[] all = bytes.clone();
    switch (random.nextInt(4)) {
      case 0 -> {
        for (int i = random.nextInt(1, 5); i > 0; i--) {
          all[random.nextInt(all.length)] ^= (byte) (1 << random.nextInt(8));
        }
      }
      case 1 -> all = Arrays.copyOf(all, random.nextInt(all.length));
      case 2 -> all = Arrays.copyOf(all, all.length + random.nextInt(1, 10));
      default -> {
        // Beyond the limit of a body, but for a batch's; a little or by far.
        all = Arrays.copyOf(all, random.nextBoolean() ? 17_000 : random.nextInt(16_000, 400_000));
        Arrays.fill(all, bytes.length, all.length, (byte) ' ');
      }
    }
    return all;
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }

  private static <T> T one(List<T> of, SplittableRandom random) {
    return of.get(random.nextInt(of.size()));
  }
}
