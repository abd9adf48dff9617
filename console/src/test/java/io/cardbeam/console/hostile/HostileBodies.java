package io.cardbeam.console.hostile;

import static io.cardbeam.console.hostile.HostileRequest.post;
import static io.cardbeam.console.hostile.HostileRequest.with;

import java.util.ArrayList;
import java.util.List;

/** Authorizations with one thing wrong, in every field. */
final class HostileBodies {
  static final String CARD = "4539578763621486";

  private static final String ROOT = "/v1/authorizations";
  private static final String INVALID = "invalid-request";
  private static final String MALFORMED = "malformed-json";

  private HostileBodies() {}

  static List<HostileRequest> all() {
    List<HostileRequest> all = new ArrayList<>();
    texts(all);
    amounts(all);
    cards(all);
    codes(all);
    places(all);
    json(all);
    return all;
  }

  /** An authorization with this JSON value in a field, or with a field more. */
  static String authorization(String field, String value) {
    String id = field.equals("request_id") ? "" : "\"request_id\": \"h-1\", ";
    String card = field.equals("card_number") ? "" : "\"card_number\": \"" + CARD + "\", ";
    String amount = field.equals("amount") ? "" : "\"amount\": \"1.00\", ";
    return "{" + id + card + amount + "\"" + field + "\": " + value + "}";
  }

  private static HostileRequest refused(String field, String value) {
    return post(422, INVALID, ROOT, authorization(field, value));
  }

  /** What can't be seen, shows itself as something else, or is a card number in disguise. */
  private static void texts(List<HostileRequest> all) {
    List<String> texts =
        List.of(
            "a\u200Bb",
            "a\u200Db",
            "\u202Etxt.exe",
            "\u2066a\u2069",
            "\uFEFFa",
            "a\u00ADb",
            "a\uDB40\uDC41b",
            "a\u3164b",
            "a\uFE0Fb",
            "a\u0085b",
            "a\u007Fb",
            "\\u0000",
            "a\\u0007b",
            "a\\u001b[31mb",
            "a\\nb",
            "a\\r\\nSet-Cookie: b",
            "\\ud800",
            "\\udc00\\ud800",
            "   ",
            "",
            "x".repeat(257),
            CARD,
            "4539 5787 6362 1486",
            "4539-5787-6362-1486",
            "pan" + CARD + "pan");
    for (String text : texts) {
      all.add(refused("merchant", "{\"name\": \"" + text + "\"}"));
    }
    for (String text : texts.subList(0, 14)) {
      all.add(refused("user_agent", "\"" + text + "\""));
    }
    all.add(refused("user_agent", "\"" + "x".repeat(1_001) + "\""));
    all.add(refused("merchant", "{\"city\": \"" + CARD + "\"}"));
  }

  private static void amounts(List<HostileRequest> all) {
    for (String amount :
        List.of(
            "\"0\"",
            "\"0.00\"",
            "\"-1.00\"",
            "\"+1.00\"",
            "\"1e9\"",
            "\"1,000\"",
            "\"0x10\"",
            "\"NaN\"",
            "\"Infinity\"",
            "\"１２\"",
            "\"\"",
            "\" 12\"",
            "\"12.505\"",
            "\"12.\"",
            "\".5\"",
            "\"1000000000000000\"",
            "\"999999999999999\"",
            "12.5",
            "1",
            "true",
            "null",
            "[]",
            "{}",
            "1e400")) {
      all.add(refused("amount", amount));
    }
  }

  private static void cards(List<HostileRequest> all) {
    for (String card :
        List.of(
            "\"4539578763621487\"",
            "\"0000\"",
            "\"45395787636214864539\"",
            "\"453957876362148a\"",
            CARD,
            "null",
            "[\"" + CARD + "\"]",
            "{\"number\": \"" + CARD + "\"}",
            "\"\"",
            "\"４５３９５７８７６３６２１４８６\"",
            "\"" + CARD + "\\u0000\"",
            "\"{AU}\"")) {
      all.add(refused("card_number", card));
    }
  }

  private static void codes(List<HostileRequest> all) {
    for (String id :
        List.of(
            "\"\"",
            "\"a b\"",
            "\"a/b\"",
            "\"../../etc/passwd\"",
            "\"'; DROP TABLE x; --\"",
            "\"" + "a".repeat(65) + "\"",
            "\"a\\nb\"",
            "\"é\"",
            "\"a\\u0000\"",
            "7",
            "null",
            "\"" + CARD + "\"")) {
      all.add(refused("request_id", id));
    }
    for (String currency : List.of("\"usd\"", "\"XXX\"", "\"DEM\"", "\"\"", "840", "[\"USD\"]")) {
      all.add(refused("currency", currency));
    }
    for (String channel : List.of("\"online\"", "\"\"", "3", "\"ONLINE'--\"")) {
      all.add(refused("channel", channel));
    }
    for (String address :
        List.of(
            "\"999.1.1.1\"",
            "\"127.1\"",
            "\"localhost\"",
            "\"fe80::1%eth0\"",
            "\"1.2.3.4/8\"",
            "\"" + CARD + "\"",
            "2130706433",
            "\"http://a/\"")) {
      all.add(refused("client_ip", address));
    }
    all.add(refused("colour", "\"red\""));
    all.add(refused("__proto__", "{}"));
    all.add(refused(CARD, "1"));
    all.add(refused("a\\u0000b", "1"));
    all.add(refused("authorization_id", "\"{AU}\""));
    all.add(refused("decided_by", "\"default\""));
    all.add(
        with(
            422,
            INVALID,
            "POST",
            ROOT,
            authorization("request_id", "\"one\""),
            "Authorization: Bearer {KEY}",
            "Content-Type: application/json",
            "Idempotency-Key: other"));
  }

  private static void places(List<HostileRequest> all) {
    for (String place :
        List.of(
            "[]",
            "\"Kaffeehaus\"",
            "{\"id\": \"m-2\"}",
            "{\"latitude\": 1}",
            "{\"longitude\": 1}",
            "{\"latitude\": 90.1, \"longitude\": 0}",
            "{\"latitude\": 1e400, \"longitude\": 0}",
            "{\"latitude\": \"1\", \"longitude\": 0}",
            "{\"category\": \"Food\"}",
            "{\"category\": \"a'--\"}",
            "{\"state\": \"California, US\"}",
            "{\"state\": \"<b>\"}",
            "{\"owner\": \"me\"}")) {
      all.add(refused("merchant", place));
    }
  }

  private static void json(List<HostileRequest> all) {
    String good = authorization("currency", "\"USD\"");
    for (String body :
        List.of(
            " ",
            "null",
            "[]",
            "1",
            "\"x\"",
            "{",
            "{]",
            good + "}",
            good + good,
            "{'a': 1}",
            "{\"a\": 1,}",
            "{\"a\": 01}",
            "{\"a\": NaN}",
            "{a: 1}",
            "/* a */ {}",
            "{\"a\" 1}",
            authorization("amount", "\"1.00\", \"amount\": \"2.00\""),
            authorization("merchant", "{\"id\": \"m-1\", \"id\": \"m-2\"}"),
            "[".repeat(5_000),
            "{\"a\":".repeat(40) + "1" + "}".repeat(40),
            "{\"a\": " + "9".repeat(65) + "}",
            "{\"" + CARD + "\"")) {
      all.add(post(400, MALFORMED, ROOT, body));
    }
    for (String bytes :
        List.of(
            "{\"request_id\": \"\u00C3(\"}",
            "{\"request_id\": \"\u00C0\u0080\"}",
            "{\"request_id\": \"\u00ED\u00A0\u0080\"}",
            "\u00FF\u00FE{\u0000}\u0000",
            "\u001F\u008B\u0008\u0000")) {
      all.add(
          with(
              400,
              MALFORMED,
              "POST",
              ROOT,
              bytes,
              "Authorization: Bearer {KEY}",
              "Content-Type: application/json"));
    }
    all.add(post(422, INVALID, ROOT, "{}"));
    all.add(post(413, "content-too-large", ROOT, " ".repeat(16_385)));
  }
}
