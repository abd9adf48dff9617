package io.cardbeam.local.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.command.replay.ReplayCommand;
import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.event.Payment;
import io.cardbeam.event.TransferKind;
import io.cardbeam.ledger.MoneyEvent;
import io.cardbeam.ledger.Transfers;
import io.cardbeam.local.DataFolder;
import io.cardbeam.local.EmbeddedKafka;
import io.cardbeam.local.KafkaTopics;
import io.cardbeam.pipeline.AvroRecordCoder;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.archive.ArchiveEvents;
import io.cardbeam.pipeline.publish.PublishLedger;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.WireCodec;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The ledger on Kafka and in a lake, and what a replay makes of it. */
class LedgerReplayTest {
  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
  private static final int CARDS = 3;

  private final WireCodec codec = new WireCodec();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void aReplaySendsWhatTransfersFollowFromAndTransfersWhenAskedTo() throws Exception {
    List<LedgerTransfer> transfers = transfers();
    try (DataFolder data = DataFolder.open(folder.resolve("data"));
        EmbeddedKafka kafka = EmbeddedKafka.start(data.part("kafka"), data.ports())) {
      KafkaConnection live = connection(kafka, "live.");
      publish(transfers, live);
      List<String> published = records(live, Topic.LEDGER);
      assertThat(published)
          .containsExactlyInAnyOrderElementsOf(transfers.stream().map(this::line).toList());

      Path lake = folder.resolve("lake");
      List<Event> archived = new ArrayList<>(transfers.stream().map(Event::of).toList());
      archived.add(Event.of(new Payment("y-1", "card-0", START, START, 100L, "USD", "ACH")));
      archive(archived, lake);
      assertThat(lake.resolve("ledger/LedgerTransfer/date=2026-03-02/hour=10")).isDirectory();

      KafkaConnection again = connection(kafka, "again.");
      assertThat(replay(lake, again)).as(err::toString).isZero();
      assertThat(records(again, Topic.TRANSACTIONS)).hasSize(1);
      assertThat(records(again, Topic.LEDGER)).isEmpty();

      KafkaConnection copied = connection(kafka, "copied.");
      assertThat(replay(lake, copied, "--topics=ledger")).as(err::toString).isZero();
      assertThat(err.toString()).contains("no stream should be at work");
      assertThat(records(copied, Topic.LEDGER)).containsExactlyInAnyOrderElementsOf(published);
    }
  }

  private static List<LedgerTransfer> transfers() {
    Transfers by = new Transfers();
    List<LedgerTransfer> transfers = new ArrayList<>();
    for (int i = 0; i < CARDS; i++) {
      MoneyEvent hold = event(TransferKind.HOLD, "card-" + i, "a", i);
      transfers.add(by.ofHold(hold, hold.eventTimeMillis() + 1_000, hold.amountMinor()));
      transfers.add(by.of(event(TransferKind.PURCHASE, "card-" + i, "p", i)));
    }
    return transfers;
  }

  private static MoneyEvent event(TransferKind kind, String card, String id, int minute) {
    long time = START.plusSeconds(60L * minute).toEpochMilli();
    return new MoneyEvent(kind, card, id, "a", "", time, time, 50_00, "USD");
  }

  private static KafkaConnection connection(EmbeddedKafka kafka, String prefix) throws Exception {
    try (KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers(), prefix)) {
      topics.create();
    }
    return new KafkaConnection(kafka.bootstrapServers(), prefix, Map.of());
  }

  private static void publish(List<LedgerTransfer> transfers, KafkaConnection kafka) {
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(transfers).withCoder(AvroRecordCoder.of(LedgerTransfer.class)))
        .apply(new PublishLedger(kafka));
    pipeline.run().waitUntilFinish();
  }

  private static void archive(List<Event> events, Path lake) {
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(events).withCoder(EventCoder.of()))
        .apply(new ArchiveEvents(lake.toString(), Duration.standardSeconds(1)));
    pipeline.run().waitUntilFinish();
  }

  private int replay(Path lake, KafkaConnection to, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--archive=" + lake,
                "--to-kafka",
                "--json",
                "--bookmark=" + folder.resolve(to.topicPrefix() + "bookmark"),
                "--bootstrap-servers=" + to.bootstrapServers(),
                "--topic-prefix=" + to.topicPrefix()));
    arguments.addAll(List.of(more));
    return new CommandLine(new ReplayCommand(StopAfter::never))
        .setOut(new PrintWriter(new StringWriter(), true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }

  private List<String> records(KafkaConnection kafka, Topic topic) {
    List<String> lines = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : TopicRecords.of(kafka, topic)) {
      lines.add(line(new String(record.key(), UTF_8), record.timestamp(), record.value()));
    }
    return lines;
  }

  private String line(LedgerTransfer transfer) {
    return line(
        transfer.getCardToken(), transfer.getEventTime().toEpochMilli(), codec.encode(transfer));
  }

  private static String line(String key, long timestamp, byte[] value) {
    return key + " " + timestamp + " " + java.util.HexFormat.of().formatHex(value);
  }
}
