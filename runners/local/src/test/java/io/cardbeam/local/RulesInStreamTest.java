package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.command.traffic.EventSender;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Channel;
import io.cardbeam.event.Reason;
import io.cardbeam.flink.FlinkJob;
import io.cardbeam.flink.LocalFlink;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.WireCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules published to a stream that runs on real servers, and a replay of what it archived. */
class RulesInStreamTest {
  private static final String JOB = "rules-trial";
  private static final int AHEAD_SECONDS = 10;
  private static final String CARD = "card-token-of-the-trial";

  @TempDir private static Path folder;

  private final Map<String, AuthorizationDecision> answers = new TreeMap<>();
  private int sent;

  @Test
  void aRunningStreamTakesThemUpAndAReplayDecidesAsItDid() throws Exception {
    Path lake = folder.resolve("lake");
    try (DataFolder data = DataFolder.open(folder.resolve("data"));
        EmbeddedKafka kafka = EmbeddedKafka.start(data.part("kafka"), data.ports());
        LocalFlink flink = LocalFlink.start(data.part("flink"), 2)) {
      try (KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers(), "")) {
        topics.create();
      }
      KafkaConnection connection = new KafkaConnection(kafka.bootstrapServers(), "", Map.of());
      FlinkJob first = LiveStreamTrial.submit(flink, JOB, connection, lake);
      try (EventSender sender = new EventSender(connection);
          KafkaConsumer<byte[], byte[]> decisions = LiveStreamTrial.decisions(connection)) {
        sender.send(Event.of(LiveStreamTrial.issued(CARD)));
        assertThat(ask(sender, decisions).getReasons()).noneMatch(RulesInStreamTest::isOurs);

        Instant small = LiveStreamTrial.now().plusSeconds(AHEAD_SECONDS);
        publish(connection, "failing", "1 / (hour_utc - hour_utc) == 1", small);
        publish(connection, "small", "amount == 4.2", small, "--priority", "100");
        askUntil("RULE_SMALL", sender, decisions);
        first.stopWithSavepoint();

        Instant higher = LiveStreamTrial.now();
        publish(connection, "higher", "amount > 4", higher, "--priority", "200", "--backdate");
        String waiting = send(sender);
        FlinkJob second = LiveStreamTrial.submit(flink, JOB, connection, lake);
        await(waiting, decisions);
        ask(sender, decisions);
        assertThat(second.failure()).isEmpty();
        second.drain();
        assertRuledByTheirTimes(small, higher);
      }
    }
    assertThat(replay(lake)).isEqualTo(rows());
  }

  /** What each answer says of itself, which a replay must say again. */
  private Map<String, String> rows() {
    return answers.values().stream()
        .collect(
            Collectors.toMap(
                AuthorizationDecision::getRequestId,
                d ->
                    d.getReasons().stream()
                        .map(Reason::getText)
                        .collect(Collectors.joining("; "))));
  }

  private Map<String, String> replay(Path lake) throws Exception {
    CommandRun.succeeding(
        "classify",
        "--input",
        lake.toString(),
        "--output",
        folder + "/decided",
        "--runner",
        "direct");
    Map<String, String> rows = new TreeMap<>();
    List<String> lines = Files.readAllLines(folder.resolve("decided").resolve("decisions.csv"));
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", 6);
      rows.put(cells[0], cells[5].replace("\"", ""));
    }
    return rows;
  }

  private void askUntil(String code, EventSender sender, KafkaConsumer<byte[], byte[]> decisions)
      throws Exception {
    long deadline = System.nanoTime() + LiveStreamTrial.PATIENCE.toNanos();
    while (!ask(sender, decisions).getReasons().get(0).getCode().equals(code)) {
      assertThat(System.nanoTime()).as("waited for " + code).isLessThan(deadline);
    }
  }

  /** Which rule speaks depends on the time of the request alone. */
  private void assertRuledByTheirTimes(Instant small, Instant higher) {
    for (AuthorizationDecision answer : answers.values()) {
      Instant at = answer.getEventTime();
      String expected =
          at.isBefore(small) ? "none" : at.isBefore(higher) ? "RULE_SMALL" : "RULE_HIGHER";
      assertThat(
              answer.getReasons().stream()
                  .filter(RulesInStreamTest::isOurs)
                  .map(Reason::getCode)
                  .findFirst()
                  .orElse("none"))
          .as("%s, rules from %s and %s", at, small, higher)
          .isEqualTo(expected);
    }
  }

  private static boolean isOurs(Reason reason) {
    return reason.getCode().startsWith("RULE_");
  }

  private void publish(
      KafkaConnection kafka, String id, String when, Instant from, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "rules",
                "publish",
                "--bootstrap-servers",
                kafka.bootstrapServers(),
                "--id",
                id,
                "--when",
                when,
                "--action",
                "refer",
                "--reason",
                "rule " + id,
                "--effective-from",
                from.toString()));
    args.addAll(List.of(more));
    CommandRun.succeeding(args.toArray(String[]::new));
  }

  private AuthorizationDecision ask(EventSender sender, KafkaConsumer<byte[], byte[]> decisions)
      throws Exception {
    return await(send(sender), decisions);
  }

  private String send(EventSender sender) throws Exception {
    AuthorizationRequest request =
        AuthorizationRequest.newBuilder()
            .setRequestId(String.format("r-%05d", sent++))
            .setCardToken(CARD)
            .setEventTime(LiveStreamTrial.now())
            .setAmountMinor(420)
            .setCurrency("USD")
            .setMerchantId("m-1")
            .setMerchantName("Corner Shop")
            .setCategory("grocery_pos")
            .setChannel(Channel.CARD_PRESENT)
            .build();
    sender.send(Event.of(request));
    sender.flush();
    return request.getRequestId();
  }

  private AuthorizationDecision await(String id, KafkaConsumer<byte[], byte[]> decisions)
      throws Exception {
    WireCodec codec = new WireCodec();
    long deadline = System.nanoTime() + LiveStreamTrial.PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      for (ConsumerRecord<byte[], byte[]> record : decisions.poll(Duration.ofMillis(50))) {
        AuthorizationDecision decision = (AuthorizationDecision) codec.decode(record.value());
        answers.putIfAbsent(decision.getRequestId(), decision);
      }
      AuthorizationDecision answer = answers.get(id);
      if (answer != null) {
        return answer;
      }
    }
    throw new AssertionError("no answer within " + LiveStreamTrial.PATIENCE);
  }
}
