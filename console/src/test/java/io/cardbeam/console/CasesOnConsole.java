package io.cardbeam.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.event.FraudAlert;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Reason;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.WireCodec;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole console whose alerts come from Kafka, and whose database can be made to fail. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
abstract class CasesOnConsole {
  static final ObjectMapper JSON = new ObjectMapper();
  static final Duration WITHIN = Duration.ofSeconds(60);

  @TempDir static Path folder;

  static GatewayOnTrial gateway;
  static PageCalls calls;
  static String cookie;
  static KafkaProducer<byte[], byte[]> producer;

  @BeforeAll
  static void start() throws Exception {
    gateway = GatewayOnTrial.start(folder);
    calls = PageCalls.of(gateway);
    cookie = calls.cookie();
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", gateway.kafka().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterAll
  static void stop() throws Exception {
    producer.close();
    gateway.close();
  }

  static HttpResponse<String> act(String path, long version, String body) throws Exception {
    return calls.post(path + "/acts", "{\"version\": " + version + ", " + body + "}", cookie);
  }

  static JsonNode get(String path) throws Exception {
    HttpResponse<String> answer = calls.get(path, cookie);
    assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  static String token(String name) {
    return "token-of-a-card-for" + name;
  }

  static FraudAlert alert(String token, String id, long minor) {
    return FraudAlert.newBuilder()
        .setAlertId(id)
        .setCardToken(token)
        .setEventTime(Instant.now().minusSeconds(5))
        .setOutcome(Outcome.DECLINED)
        .setFraudProbability(0.9)
        .setAmountMinor(minor)
        .setCurrency("USD")
        .setMerchantId("m-9")
        .setMerchantName("Corner Shop")
        .setCategory("travel")
        .setLastFour("4321")
        .setCity("Austin")
        .setState("TX")
        .setReasons(List.of(new Reason("UNUSUAL_AMOUNT", "amount 9x your usual for travel", 9.0)))
        .build();
  }

  static void send(FraudAlert... alerts) throws Exception {
    for (FraudAlert alert : alerts) {
      producer
          .send(
              new ProducerRecord<>(
                  gateway.kafka().name(Topic.FRAUD_ALERTS),
                  alert.getCardToken().getBytes(UTF_8),
                  new WireCodec().encode(alert)))
          .get();
    }
  }

  static List<FraudFinding> findings(String token) throws Exception {
    List<FraudFinding> found = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : read(Topic.CARD_EVENTS, token)) {
      if (new WireCodec().decode(record.value()) instanceof FraudFinding finding) {
        found.add(finding);
      }
    }
    return found;
  }

  static List<ConsumerRecord<byte[], byte[]>> read(Topic topic, String key) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = gateway.kafka().consumer()) {
      List<TopicPartition> partitions = gateway.kafka().partitions(consumer, topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < end.getOrDefault(p, 0L))) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records.stream().filter(r -> new String(r.key(), UTF_8).equals(key)).toList();
  }

  static void awaitCount(String sql, long wanted) throws SQLException {
    long end = System.nanoTime() + WITHIN.toNanos();
    while (count(sql) != wanted) {
      assertThat(System.nanoTime())
          .as(sql + " is " + count(sql) + ", not " + wanted)
          .isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  static long count(String sql) throws SQLException {
    try (Connection open = gateway.books().open();
        Statement select = open.createStatement();
        ResultSet row = select.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
