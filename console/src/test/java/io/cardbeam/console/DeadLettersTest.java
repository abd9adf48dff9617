package io.cardbeam.console;

import static io.cardbeam.console.PageCalls.TOKEN;
import static io.cardbeam.console.PageCalls.cookieOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardbeam.wire.Topic;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Dead letters and exceptions are listed, for whom and by what. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class DeadLettersTest extends LettersOnConsole {
  @Test
  void aLetterThatComesTwiceIsOneAndListsAreCutByEveryFilter() throws Exception {
    String source = letters.source(Topic.CARD_EVENTS);
    byte[] payload = "no record".getBytes(UTF_8);
    Instant before = Instant.now();
    offset++;
    letters.write(source, offset, "NO_HEADER", "no header", payload);
    letters.write(source, offset, "NO_HEADER", "no header", payload);
    offset++;
    letters.write(source, offset, "NO_HEADER", "another", payload);
    await(source, offset);

    String all = "?topic=card-events&code=NO_HEADER&state=open";
    JsonNode list = answer(200, calls.get(PATH + all, cookie));
    assertThat(list.path("dead_letters").findValuesAsText("reason"))
        .containsExactlyInAnyOrder("another", "no header");
    assertThat(list.path("kinds").toString())
        .contains("{\"topic\":\"card-events\",\"code\":\"NO_HEADER\",\"count\":2}");
    JsonNode first = answer(200, calls.get(PATH + all + "&limit=1", cookie));
    JsonNode second =
        answer(
            200,
            calls.get(
                PATH + all + "&limit=1&cursor=" + first.path("next_cursor").asText(), cookie));
    assertThat(second.path("dead_letters")).hasSize(1);
    assertThat(second.has("next_cursor")).isFalse();
    assertThat(second.path("dead_letters").get(0).path("id"))
        .isNotEqualTo(first.path("dead_letters").get(0).path("id"));
    for (String none :
        List.of(
            "?topic=rules&code=NO_HEADER",
            "?code=no%27%20OR%20true",
            "?state=sending",
            "?topic=card-events&to=" + before.minusSeconds(60),
            "?topic=card-events&from=" + before.plusSeconds(600))) {
      assertThat(answer(200, calls.get(PATH + none, cookie)).path("dead_letters"))
          .as(none)
          .isEmpty();
    }
  }

  @Test
  void isForAnalystsAndAdministratorsAndRefusesWhatItDoesNotKnow() throws Exception {
    for (String path : List.of(PATH, "/v1/exceptions")) {
      assertThat(calls.get(path, "").statusCode()).isEqualTo(401);
      assertThat(calls.get(path, cookieOf(calls.signIn("cardholder"))).statusCode()).isEqualTo(403);
      assertThat(calls.get(path, cookieOf(calls.signIn("administrator"))).statusCode())
          .isEqualTo(200);
      assertThat(calls.get(path + "?limit=0&cursor=x&from=now&colour=red", cookie).statusCode())
          .isEqualTo(400);
    }
    assertThat(calls.get(PATH + "/999999999", cookie).statusCode()).isEqualTo(404);
    assertThat(calls.get(PATH + "/none", cookie).statusCode()).isEqualTo(404);
    assertThat(calls.post(PATH + "/999999999/event", body("{}", false), cookie).statusCode())
        .isEqualTo(404);
    assertThat(calls.post(PATH + "/1/event", "{\"events\": 1}", cookie).statusCode())
        .isEqualTo(422);
  }

  @Test
  void exceptionsOfTheBooksAreListedNewestFirst() throws Exception {
    gateway.books().issue(TOKEN, "1486");
    for (int i = 1; i <= 3; i++) {
      gateway
          .books()
          .storeAll(
              List.of("EXCEPTION"),
              List.of(
                  """
                  {"exception": {"transaction_id": "x-%d", "transaction_type": "REFUND",
                   "authorization_id": "", "card_token": "%s",
                   "event_time": "2026-03-0%dT10:00:00Z", "amount_minor": 123,
                   "currency": "JPY", "code": "NO_PURCHASE", "reason": "of no purchase"}}
                  """
                      .formatted(i, TOKEN, i)));
    }
    JsonNode first = answer(200, calls.get("/v1/exceptions?code=NO_PURCHASE&limit=2", cookie));
    assertThat(first.path("exceptions").findValuesAsText("id")).containsExactly("x-3", "x-2");
    assertThat(first.path("exceptions").get(0).path("amount").asText()).isEqualTo("123");
    JsonNode second =
        answer(
            200,
            calls.get(
                "/v1/exceptions?code=NO_PURCHASE&limit=2&cursor="
                    + first.path("next_cursor").asText(),
                cookie));
    assertThat(second.path("exceptions").findValuesAsText("id")).containsExactly("x-1");
    assertThat(
            answer(200, calls.get("/v1/exceptions?to=2026-03-01T00:00:00Z", cookie))
                .path("exceptions"))
        .isEmpty();
  }
}
