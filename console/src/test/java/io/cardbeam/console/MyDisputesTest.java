package io.cardbeam.console;

import static io.cardbeam.console.MyCardOnTrial.OWN;
import static io.cardbeam.console.MyCardOnTrial.dispute;
import static io.cardbeam.console.MyCardOnTrial.find;
import static io.cardbeam.console.PageCalls.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.event.Chargeback;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.event.FraudFinding;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Disputes from their opening until they are decided, on a real console. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class MyDisputesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @RegisterExtension static final MyCardOnTrial TRIAL = MyCardOnTrial.start();

  @Test
  void aDisputeIsOpenedOnceHoweverOftenItIsSent() throws Exception {
    TRIAL.buy(TOKEN, "sent-often");
    String body = dispute("sent-often", "1234.56", "NOT_MINE");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Integer>> same = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        same.add(() -> TRIAL.post(OWN + "/disputes", body).statusCode());
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> sent : threads.invokeAll(same)) {
        statuses.add(sent.get());
      }
      assertThat(statuses).containsOnlyOnce(201).containsOnly(200, 201);
    } finally {
      threads.shutdownNow();
    }
    List<Chargeback> sent = TRIAL.await(Chargeback.class, "sent-often", 1);

    assertThat(sent).hasSize(1);
    assertThat(sent.get(0).getAmountMinor()).isEqualTo(123_456);
    assertThat(sent.get(0).getAuthorizationId()).isEqualTo("sent-often");
    assertThat(sent.get(0).getReason()).isEqualTo("I did not make this purchase");
    assertThat(TRIAL.gateway.peer().events(FraudFinding.class))
        .as("a chargeback says fraud by itself")
        .noneMatch(finding -> finding.getRequestId().equals("sent-often"));
  }

  @Test
  void whoBoughtAndDisputesSaysThatItWasNoFraud() throws Exception {
    TRIAL.buy(TOKEN, "not-come");
    TRIAL.post(OWN + "/disputes", dispute("not-come", "34.56", "NOT_RECEIVED"));
    Chargeback chargeback = TRIAL.await(Chargeback.class, "not-come", 1).get(0);
    FraudFinding finding = TRIAL.await(FraudFinding.class, "not-come", 1).get(0);

    assertThat(chargeback.getReason())
        .isEqualTo("I did not get what I paid for: as I told the shop");
    assertThat(finding.getVerdict()).isEqualTo(FindingVerdict.GENUINE);
    assertThat(finding.getEventTime()).isAfter(chargeback.getEventTime());
  }

  @Test
  void aPurchaseOnAnUnknownRequestIsDisputedAndNothingIsFoundOfThat() throws Exception {
    ObjectNode document = JSON.createObjectNode();
    MyCardOnTrial.row(document.putObject("transaction"), TOKEN, "transit", 2_40)
        .put("authorization_id", "never-came")
        .put("merchant_id", "m-8")
        .put("merchant_name", "Kaffeewagen")
        .put("category", "transit")
        .putArray("items");
    TRIAL.gateway.books().storeAll(List.of("PURCHASE"), List.of(document.toString()));
    assertThat(status("transit")).isEqualTo("free, 0 times, 2.40");

    TRIAL.post(OWN + "/disputes", dispute("transit", "2.40", "NOT_RECEIVED"));
    assertThat(TRIAL.await(Chargeback.class, "transit", 1).get(0).getAuthorizationId())
        .isEqualTo("never-came");
    TRIAL.buy(TOKEN, "after-transit");
    TRIAL.post(OWN + "/disputes", dispute("after-transit", "1.00", "NOT_RECEIVED"));
    TRIAL.await(FraudFinding.class, "after-transit", 1); // sent in order, so one would be there
    assertThat(TRIAL.gateway.peer().events(FraudFinding.class))
        .noneMatch(finding -> finding.getRequestId().equals("never-came"));
  }

  @Test
  void aDisputeWhosePurchaseIsNotInTheBooksIsShownWithoutIt() throws Exception {
    TRIAL.chargeback(TOKEN, "unknown", "d-unknown", 500);
    JsonNode dispute = find(TRIAL.read(OWN + "/disputes"), "dispute_id", "d-unknown");

    assertThat(dispute.path("state").asText()).isEqualTo("CREDITED");
    assertThat(dispute.path("purchase_id").asText()).isEqualTo("unknown");
    assertThat(dispute.path("amount").asText()).isEqualTo("5.00");
    assertThat(dispute.path("merchant").asText()).isEmpty();
    assertThat(dispute.has("purchased_at")).isFalse();
    assertThat(dispute.has("purchase_amount")).isFalse();
  }

  @Test
  void aDisputeIsFollowedUntilItIsDecided() throws Exception {
    TRIAL.buy(TOKEN, "followed");
    String body = dispute("followed", "200.00", "NOT_RECEIVED");
    JsonNode opened = JSON.readTree(TRIAL.post(OWN + "/disputes", body).body());
    String id = opened.path("dispute_id").asText();
    assertThat(opened.path("state").asText()).isEqualTo("RECEIVED");
    assertThat(status("followed")).isEqualTo("disputed, 1 time, nothing to dispute");
    HttpResponse<String> second =
        TRIAL.post(OWN + "/disputes", dispute("followed", "1.00", "NOT_MINE"));
    assertThat(second.statusCode()).isEqualTo(409);

    TRIAL.chargeback(TOKEN, "followed", id, 20_000);
    assertThat(state(id)).isEqualTo("CREDITED");
    TRIAL.decide(TOKEN, "followed", id, "s-1", "UPHELD", 5_000);
    assertThat(state(id)).isEqualTo("CREDITED");
    TRIAL.decide(TOKEN, "followed", id, "s-2", "REJECTED", 15_000);
    JsonNode dispute = find(TRIAL.read(OWN + "/disputes"), "dispute_id", id);
    assertThat(dispute.path("state").asText()).isEqualTo("PARTLY_UPHELD");
    assertThat(dispute.path("steps").findValuesAsText("step"))
        .containsExactly("RECEIVED", "CREDITED", "UPHELD", "REJECTED");
    assertThat(dispute.path("steps").findValuesAsText("amount"))
        .containsExactly("200.00", "200.00", "50.00", "150.00");
    assertThat(status("followed")).isEqualTo("free, 1 time, 1184.56");

    HttpResponse<String> tooMuch =
        TRIAL.post(OWN + "/disputes", dispute("followed", "1184.57", "NOT_MINE"));
    assertThat(tooMuch.statusCode()).isEqualTo(422);
    assertThat(tooMuch.body()).contains("/problems/amount-exceeded", "1184.56 USD");
    HttpResponse<String> again = TRIAL.post(OWN + "/disputes", body);
    assertThat(again.statusCode()).as("the first is decided: this is another").isEqualTo(201);
    assertThat(JSON.readTree(again.body()).path("dispute_id").asText()).isNotEqualTo(id);
    TRIAL.await(Chargeback.class, "followed", 2);
  }

  @Test
  void aDisputeThatTheBooksRefuseSaysWhyInPlainWords() throws Exception {
    TRIAL.buy(TOKEN, "refunded-meanwhile");
    String body = dispute("refunded-meanwhile", "1.00", "OTHER");
    String id =
        JSON.readTree(TRIAL.post(OWN + "/disputes", body).body()).path("dispute_id").asText();
    ObjectNode document = JSON.createObjectNode();
    document
        .putObject("exception")
        .put("transaction_id", id)
        .put("transaction_type", "CHARGEBACK")
        .put("authorization_id", "refunded-meanwhile")
        .put("card_token", TOKEN)
        .put("event_time", Instant.now().toString())
        .put("amount_minor", 100)
        .put("currency", "USD")
        .put("code", "ABOVE_BALANCE")
        .put("reason", "for engineers");
    TRIAL.gateway.books().storeAll(List.of("EXCEPTION"), List.of(document.toString()));
    JsonNode dispute = find(TRIAL.read(OWN + "/disputes"), "dispute_id", id);

    assertThat(dispute.path("state").asText()).isEqualTo("NOT_ACCEPTED");
    assertThat(dispute.path("why_not").asText())
        .isEqualTo("The bank could not take it. Please call your bank.");
    assertThat(dispute.toString()).doesNotContain("ABOVE_BALANCE", "engineers");
    assertThat(status("refunded-meanwhile")).isEqualTo("free, 0 times, 1234.56");
  }

  @Test
  void whatCanNotBeDisputedIsRefusedAtOnce() throws Exception {
    Instant old = Instant.now().minus(Duration.ofDays(121));
    TRIAL.gateway.books().buy(TOKEN, "too-old", old.toString());

    HttpResponse<String> late =
        TRIAL.post(OWN + "/disputes", dispute("too-old", "1.00", "NOT_MINE"));
    HttpResponse<String> wrong =
        TRIAL.calls.post(
            OWN + "/disputes",
            "{\"purchase_id\": \"own-bought\", \"amount\": \"1.005\", \"reason\": \"OTHER\"}",
            TRIAL.cookie);

    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("120 days");
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(JSON.readTree(wrong.body()).path("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("#/amount", "#/details");
  }

  private static String state(String disputeId) throws Exception {
    return find(TRIAL.read(OWN + "/disputes"), "dispute_id", disputeId).path("state").asText();
  }

  private static String status(String purchase) throws Exception {
    JsonNode shown =
        find(TRIAL.read(OWN + "/transactions?limit=100&search=kaffee"), "id", purchase);
    int disputes = shown.path("dispute_count").asInt();
    return (shown.path("dispute_open").asBoolean() ? "disputed, " : "free, ")
        + disputes
        + (disputes == 1 ? " time, " : " times, ")
        + shown.path("disputable").asText("nothing to dispute");
  }
}
