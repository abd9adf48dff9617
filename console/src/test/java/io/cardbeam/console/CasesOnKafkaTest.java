package io.cardbeam.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardbeam.console.http.Cursor;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.wire.Topic;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cases on a whole console: from the alert on Kafka to the label on Kafka. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class CasesOnKafkaTest extends CasesOnConsole {
  private static final String NOW = "2026-03-05T12:00:00Z";

  @Test
  void aCaseIsFollowedToItsEnd() throws Exception {
    String token = token("end");
    gateway.books().issue(token, "4321");
    gateway.books().buy(token, "before", Instant.now().minusSeconds(86_400).toString());
    send(
        alert(token, "end-1", 70_000),
        alert(token, "end-2", 80_000),
        alert(token, "end-1", 70_000));
    awaitCount("SELECT count(*) FROM cases.case_alert WHERE card_token = '" + token + "'", 2);

    JsonNode list = get("/v1/cases?q=card:" + token + "%20amount:%3E750%20age:%3C1h");
    assertThat(list.path("cases")).hasSize(1);
    JsonNode one = list.path("cases").get(0);
    assertThat(one.path("alerts").asInt()).isEqualTo(2);
    assertThat(one.path("newest").path("reasons").get(0).path("text").asText())
        .isEqualTo("amount 9x the card's usual for travel");
    String path = "/v1/cases/" + one.path("case_id").asText();
    JsonNode story = get(path + "/story?alert=end-1");
    assertThat(story.path("usual").path("requests").asInt()).isEqualTo(1);
    assertThat(story.path("usual").path("categories").get(0).path("median").asText())
        .isEqualTo("1234.56");
    assertThat(story.path("requests").findValuesAsText("request_id")).containsExactly("before");
    assertThat(story.path("card").path("state").asText()).isEqualTo("CA");
    assertThat(story.path("rules").path("known").asBoolean()).isTrue();
    assertThat(story.path("rules").path("merchant_blocked").asBoolean(true)).isFalse();
    assertThat(story.path("merchant").path("requests").path("requests").asInt()).isZero();

    HttpResponse<String> noted =
        calls.post(
            path + "/notes",
            "{\"request_id\": \"n-1\", \"text\": \"Called.\\nCard 4539578763621486 is at home.\"}",
            cookie);
    assertThat(noted.statusCode()).as(noted.body()).isEqualTo(201);
    assertThat(noted.body()).contains("Called.").doesNotContain("4539578763621486");
    long version = one.path("version").asLong();
    assertThat(
            act(path, version, "\"act\": \"BLOCK_MERCHANT\", \"merchant_id\": \"m-9\"")
                .statusCode())
        .isEqualTo(200);
    HttpResponse<String> tooLate = act(path, version, "\"act\": \"CONFIRM_FRAUD\"");
    assertThat(tooLate.statusCode()).isEqualTo(409);
    assertThat(tooLate.body()).contains("merchant blocked by analyst at ");
    assertThat(act(path, version + 1, "\"act\": \"CONFIRM_FRAUD\"").statusCode()).isEqualTo(200);
    HttpResponse<String> again = act(path, version + 1, "\"act\": \"CONFIRM_FRAUD\"");
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");

    awaitCount("SELECT count(*) FROM outbox.record WHERE sent_at IS NULL", 0);
    assertThat(findings(token))
        .extracting(FraudFinding::getRequestId)
        .containsExactlyInAnyOrder("end-1", "end-2");
    assertThat(findings(token))
        .extracting(FraudFinding::getVerdict)
        .containsOnly(FindingVerdict.FRAUD);
    assertThat(read(Topic.RULES, "BLOCK_MERCHANT/m-9")).hasSize(1);
    assertThat(get("/v1/case-figures").path("precision").get(0).path("confirmed").asInt())
        .isGreaterThanOrEqualTo(2);
    JsonNode whole = get(path);
    assertThat(whole.path("case").path("status").asText()).isEqualTo("CLOSED_FRAUD");
    assertThat(whole.path("changes").findValuesAsText("act"))
        .containsExactly("CONFIRM_FRAUD", "BLOCK_MERCHANT", "JOIN", "OPEN");
    assertThat(get(path + "/story").path("rules").path("lists").findValuesAsText("list"))
        .isNotNull();
  }

  @Test
  void whatCanNotBeTakenIsRefusedWithItsPlace() throws Exception {
    for (String[] row :
        new String[][] {
          {"/v1/cases?q=colour:red", "q column 1: there is no such field"},
          {"/v1/cases?sort=best", "sort must be one of newest, oldest, probability, amount"},
          {"/v1/cases?limit=101", "limit must be from 1 to 100"},
          {"/v1/cases?cursor=abc", "cursor is none that this list gave"},
          {
            "/v1/cases?cursor=" + Cursor.of("oldest", NOW, "1"),
            "cursor is none that this list gave"
          },
          {"/v1/cases?cursor=" + Cursor.of("newest", "+1000000-01-01T00:00:00Z", "1"), "cursor is"},
          {
            "/v1/cases?cursor=" + Cursor.of("newest", NOW, "x"),
            "cursor is none that this list gave"
          },
          {"/v1/cases?sort=amount&cursor=" + Cursor.of("amount", "1E999999999", "1"), "cursor is"},
          {"/v1/cases?sort=amount&cursor=" + Cursor.of("amount", "NaN", "1"), "cursor is"},
          {
            "/v1/cases?sort=probability&cursor=" + Cursor.of("probability", "1E-999", "1"),
            "cursor is"
          },
          {"/v1/cases?page=2", "page is no parameter here"}
        }) {
      HttpResponse<String> answer = calls.get(row[0], cookie);
      assertThat(answer.statusCode()).as(row[0]).isEqualTo(400);
      assertThat(answer.body()).contains(row[1]);
    }
    assertThat(calls.get("/v1/cases/0", cookie).statusCode()).isEqualTo(404);
    assertThat(calls.get("/v1/cases/x", cookie).statusCode()).isEqualTo(404);
    assertThat(calls.get("/v1/cases/999999/story", cookie).statusCode()).isEqualTo(404);
    for (String body :
        List.of(
            "\"act\": \"DANCE\"",
            "\"act\": \"SNOOZE\"",
            "\"act\": \"SNOOZE\", \"hours\": 721",
            "\"act\": \"CLEAR\", \"hours\": 5",
            "\"act\": \"CLEAR\", \"alert_ids\": []",
            "\"act\": \"CLEAR\", \"alert_ids\": [\"\"]",
            "\"act\": \"CLEAR\", \"alert_ids\": [7]",
            "\"act\": \"CLEAR\", \"alert_ids\": [\"a\\u0000b\"]",
            "\"act\": \"CLEAR\", \"alert_ids\": \"a\"",
            "\"act\": \"CLEAR\", \"alert_ids\": [" + "\"a\", ".repeat(50) + "\"a\"]",
            "\"act\": \"START\", \"alert_ids\": [\"a\"]",
            "\"act\": \"BLOCK_CARD\", \"merchant_id\": \"m\"",
            "\"act\": \"UNBLOCK_MERCHANT\"",
            "\"act\": \"BLOCK_MERCHANT\"")) {
      assertThat(act("/v1/cases/1", 1, body).statusCode()).as(body).isEqualTo(422);
    }
    assertThat(act("/v1/cases/999999", 1, "\"act\": \"START\"").statusCode()).isEqualTo(404);
  }
}
