package io.cardbeam.console;

import static io.cardbeam.console.GatewayCalls.CARD;
import static io.cardbeam.console.GatewayCalls.await;
import static io.cardbeam.console.GatewayCalls.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.console.access.KeyKind;
import io.cardbeam.event.PaymentReturned;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.WireCodec;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Payments that come back, on a real Kafka and a real PostgreSQL. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PaymentReturnsTest {
  @TempDir private static Path folder;
  private static GatewayOnTrial gateway;
  private static GatewayCalls calls;
  private static String issuer;

  @BeforeAll
  static void start() throws Exception {
    gateway = GatewayOnTrial.start(folder);
    calls = gateway.calls();
    issuer = gateway.keys().of(KeyKind.ISSUER, "first-bank");
    gateway.awaitKey(issuer);
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
  }

  @Test
  void aPaymentComesBackInPartsUpToWhatWasPaidAndARepeatIsTheSame() throws Exception {
    String payment = paid("y-back");
    String path = pathOf(payment);
    String body = "{\"request_id\": \"b-1\", \"amount\": \"20.00\", \"reason\": \"R01\"}";
    HttpResponse<String> first = calls.post(path, issuer, body);
    HttpResponse<String> again = calls.post(path, issuer, body);
    HttpResponse<String> other = calls.post(path, issuer, body.replace("20.00", "21.00"));
    HttpResponse<String> tooMuch =
        calls.post(path, issuer, "{\"request_id\": \"b-2\", \"amount\": \"30.01\"}");
    HttpResponse<String> rest = calls.post(path, issuer, "{\"request_id\": \"b-3\"}");
    HttpResponse<String> none = calls.post(path, issuer, "{\"request_id\": \"b-4\"}");

    assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
    assertThat(json(first).path("payment_id").asText()).isEqualTo(payment);
    assertThat(json(first).path("amount").asText()).isEqualTo("20.00");
    assertThat(json(first).path("currency").asText()).isEqualTo("USD");
    assertThat(json(first).path("reason").asText()).isEqualTo("R01");
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
    assertThat(json(again).path("return_id")).isEqualTo(json(first).path("return_id"));
    assertThat(json(again).path("time")).isEqualTo(json(first).path("time"));
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(json(other).path("errors").findValuesAsText("pointer")).containsExactly("#/amount");
    assertThat(tooMuch.statusCode()).isEqualTo(409);
    assertThat(json(tooMuch).path("type").asText()).isEqualTo("/problems/conflict");
    assertThat(json(tooMuch).path("detail").asText())
        .isEqualTo("30.00 USD is left of the payment.");
    assertThat(rest.statusCode()).as(rest.body()).isEqualTo(201);
    assertThat(json(rest).path("amount").asText()).isEqualTo("30.00");
    assertThat(none.statusCode()).isEqualTo(409);

    List<PaymentReturned> sent = sent(payment, 3);
    assertThat(sent)
        .extracting(PaymentReturned::getAmountMinor)
        .containsExactly(20_00L, 20_00L, 30_00L);
    assertThat(sent.get(1)).isEqualTo(sent.get(0));
    assertThat(sent.get(0).getReturnId()).isEqualTo(json(first).path("return_id").asText());
  }

  @Test
  void whoFollowsEventsReadsOfIt() throws Exception {
    String payment = paid("y-event");
    String id =
        json(calls.post(pathOf(payment), issuer, "{\"request_id\": \"b-event\"}"))
            .path("return_id")
            .asText();

    HttpResponse<String> events =
        await(
            () -> calls.get("/v1/events?limit=100", issuer), answer -> answer.body().contains(id));
    assertThat(json(events).path("events"))
        .filteredOn(event -> event.at("/data/return_id").asText().equals(id))
        .hasSize(1)
        .allMatch(event -> event.path("type").asText().equals("return.accepted"))
        .allMatch(event -> event.at("/data/payment_id").asText().equals(payment));
  }

  @Test
  void noneButAnIssuersOwnPaymentComesBack() throws Exception {
    String path = pathOf(paid("y-own"));
    String body = "{\"request_id\": \"b-own\"}";
    String otherBank = gateway.keys().of(KeyKind.ISSUER, "second-bank");
    String shop = gateway.keys().merchant(TestKeys.SHOP);
    gateway.awaitKey(otherBank);

    assertThat(calls.post(path, otherBank, body).statusCode()).isEqualTo(404);
    assertThat(calls.post(path, shop, body).statusCode()).isEqualTo(403);
    for (String unknown : List.of("pm_" + "a".repeat(26), "y-own", "au_" + "a".repeat(26))) {
      assertThat(calls.post(pathOf(unknown), issuer, body).statusCode()).as(unknown).isEqualTo(404);
    }
    HttpResponse<String> wrong =
        calls.post(path, issuer, "{\"request_id\": \"b-eur\", \"currency\": \"EUR\"}");
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(json(wrong).path("errors").findValuesAsText("pointer"))
        .containsExactly("#/currency");
    assertThat(calls.post(path, issuer, body).statusCode()).isEqualTo(201);
  }

  @Test
  void parallelReturnsNeverComeToMoreThanWasPaid() throws Exception {
    String payment = paid("y-race");
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      answers.add(
          calls.later(
              pathOf(payment),
              issuer,
              "{\"request_id\": \"b-r%d\", \"amount\": \"20.00\"}".formatted(i)));
    }
    int taken = 0;
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      taken += answer.get().statusCode() == 201 ? 1 : 0;
    }
    assertThat(taken).isEqualTo(2);
  }

  private static String paid(String requestId) throws Exception {
    HttpResponse<String> answer =
        calls.post(
            "/v1/payments",
            issuer,
            "{\"request_id\": \"%s\", \"card_number\": \"%s\", \"amount\": \"50.00\", \"currency\": \"USD\"}"
                .formatted(requestId, CARD));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return json(answer).path("payment_id").asText();
  }

  private static String pathOf(String payment) {
    return "/v1/payments/" + payment + "/return";
  }

  /** The returns of a payment on the topic, in order, once there are so many. */
  private static List<PaymentReturned> sent(String payment, int count) throws Exception {
    WireCodec codec = new WireCodec();
    List<PaymentReturned> found = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = gateway.kafka().consumer()) {
      String topic = gateway.kafka().name(Topic.TRANSACTIONS);
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (found.size() < count) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          if (codec.decode(record.value()) instanceof PaymentReturned returned
              && returned.getPaymentId().equals(payment)) {
            found.add(returned);
          }
        }
      }
    }
    return found;
  }
}
