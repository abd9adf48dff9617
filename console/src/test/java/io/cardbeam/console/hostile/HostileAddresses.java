package io.cardbeam.console.hostile;

import static io.cardbeam.console.hostile.HostileBodies.CARD;
import static io.cardbeam.console.hostile.HostileRequest.get;
import static io.cardbeam.console.hostile.HostileRequest.post;
import static io.cardbeam.console.hostile.HostileRequest.with;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Paths, queries and methods that nobody should send. */
final class HostileAddresses {
  private static final String ROOT = "/v1/authorizations";
  private static final String PARAMETER = "invalid-parameter";
  private static final String NOT_FOUND = "not-found";
  private static final String MALFORMED = "malformed-request";
  private static final String KEY = "Authorization: Bearer {KEY}";

  private HostileAddresses() {}

  static List<HostileRequest> all() {
    List<HostileRequest> all = new ArrayList<>();
    queries(all);
    paths(all);
    methods(all);
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
}
