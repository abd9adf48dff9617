package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.command.stream.StreamState.StateBackend;
import io.cardbeam.command.traffic.Bookmark;
import io.cardbeam.command.traffic.BookmarkFile;
import io.cardbeam.command.traffic.EventSender;
import io.cardbeam.command.traffic.Pace;
import io.cardbeam.command.traffic.TrafficDriver;
import io.cardbeam.command.traffic.TrafficMeter;
import io.cardbeam.event.AddressCount;
import io.cardbeam.event.ListEntry;
import io.cardbeam.event.RuleVersion;
import io.cardbeam.flink.FlinkHost;
import io.cardbeam.flink.FlinkJob;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.wire.ContractVersions;
import io.cardbeam.wire.Topic;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The stream of this build is stopped with a savepoint, and that of a build goes on from it in
 * which every contract has one field more.
 */
class ContractUpgradeTest {
  private static final int REQUESTS_EACH = 250;
  private static final int AGAIN = 20;

  /** Requests of {@link EachContract}. */
  private static final int OWN = 2;

  private static final int MINUTES = 8;
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path folder;

  @Test
  void aBuildWithAFieldMoreInEachContractGoesOnFromThisOnesState() throws Exception {
    try (DataFolder data = DataFolder.open(folder.resolve("data"));
        EmbeddedKafka broker = EmbeddedKafka.start(data.part("kafka"), data.ports())) {
      try (KafkaTopics topics = new KafkaTopics(broker.bootstrapServers(), "")) {
        topics.create();
      }
      KafkaConnection kafka = new KafkaConnection(broker.bootstrapServers(), "", Map.of());
      Path kept = data.part("kept");
      Path savepoint = stoppedByThisBuild(kafka, kept);
      assertThat(contractsIn(savepoint))
          .as("so that each is read by the later build")
          .containsExactlyInAnyOrderElementsOf(
              EachContract.inState().stream().map(Schema::getName).toList());

      String printed = wentOnLater(broker.bootstrapServers(), kept);

      int requests = 2 * REQUESTS_EACH + OWN;
      assertThat(printed)
          .as("against one thread that played both parts without a stop")
          .contains(LaterStream.DECISIONS + new DecisionsCheck(requests, requests, AGAIN, 0, 0))
          .contains(EachContract.FOREIGN)
          .as("its purchase was booked by this build")
          .doesNotContain(EachContract.LATE_REFUND);
      assertArchived(kafka, kept.resolve("lake"));
    }
  }

  private Path stoppedByThisBuild(KafkaConnection kafka, Path kept) throws IOException {
    BookmarkFile bookmark = new BookmarkFile(LaterStream.bookmark(kept));
    try (FlinkHost host = new FlinkHost()) {
      FlinkJob job = LaterStream.of(kafka, kept, StateBackend.rocksdb).submit(host);
      try (EventSender sender = new EventSender(kafka)) {
        new EachContract(AT).send(sender);
      }
      TrafficMeter meter = new TrafficMeter();
      try (TrafficDriver driver =
          new TrafficDriver(kafka, Pace.fast(), meter, Bookmark.START, bookmark::write)) {
        driver.run(StreamOnTrial.traffic(REQUESTS_EACH).iterator());
      }
      return Path.of(URI.create(job.stopWithSavepoint()));
    }
  }

  /** Names of the contracts by whose fingerprints records lie in a savepoint. */
  private static List<String> contractsIn(Path savepoint) throws IOException {
    StringBuilder bytes = new StringBuilder();
    for (File file : FileUtils.listFiles(savepoint.toFile(), null, true)) {
      bytes.append(Files.readString(file.toPath(), StandardCharsets.ISO_8859_1));
    }
    return EachContract.inState().stream()
        .filter(contract -> bytes.indexOf(fingerprint(contract)) >= 0)
        .map(Schema::getName)
        .toList();
  }

  private static String fingerprint(Schema contract) {
    return new String(
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(ContractVersions.fingerprint(contract))
            .array(),
        StandardCharsets.ISO_8859_1);
  }

  private String wentOnLater(String bootstrapServers, Path kept) throws Exception {
    Path classes = folder.resolve("later-classes");
    LaterContracts.compile(folder.resolve("later-sources"), classes);
    Path options = Files.writeString(folder.resolve("java.options"), JvmOptions.text());
    Path printed = folder.resolve("printed");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + options);
    command.addAll(CommandProcess.briefly("1g"));
    command.add("-cp");
    command.add(classes + File.pathSeparator + System.getProperty("java.class.path"));
    command.add(LaterStream.class.getName());
    command.add(bootstrapServers);
    command.add(kept.toString());
    command.add(Integer.toString(2 * REQUESTS_EACH));
    command.add(Integer.toString(AGAIN));
    command.add(AT.toString());
    Process later =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    try {
      assertThat(later.waitFor(MINUTES, TimeUnit.MINUTES)).as("ends in time").isTrue();
    } finally {
      later.destroyForcibly().waitFor();
    }
    String text = Files.readString(printed);
    assertThat(later.exitValue()).as(text).isZero();
    return text;
  }

  /** What waited in state for its file came to the lake, each record once. */
  private static void assertArchived(KafkaConnection kafka, Path lake) throws IOException {
    Map<String, Long> archived = new HashMap<>();
    for (File file : FileUtils.listFiles(lake.toFile(), new String[] {"avro"}, true)) {
      try (DataFileReader<GenericRecord> records =
          new DataFileReader<>(file, new GenericDatumReader<>())) {
        for (GenericRecord record : records) {
          archived.merge(record.getSchema().getName(), 1L, Long::sum);
        }
      }
    }
    long events =
        EachContract.inState().stream()
            .map(Schema::getName)
            .filter(name -> !name.equals("AddressCount"))
            .mapToLong(name -> archived.getOrDefault(name, 0L))
            .sum();
    long sent = 0;
    for (Topic topic :
        List.of(
            Topic.CARD_EVENTS,
            Topic.TRANSACTIONS,
            Topic.AUTHORIZATION_DECISIONS,
            Topic.FRAUD_ALERTS,
            Topic.LEDGER,
            Topic.TRANSACTION_EXCEPTIONS,
            Topic.RULES)) {
      sent += TopicReader.count(kafka, topic);
    }
    assertThat(events).as("%s", archived).isEqualTo(sent);
    assertThat(archived)
        .containsEntry(RuleVersion.getClassSchema().getName(), 1L)
        .containsEntry(ListEntry.getClassSchema().getName(), 1L)
        .containsKey(AddressCount.getClassSchema().getName());
  }
}
