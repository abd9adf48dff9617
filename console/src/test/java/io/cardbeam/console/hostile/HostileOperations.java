package io.cardbeam.console.hostile;

import static io.cardbeam.console.hostile.HostileBodies.CARD;
import static io.cardbeam.console.hostile.HostileBodies.authorization;
import static io.cardbeam.console.hostile.HostileRequest.post;
import static io.cardbeam.console.hostile.HostileRequest.utf8;
import static io.cardbeam.console.hostile.HostileRequest.with;

import java.util.ArrayList;
import java.util.List;

/** Bodies of captures, refunds, payments and batches with one thing wrong. */
final class HostileOperations {
  private static final String ROOT = "/v1/authorizations";
  private static final String CAPTURES = ROOT + "/{AU}/captures";
  private static final String INVALID = "invalid-request";

  private HostileOperations() {}

  static List<HostileRequest> all() {
    List<HostileRequest> all = new ArrayList<>();
    operations(all);
    payments(all);
    returns(all);
    batches(all);
    return all;
  }

  private static void operations(List<HostileRequest> all) {
    for (String more :
        List.of(
            "\"amount\": \"0.00\"",
            "\"amount\": \"-1\"",
            "\"amount\": 1",
            "\"final\": \"yes\"",
            "\"final\": 1",
            "\"currency\": \"EUR\"",
            "\"items\": {}",
            "\"items\": [1]",
            "\"items\": [{}]",
            "\"card_number\": \"" + CARD + "\"",
            "\"items\": [{\"description\": \"a\", \"unit_price\": \"1.00\", \"quantity\": 0}]",
            "\"items\": [{\"description\": \"a\", \"unit_price\": \"1.00\", \"quantity\": 1e9}]",
            "\"items\": [{\"description\": \"a\", \"unit_price\": \"1.00\", \"quantity\": 1.5}]",
            "\"items\": [{\"description\": \"a\", \"unit_price\": \"99999.00\","
                + " \"quantity\": 1000000}]",
            "\"items\": [{\"description\": \"" + CARD + "\", \"unit_price\": \"1.00\"}]",
            "\"items\": [{\"description\": \"a\u202Eb\", \"unit_price\": \"1.00\"}]",
            "\"capture_id\": \"{CP}\"")) {
      all.add(post(422, INVALID, CAPTURES, "{\"request_id\": \"h-c\", " + more + "}"));
    }
    all.add(
        post(
            422, "amount-exceeded", CAPTURES, "{\"request_id\": \"h-c\", \"amount\": \"100.01\"}"));
    all.add(post(422, INVALID, CAPTURES, "{}"));
    all.add(
        post(
            409,
            "authorization-not-approved",
            ROOT + "/{DECLINED}/captures",
            "{\"request_id\": \"h-d\"}"));
    all.add(
        post(
            409, "request-id-reused", CAPTURES, "{\"request_id\": \"c-1\", \"amount\": \"2.00\"}"));
    all.add(post(409, "request-id-reused", ROOT, authorization("request_id", "\"a-1\"")));
    for (String call :
        List.of(
            "{\"request_id\": \"h-f\"}",
            "{\"request_id\": \"h-f\", \"authorization_id\": \"{AU}\"}",
            "{\"request_id\": \"h-f\", \"authorization_id\": 1, \"capture_id\": \"{CP}\"}",
            "{\"request_id\": \"h-f\", \"authorization_id\": \"{AU}\", \"capture_id\": []}",
            "{\"request_id\": \"h-f\", \"authorization_id\": \""
                + CARD
                + "\", \"capture_id\": \"a\"}")) {
      all.add(post(422, INVALID, "/v1/refunds", call));
    }
    for (String call :
        List.of(
            "{\"request_id\": \"h-f\", \"authorization_id\": \"{AU}\", \"capture_id\": \"{AU}\"}",
            "{\"request_id\": \"h-f\", \"authorization_id\": \"{OTHERS}\", \"capture_id\": \"{CP}\"}",
            "{\"request_id\": \"h-f\", \"authorization_id\": \"' OR 1=1 --\", \"capture_id\": \"a\"}")) {
      all.add(post(404, "not-found", "/v1/refunds", call));
    }
    all.add(
        post(
            422,
            "amount-exceeded",
            "/v1/refunds",
            "{\"request_id\": \"h-f\", \"authorization_id\": \"{AU}\", \"capture_id\": \"{CP}\","
                + " \"amount\": \"1.01\"}"));
  }

  private static void payments(List<HostileRequest> all) {
    String good = "{\"request_id\": \"h-p\", \"card_number\": \"" + CARD + "\", \"amount\": \"1\"";
    for (String end :
        List.of(
            "}",
            ", \"currency\": \"usd\"}",
            ", \"currency\": \"USD\", \"method\": 1}",
            ", \"currency\": \"USD\", \"method\": \"" + "m".repeat(33) + "\"}",
            ", \"currency\": \"USD\", \"method\": \"" + CARD + "\"}",
            ", \"currency\": \"USD\", \"merchant\": {}}")) {
      all.add(
          with(
              422,
              INVALID,
              "POST",
              "/v1/payments",
              utf8(good + end),
              "Authorization: Bearer {ISSUER}",
              "Content-Type: application/json"));
    }
  }

  /** The address is looked at before the body's fields. */
  private static void returns(List<HostileRequest> all) {
    for (String id : List.of("pm_none", CARD, "pm_" + "a".repeat(26))) {
      all.add(
          with(
              404,
              "not-found",
              "POST",
              "/v1/payments/" + id + "/return",
              utf8("{\"request_id\": \"h-r\", \"amount\": 1}"),
              "Authorization: Bearer {ISSUER}",
              "Content-Type: application/json"));
    }
  }

  private static void batches(List<HostileRequest> all) {
    for (String body : List.of("", "{}\n".repeat(501))) {
      all.add(batch(422, INVALID, body));
    }
    all.add(batch(200, "", "\n\nnonsense\n{}\n[]\n" + CARD + "\n{\"" + CARD + "\": 1}"));
    all.add(batch(200, "", "{\"request_id\": \"\u00C3(\"}\n\u00C0\u0080\n\r\n\u0000"));
  }

  private static HostileRequest batch(int status, String problem, String body) {
    return with(
        status,
        problem,
        "POST",
        ROOT + "/batch",
        body,
        "Authorization: Bearer {KEY}",
        "Content-Type: application/x-ndjson");
  }
}
