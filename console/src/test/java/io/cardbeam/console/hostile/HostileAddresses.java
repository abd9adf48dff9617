package io.cardbeam.console.hostile;

import static io.cardbeam.console.hostile.HostileBodies.CARD;
import static io.cardbeam.console.hostile.HostileRequest.get;
import static io.cardbeam.console.hostile.HostileRequest.post;
import static io.cardbeam.console.hostile.HostileRequest.raw;
import static io.cardbeam.console.hostile.HostileRequest.with;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Paths, queries, methods, header fields and framing that nobody should send. */
final class HostileAddresses {
  private static final String ROOT = "/v1/authorizations";
  private static final String PARAMETER = "invalid-parameter";
  private static final String NOT_FOUND = "not-found";
  private static final String MALFORMED = "malformed-request";
  private static final String KEY = "Authorization: Bearer {KEY}";
  private static final String JSON = "Content-Type: application/json";
  private static final String GOOD =
      "{\"request_id\": \"a-1\", \"card_number\": \"" + CARD + "\", \"amount\": \"100.00\"}";

  private HostileAddresses() {}

  static List<HostileRequest> all() {
    List<HostileRequest> all = new ArrayList<>();
    queries(all);
    paths(all);
    methods(all);
    callers(all);
    headers(all);
    framing(all);
    return all;
  }

  private static String cursor(String text) {
    return "cursor=" + Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private static void queries(List<HostileRequest> all) {
    String id = "au_" + "a".repeat(26);
    for (String query :
        List.of(
            "limit=0",
            "limit=-1",
            "limit=101",
            "limit=abc",
            "limit=1e2",
            "limit=",
            "limit=%31%00",
            "limit=1&limit=2",
            "limit=1;DROP%20TABLE%20x",
            "from=yesterday",
            "from=2026-02-30T00:00:00Z",
            "from=%2B999999999-01-01T00:00:00Z",
            "from=-0001-01-01T00:00:00Z",
            "to=10000-01-01T00:00:00Z",
            "to=2026-01-01",
            "outcome=approved",
            "outcome=%27%20OR%201=1%20--",
            "outcome=PENDING",
            "cursor=x",
            "cursor=%00",
            "cursor=" + "A".repeat(1_000),
            cursor("' OR 1=1 --"),
            cursor("2026-01-01T00:00:00Z x"),
            cursor("+999999999-01-01T00:00:00Z " + id),
            cursor("-999999999-01-01T00:00:00Z " + id),
            cursor("2026-01-01T00:00:00Z " + id + "'"),
            "colour=red",
            "card_number=" + CARD,
            CARD + "=1",
            "%27=1",
            "merchant_id=m-2",
            "limit%00=1")) {
      all.add(get(400, PARAMETER, ROOT + "?" + query));
    }
    for (String query :
        List.of(
            cursor("-1"),
            cursor("9999999999999999999"),
            cursor("1 OR 1=1"),
            cursor("\u0660"),
            "limit=1000",
            "from=2026-01-01T00:00:00Z",
            "owner=m-2")) {
      all.add(get(400, PARAMETER, "/v1/events?" + query));
    }
    all.add(get(200, "", "/v1/events?" + cursor("999999999999999999")));
    all.add(get(200, "", ROOT + "?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z"));
    for (String query : List.of("limit=%zz", "limit=%", "a=%c3%28", "cursor=%ff")) {
      all.add(get(400, MALFORMED, ROOT + "?" + query));
    }
  }

  private static void paths(List<HostileRequest> all) {
    for (String id :
        List.of(
            "{OTHERS}",
            "au_" + "a".repeat(26),
            "AU_" + "A".repeat(26),
            CARD,
            "{CP}",
            "'%20OR%201=1--",
            "x".repeat(1_000),
            "null",
            "%F0%9F%92%B3",
            "au_*")) {
      all.add(get(404, NOT_FOUND, ROOT + "/" + id));
    }
    for (String end : List.of("captures", "reversals")) {
      for (String id : List.of("{OTHERS}", CARD, "'%20OR%201=1--")) {
        all.add(post(404, NOT_FOUND, ROOT + "/" + id + "/" + end, "{\"request_id\": \"h-x\"}"));
      }
    }
    for (String path :
        List.of(
            "/V1/authorizations",
            "/v1",
            "/v2/authorizations",
            "/v1/authorizations/{AU}/refunds",
            "/v1/authorizations/{AU}/captures/{CP}",
            "/.git/config",
            "/actuator/env",
            "/" + CARD,
            "/v1/authorizations.json",
            "/admin",
            "/v1/authorizations/;a=b",
            "/v1/../v1/authorizations")) {
      all.add(get(404, NOT_FOUND, path));
    }
    for (String path :
        List.of(
            "/v1/authorizations/%2e%2e%2f",
            "/v1/authorizations/a%2Fb",
            "/v1/authorizations/%00",
            "/v1/authorizations/a%5cb",
            "/v1/../%2e%2e/etc/passwd",
            "/v1//authorizations",
            "/v1/authorizations/%c3%28",
            "/v1/authorizations/%zz",
            "/v1/authorizations/%ed%a0%80",
            "/v1/authorizations/a b",
            "/v1/authorizations/\u0001")) {
      all.add(get(400, MALFORMED, path));
    }
    all.add(get(414, "uri-too-long", ROOT + "?cursor=" + "A".repeat(9_000)));
    all.add(get(400, MALFORMED, "http://evil.example/v1/authorizations?limit=1"));
  }

  private static void methods(List<HostileRequest> all) {
    for (String call :
        List.of(
            "PUT /v1/authorizations",
            "DELETE /v1/authorizations",
            "PATCH /v1/authorizations/{AU}",
            "DELETE /v1/authorizations/{AU}",
            "POST /v1/authorizations/{AU}",
            "GET /v1/authorizations/{AU}/captures",
            "GET /v1/refunds",
            "GET /v1/payments",
            "POST /v1/events",
            "TRACE /v1/authorizations",
            "OPTIONS /v1/refunds",
            "PUT /v1/authorizations/batch",
            "POST /openapi.json",
            "DELETE /health/live")) {
      String[] parts = call.split(" ", -1);
      all.add(with(405, "method-not-allowed", parts[0], parts[1], "", KEY));
    }
  }

  private static void callers(List<HostileRequest> all) {
    String unauthorized = "unauthorized";
    for (String header :
        List.of(
            "Authorization: Basic YTpi",
            "Authorization: Bearer",
            "Authorization: Bearer ",
            "Authorization: Bearer x",
            "Authorization: {KEY}",
            "Authorization: Bearer {KEY}x",
            "Authorization: Bearer {KEY},{OTHER}",
            "Authorization: Bearer {REVOKED}",
            "Authorization: Bearer cb_m_" + "A".repeat(43),
            "Authorization: Bearer ' OR 1=1 --",
            "Authorization: Bearer " + CARD,
            "Cookie: session={KEY}",
            "X-Api-Key: {KEY}",
            "Authorization: Bearer " + "x".repeat(5_000))) {
      all.add(with(401, unauthorized, "GET", ROOT, "", header));
    }
    all.add(with(401, unauthorized, "GET", ROOT + "?access_token={KEY}", "", "Accept: */*"));
    all.add(with(401, unauthorized, "POST", ROOT, GOOD, JSON));
    for (String call :
        List.of(
            "ISSUER GET /v1/authorizations",
            "ANALYST GET /v1/authorizations",
            "ANALYST GET /v1/events",
            "KEY GET /v1/cube")) {
      String[] parts = call.split(" ", -1);
      all.add(
          with(
              403,
              "forbidden",
              parts[1],
              parts[2],
              "",
              "Authorization: Bearer {" + parts[0] + "}"));
    }
    for (String call :
        List.of(
            "ISSUER /v1/authorizations",
            "ISSUER /v1/refunds",
            "ANALYST /v1/payments",
            "KEY /v1/payments",
            "ISSUER /v1/authorizations/{AU}/captures")) {
      String[] parts = call.split(" ", -1);
      all.add(
          with(
              403,
              "forbidden",
              "POST",
              parts[1],
              "{}",
              "Authorization: Bearer {" + parts[0] + "}",
              JSON));
    }
    all.add(with(200, "", "GET", ROOT + "?limit=1", "", "authorization: bearer {KEY}"));
  }

  private static void headers(List<HostileRequest> all) {
    for (String type :
        List.of(
            "text/plain",
            "application/xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "application/json; charset=utf-16",
            "application/x-ndjson",
            "application/jsonx",
            "*/*")) {
      all.add(
          with(415, "unsupported-media-type", "POST", ROOT, GOOD, KEY, "Content-Type: " + type));
    }
    all.add(with(415, "unsupported-media-type", "POST", ROOT, GOOD, KEY));
    all.add(with(415, "unsupported-media-type", "POST", ROOT + "/batch", GOOD, KEY, JSON));
    all.add(with(406, "not-acceptable", "GET", ROOT, "", KEY, "Accept: text/html"));
    all.add(with(406, "not-acceptable", "POST", ROOT, GOOD, KEY, JSON, "Accept: image/*"));
    for (String time :
        List.of("0", "99", "10001", "-1", "1s", "1e3", "٣٠٠", "99999999999", "' OR 1")) {
      all.add(
          with(
              400,
              PARAMETER,
              "POST",
              ROOT,
              GOOD,
              KEY,
              JSON,
              HostileRequest.utf8("Cardbeam-Timeout: " + time)));
    }
    for (String id : List.of("a b", "a/b", "a".repeat(65), "'; DROP TABLE x; --", CARD, "\u00E9")) {
      all.add(
          with(
              422,
              "invalid-request",
              "POST",
              ROOT,
              "{\"card_number\": \"" + CARD + "\", \"amount\": \"1.00\"}",
              KEY,
              JSON,
              "Idempotency-Key: " + id));
    }
    all.add(with(200, "", "GET", ROOT + "?limit=1", "", KEY, "X-Request-Id: " + CARD));
    for (String method : List.of("DELETE", "POST", "BREW")) {
      all.add(
          with(200, "", "GET", ROOT + "?limit=1", "", KEY, "X-HTTP-Method-Override: " + method));
    }
    all.add(with(200, "", "GET", ROOT + "?limit=1", "", KEY, "X-Forwarded-For: ' OR 1=1 --"));
    all.add(with(200, "", "GET", ROOT + "?limit=1", "", KEY, "Range: bytes=0-1"));
    all.add(with(200, "", "GET", ROOT + "?limit=1", "", KEY, "User-Agent: " + CARD));
    all.add(with(431, "headers-too-large", "GET", ROOT, "", KEY, "A: " + "a".repeat(9_000)));
    all.add(with(417, "expectation-failed", "POST", ROOT, GOOD, KEY, JSON, "Expect: a-miracle"));
  }

  private static void framing(List<HostileRequest> all) {
    String post = "POST /v1/authorizations HTTP/1.1\r\nHost: a\r\n" + KEY + "\r\n" + JSON + "\r\n";
    all.add(
        raw(
            413,
            "content-too-large",
            "POST /v1/authorizations/batch HTTP/1.1\r\nHost: a\r\n"
                + KEY
                + "\r\nContent-Type: application/x-ndjson\r\nContent-Length: 1048577\r\n\r\n"));
    String smuggled = "GET /v1/events HTTP/1.1\r\nHost: a\r\n\r\n";
    for (String request :
        List.of(
            post + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled,
            post + "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n{}" + smuggled,
            post + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}" + smuggled,
            post + "Content-Length: 2, 3\r\n\r\n{}" + smuggled,
            post + "Content-Length: +2\r\n\r\n{}",
            post + "Content-Length: 0x2\r\n\r\n{}",
            post + "Content-Length : 2\r\n\r\n{}",
            post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
            post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
            post + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}{}\r\n0\r\n\r\n",
            post + "Transfer-Encoding: chunked\r\n\r\n-1\r\n{}\r\n0\r\n\r\n",
            post + "Transfer-Encoding: chunked\r\n\r\n10000000000000002\r\n{}\r\n0\r\n\r\n",
            post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
            post + "A: b\r\n c\r\n\r\n",
            post + "A\u0000: b\r\n\r\n",
            post + "A: b\u0000c\r\n\r\n",
            post + ": b\r\n\r\n",
            post + "no colon\r\n\r\n",
            "GET /v1/events HTTP/1.1\r\n" + KEY + "\r\n\r\n",
            "GET /v1/events HTTP/1.1\r\nHost: a\r\nHost: b\r\n" + KEY + "\r\n\r\n",
            "GET /v1/events HTTP/1.1\r\nHost: a b\r\n" + KEY + "\r\n\r\n",
            "GET /v1/events HTTP/1.1 x\r\nHost: a\r\n\r\n",
            "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
            "GET /v1/events#a HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET v1/events HTTP/1.1\r\nHost: a\r\n\r\n")) {
      all.add(raw(400, MALFORMED, request));
    }
  }
}
