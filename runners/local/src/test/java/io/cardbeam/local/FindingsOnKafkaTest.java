package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.FindingVerdict;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.WireCodec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Findings as an analyst reports them, on a real Kafka. */
class FindingsOnKafkaTest {
  private static final String TOKEN = "Zk3_pQ0aVb-1YxT7uL2mNw";
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int MOST_POLLS = 100;

  @TempDir private Path folder = Path.of("");

  @Test
  void oneIsReportedAndAFileOfThemLoadedAsEventsOfTheirCards() throws Exception {
    try (DataFolder data = DataFolder.open(folder.resolve("data"));
        EmbeddedKafka kafka = EmbeddedKafka.start(data.part("kafka"), data.ports())) {
      try (KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers(), "")) {
        topics.create();
      }
      String servers = "--bootstrap-servers=" + kafka.bootstrapServers();
      run(
          servers,
          "report",
          "--request=r-1",
          "--card=" + TOKEN,
          "--request-time=2025-03-01T10:00:00Z",
          "--found-at=2025-03-02",
          "--verdict=fraud");
      Path file =
          Files.writeString(
              folder.resolve("findings.csv"),
              """
              request_id,card_token,request_time,verdict,found_at,source,note
              r-1,TOKEN,2025-03-01T10:00:00Z,genuine,2025-03-05T00:00:00Z,cardholder,it was me
              """
                  .replace("TOKEN", TOKEN));
      run(servers, "load", file.toString());

      List<ConsumerRecord<byte[], byte[]>> records = records(kafka.bootstrapServers(), 2);
      assertThat(verdict(records.get(0))).isEqualTo(FindingVerdict.FRAUD);
      assertThat(verdict(records.get(1))).isEqualTo(FindingVerdict.GENUINE);
      assertThat(records)
          .extracting(r -> Instant.ofEpochMilli(r.timestamp()))
          .containsExactly(
              Instant.parse("2025-03-02T00:00:00Z"), Instant.parse("2025-03-05T00:00:00Z"));
      assertThat(records)
          .extracting(r -> new String(r.key(), StandardCharsets.UTF_8))
          .containsOnly(TOKEN);
    }
  }

  private static FindingVerdict verdict(ConsumerRecord<byte[], byte[]> record) throws Exception {
    Event event = new WireCodec().decodeEvent(record.value(), Topic.CARD_EVENTS, record.offset());
    assertThat(event.type()).isEqualTo(EventType.FRAUD_FINDING);
    return event.body(FraudFinding.class).getVerdict();
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(String servers, int count) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", servers, "group.id", "look", "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(Topic.CARD_EVENTS.topicName()));
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      for (int polls = 0; records.size() < count && polls < MOST_POLLS; polls++) {
        consumer.poll(POLL).forEach(records::add);
      }
      assertThat(records).hasSize(count);
      return records;
    }
  }

  private static void run(String servers, String command, String... args) {
    List<String> all = new ArrayList<>(List.of("findings", command, servers));
    all.addAll(List.of(args));
    CommandRun.succeeding(all.toArray(String[]::new));
  }
}
