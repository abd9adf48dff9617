package io.cardbeam.console;

import static io.cardbeam.console.PageCalls.TOKEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.audit.AuditEntry;
import io.cardbeam.console.audit.AuditLog;
import io.cardbeam.event.Payment;
import io.cardbeam.text.CardNumberMask;
import io.cardbeam.wire.Topic;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A letter is repaired, and one event is sent in its place. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RepairedLettersTest extends LettersOnConsole {
  private static final String BAD_AMOUNT = "BAD_AMOUNT";

  @Test
  void aRepairedLetterIsOneEventHoweverOftenItIsSent() throws Exception {
    JsonNode letter = write(BAD_AMOUNT, letters.payment("p-once", -500));
    ObjectNode event = (ObjectNode) letter.path("event");
    assertThat(event.path("type").asText()).isEqualTo("Payment");
    assertThat(event.path("amount_minor").asLong()).isEqualTo(-500);
    event.put("amount_minor", 500);

    JsonNode checked = answer(200, send(letter, event.toString(), true));
    assertThat(checked.path("state").asText()).isEqualTo("open");
    assertThat(sent("p-once")).isEmpty();

    for (int i = 0; i < 3; i++) {
      JsonNode now = answer(200, send(letter, event.toString(), false));
      assertThat(now.path("state").asText()).isIn("sending", "sent");
      assertThat(now.path("sent").path("by").asText()).isEqualTo("user:analyst");
      assertThat(awaitSent(letter).path("sent").path("at").asText()).isNotEmpty();
    }
    assertThat(sent("p-once")).extracting(Payment::getAmountMinor).containsExactly(500L);

    HttpResponse<String> other = send(letter, event.put("payment_id", "p-other").toString(), false);
    assertThat(answer(409, other).path("detail").asText())
        .isEqualTo("Payment p-once was sent in its place by user:analyst.");
    assertThat(sent("p-other")).isEmpty();
    assertThat(audited())
        .filteredOn(entry -> entry.action().equals("dead-letter-send"))
        .filteredOn(entry -> entry.detail().contains("p-once"))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.actor()).isEqualTo("user:analyst");
              assertThat(entry.target()).isEqualTo(place(letter));
              assertThat(entry.detail()).isEqualTo("Payment p-once of card " + TOKEN);
            });
  }

  @Test
  void oneWithoutAnIdHasOneThatFollowsFromItsLetter() throws Exception {
    JsonNode letter = write("BAD_BYTES", new byte[] {1, 2, 3, (byte) 0xFF});
    assertThat(letter.has("event")).isFalse();
    assertThat(letter.path("payload").path("hex").asText()).isEqualTo("010203ff");
    assertThat(letter.path("payload").has("text")).isFalse();
    assertThat(letter.path("kinds").findValuesAsText("type"))
        .contains("Payment", "Purchase", "Refund", "Reversal");

    String written =
        """
        {"type": "Payment", "card_token": "%s", "event_time": "2026-03-02T10:00:00Z",
         "effective_from": "2026-03-02T11:00:00Z", "amount_minor": 700, "currency": "USD"}
        """
            .formatted(TOKEN);
    JsonNode now = answer(200, send(letter, written, false));
    String id = "letter-" + letter.path("source").asText() + "-" + letter.path("position").asText();
    assertThat(now.path("sent").path("event_id").asText()).isEqualTo(id);
    answer(200, send(letter, written, false));
    awaitSent(letter);
    assertThat(sent(id)).hasSize(1);
  }

  @Test
  void ofSeveralWhoSendAtOnceOneDecides() throws Exception {
    JsonNode letter = write(BAD_AMOUNT, letters.payment("p-race", -500));
    ObjectNode event = (ObjectNode) letter.path("event");
    List<String> written =
        IntStream.rangeClosed(1, 8)
            .mapToObj(i -> event.put("amount_minor", 100 * ((i + 1) / 2)).toString())
            .toList();

    List<Integer> statuses =
        written.parallelStream()
            .map(
                text -> {
                  try {
                    return send(letter, text, false).statusCode();
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                })
            .toList();

    assertThat(statuses).as("each amount was written by two").containsOnly(200, 409);
    assertThat(statuses).filteredOn(status -> status == 200).hasSize(2);
    awaitSent(letter);
    assertThat(sent("p-race")).hasSize(1);
    assertThat(audited()).filteredOn(entry -> entry.detail().contains("p-race")).hasSize(1);
  }

  @Test
  void whatTheOutboxForgotIsSentStill() throws Exception {
    JsonNode letter = write(BAD_AMOUNT, letters.payment("p-old", -500));
    ObjectNode event = ((ObjectNode) letter.path("event")).put("amount_minor", 500);
    answer(200, send(letter, event.toString(), false));
    awaitSent(letter);
    gateway.books().run("DELETE FROM outbox.record");

    JsonNode now = answer(200, send(letter, event.toString(), false));

    assertThat(now.path("state").asText()).isEqualTo("sent");
    assertThat(now.path("sent").path("at").asText()).isNotEmpty();
    assertThat(count("SELECT count(*) FROM outbox.record")).isZero();
  }

  @Test
  void oneThatHeldACardNumberCanNotBeSent() throws Exception {
    byte[] held =
        CardNumberMask.mask(
            "{\"type\": \"Payment\", \"payment_id\": \"p-card\", \"pan\": \"4539578763621486\"}"
                .getBytes(UTF_8));
    for (JsonNode letter : List.of(write("CARD_NUMBER", held), write("BAD_JSON", held))) {
      assertThat(letter.path("sendable").asBoolean()).isFalse();
      assertThat(letter.path("not_sendable").asText()).startsWith("It held what could be a card");
      assertThat(letter.toString()).doesNotContain("4539578763621486");
      HttpResponse<String> refused =
          send(letter, JSON.writeValueAsString(letter.path("event")), false);
      assertThat(answer(409, refused).path("detail").asText())
          .startsWith("It held what could be a card number");
    }
    assertThat(sent("p-card")).isEmpty();
  }

  @Test
  void norCanARowOfAFileARuleOrWhatIsCut() throws Exception {
    byte[] whole = letters.payment("p-elsewhere", 5);
    assertThat(write("/data/a.csv", BAD_AMOUNT, whole).path("not_sendable").asText())
        .startsWith("It is a row of a file");
    assertThat(write(letters.source(Topic.RULES), BAD_AMOUNT, whole).path("not_sendable").asText())
        .startsWith("It is no event of a card");
    JsonNode cut = write("TOO_LONG", new byte[64 * 1024]);
    assertThat(cut.path("not_sendable").asText()).startsWith("Only its first 64 KiB");
    assertThat(cut.path("payload").path("hex").asText()).hasSize(2 * 4_096);
    for (String id : List.of(cut.path("id").asText())) {
      assertThat(calls.post(PATH + "/" + id + "/event", body("{}", false), cookie).statusCode())
          .isEqualTo(409);
    }
  }

  @Test
  void whatIsWrongWithAnEventIsNamedWithItsPlace() throws Exception {
    JsonNode letter = write(BAD_AMOUNT, letters.payment("p-wrong", -1));
    ObjectNode right = ((ObjectNode) letter.path("event")).put("amount_minor", 1);

    assertThat(error(letter, right.deepCopy().put("amount_minor", -1).toString()))
        .startsWith("#/event/amount_minor ");
    assertThat(error(letter, right.deepCopy().put("amount_minor", "much").toString()))
        .startsWith("#/event/amount_minor is no number");
    assertThat(error(letter, right.deepCopy().put("event_time", "today").toString()))
        .startsWith("#/event/event_time is no time");
    assertThat(error(letter, right.deepCopy().put("amuont_minor", 1).toString()))
        .isEqualTo("#/event/amuont_minor is not a field of Payment");
    assertThat(error(letter, right.deepCopy().put("type", "CardUpdate").toString()))
        .startsWith("#/event/type must be one of ");
    assertThat(error(letter, "{\n  \"type\": \"Payment\",,\n}"))
        .startsWith("#/event is not JSON")
        .contains("line 2");
    assertThat(error(letter, right.deepCopy().put("method", "4539578763621486").toString()))
        .startsWith("#/event");
    assertThat(sent("p-wrong")).isEmpty();
  }

  private static JsonNode awaitSent(JsonNode letter) throws Exception {
    long end = System.nanoTime() + WITHIN.toNanos();
    while (System.nanoTime() < end) {
      JsonNode now = answer(200, calls.get(PATH + "/" + letter.path("id").asText(), cookie));
      if (now.path("state").asText().equals("sent")) {
        return now;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    throw new AssertionError("the event was not sent: " + letter);
  }

  private static String place(JsonNode letter) {
    return letter.path("source").asText() + "@" + letter.path("position").asText();
  }

  private static HttpResponse<String> send(JsonNode letter, String event, boolean onlyCheck)
      throws Exception {
    return calls.post(
        PATH + "/" + letter.path("id").asText() + "/event", body(event, onlyCheck), cookie);
  }

  private static String error(JsonNode letter, String event) throws Exception {
    JsonNode error = answer(422, send(letter, event, true)).path("errors").get(0);
    return error.path("pointer").asText() + " " + error.path("detail").asText();
  }

  private static List<Payment> sent(String id) throws Exception {
    return letters.sent().stream().filter(payment -> payment.getPaymentId().equals(id)).toList();
  }

  private static List<AuditEntry> audited() throws Exception {
    return gateway
        .database()
        .transact(c -> AuditLog.list(c, new AuditLog.Question("", "", Instant.EPOCH, 1_000)));
  }
}
