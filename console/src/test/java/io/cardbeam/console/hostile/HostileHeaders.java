package io.cardbeam.console.hostile;

import static io.cardbeam.console.hostile.HostileBodies.CARD;
import static io.cardbeam.console.hostile.HostileRequest.raw;
import static io.cardbeam.console.hostile.HostileRequest.with;

import java.util.ArrayList;
import java.util.List;

/** Callers, header fields and framing that nobody should send. */
final class HostileHeaders {
  private static final String ROOT = "/v1/authorizations";
  private static final String PARAMETER = "invalid-parameter";
  private static final String MALFORMED = "malformed-request";
  private static final String KEY = "Authorization: Bearer {KEY}";
  private static final String JSON = "Content-Type: application/json";
  private static final String GOOD =
      "{\"request_id\": \"a-1\", \"card_number\": \"" + CARD + "\", \"amount\": \"100.00\"}";

  private HostileHeaders() {}

  static List<HostileRequest> all() {
    List<HostileRequest> all = new ArrayList<>();
    callers(all);
    headers(all);
    framing(all);
    return all;
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
