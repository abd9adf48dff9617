package io.cardbeam.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.decision.Deciding;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Channel;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.flink.LocalFlink;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.format.ValueFormat;
import io.cardbeam.pipeline.read.EventTimes;
import io.cardbeam.pipeline.read.PartitionScan;
import io.cardbeam.traffic.InputWindow;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.WireCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What producers and brokers do to a stream, with a real broker, on Flink. */
class KafkaInputTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String CARD = "KafkaInputTest-card-00";

  @TempDir private static Path folder;
  private static DataFolder data;
  private static EmbeddedKafka broker;
  private static LocalFlink flink;

  private final WireCodec codec = new WireCodec();
  private String job = "";

  @BeforeAll
  static void start() throws IOException {
    data = DataFolder.open(folder.resolve("data"));
    broker = EmbeddedKafka.start(data.part("kafka"), data.ports());
    flink = LocalFlink.start(data.part("flink"), 2);
  }

  @AfterAll
  static void stop() throws IOException {
    flink.close();
    broker.close();
    data.close();
  }

  @Test
  void whatATransactionDidNotCommitIsNeitherReadNorWaitedFor() throws Exception {
    KafkaConnection kafka = topics("transactions.");
    LocalStream stream = stream(kafka, EventTimes.Replay.ALL, false);
    try (KafkaProducer<byte[], byte[]> producer = producer("first");
        KafkaProducer<byte[], byte[]> undecided = producer("second")) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(request(kafka, "aborted")).get(1, TimeUnit.MINUTES);
      producer.abortTransaction();
      producer.beginTransaction();
      producer.send(request(kafka, "committed")).get(1, TimeUnit.MINUTES);
      producer.commitTransaction();
      producer.beginTransaction();
      producer.send(request(kafka, "aborted-at-the-end")).get(1, TimeUnit.MINUTES);
      producer.abortTransaction();
      undecided.initTransactions();
      undecided.beginTransaction();
      undecided.send(request(kafka, "open")).get(1, TimeUnit.MINUTES);

      stream.finish();
      assertThat(decided(kafka)).containsExactly("committed");
      assertThat(deadLetters(kafka)).isEmpty();
      undecided.abortTransaction();
    }
  }

  @Test
  void aRecordUnderAnotherKeyTouchesNoCard() throws Exception {
    KafkaConnection kafka = topics("keys.");
    LocalStream stream = stream(kafka, EventTimes.Replay.ALL, false);
    send(
        request(kafka, "right"),
        keyed("another-card", request(kafka, "wrong")),
        keyed(null, request(kafka, "none")));
    stream.finish();
    assertThat(decided(kafka)).containsExactly("right");
    assertThat(deadLetters(kafka)).extracting(DeadLetter::getCode).containsOnly("WRONG_KEY");
    assertThat(deadLetters(kafka)).hasSize(2);
  }

  @Test
  void partitionsThatWereAddedAreReadFromTheNextStartOn() throws Exception {
    KafkaConnection kafka = topics("partitions.");
    LocalStream stream = stream(kafka, EventTimes.Replay.ALL, false);
    send(request(kafka, "before"));
    awaitDecided(kafka, stream, Set.of("before"));
    stream.stop();
    String topic = kafka.name(Topic.CARD_EVENTS);
    try (Admin admin = admin()) {
      admin
          .createPartitions(Map.of(topic, NewPartitions.increaseTo(KafkaTopics.PARTITIONS + 3)))
          .all()
          .get(1, TimeUnit.MINUTES);
    }
    for (int added = 0; added < 3; added++) {
      send(in(KafkaTopics.PARTITIONS + added, request(kafka, "added-" + added)));
    }
    LocalStream next = stream(kafka, EventTimes.Replay.ALL, false);
    send(request(kafka, "after"));
    next.finish();
    assertThat(decided(kafka)).containsExactly("added-0", "added-1", "added-2", "after", "before");
  }

  @Test
  void recordsThatRetentionHasTakenAreToldAndSkippedWhenAsked() throws Exception {
    KafkaConnection kafka = topics("retention.");
    LocalStream stream = stream(kafka, EventTimes.Replay.ALL, false);
    send(in(0, request(kafka, "read")));
    awaitDecided(kafka, stream, Set.of("read"));
    stream.stop();
    send(in(0, request(kafka, "lost")), in(0, request(kafka, "kept")));
    try (Admin admin = admin()) {
      admin
          .deleteRecords(
              Map.of(
                  new TopicPartition(kafka.name(Topic.CARD_EVENTS), 0),
                  RecordsToDelete.beforeOffset(2)))
          .all()
          .get(1, TimeUnit.MINUTES);
    }
    assertThatThrownBy(() -> stream(kafka, EventTimes.Replay.ALL, false).finish())
        .hasMessageContaining("card-events-0 begins at offset 2, and the state has read to 1")
        .hasMessageContaining("--skip-deleted");
    stream(kafka, EventTimes.Replay.ALL, true).finish();
    assertThat(decided(kafka)).containsExactly("kept", "read");
  }

  @Test
  void whatLiveRefusedForItsTimeAReplayRefusesToo() throws Exception {
    KafkaConnection kafka = topics("clocks.");
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    send(
        request(kafka, "now", now),
        request(kafka, "in-2061", Instant.parse("2061-01-01T00:00:00Z")),
        request(kafka, "in-an-hour", now.plus(Duration.ofHours(1))),
        request(kafka, "in-1999", Instant.parse("1999-01-01T00:00:00Z")));
    LocalStream live = stream(kafka, EventTimes.Live.standard(), false);
    live.finish();
    assertThat(decided(kafka)).containsExactly("now");
    List<DeadLetter> first = deadLetters(kafka);
    assertThat(first)
        .extracting(DeadLetter::getCode)
        .containsExactlyInAnyOrder("FROM_THE_FUTURE", "FROM_THE_FUTURE", "TOO_OLD");
    job += "-again";
    stream(kafka, EventTimes.Replay.ALL, false).finish();
    assertThat(decided(kafka)).containsExactly("now");
    assertThat(Set.copyOf(deadLetters(kafka))).isEqualTo(Set.copyOf(first));
    assertThat(deadLetters(kafka)).hasSize(2 * first.size());
  }

  /** First, in the middle and last of a partition; alone in another; and none in a third. */
  @Test
  void aReplayRefusesWhatLiesAYearBeyondTheOthersOfItsPartitionInEachRun() throws Exception {
    KafkaConnection kafka = topics("percentile.");
    Instant start = Instant.parse("2026-03-01T12:00:00Z");
    Set<Integer> wrongOf0 = Set.of(0, 1_500, 2_999);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      boolean wrong = wrongOf0.contains(i);
      Instant time = wrong ? Instant.parse("2061-01-01T00:00:00Z") : start.plusSeconds(i);
      records.add(in(0, request(kafka, (wrong ? "wrong-0-" : "0-") + i, time)));
    }
    for (int i = 0; i < 1_000; i++) {
      boolean wrong = i == 700;
      Instant time = start.plusSeconds(i).plus(Duration.ofDays(wrong ? 366 : 0));
      records.add(in(1, request(kafka, (wrong ? "wrong-1-" : "1-") + i, time)));
    }
    // A partition of 2061 is sound by itself, and so is one with a single record.
    for (int i = 0; i < 10; i++) {
      records.add(in(2, request(kafka, "2-" + i, Instant.parse("2061-01-01T00:00:00Z"))));
    }
    sendAll(records);
    PartitionScan scan = PartitionScan.of(kafka, Topic.CARD_EVENTS, ValueFormat.AVRO, read -> {});
    assertThat(scan.records()).isEqualTo(records.size());
    assertThat(scan.beyond()).isEqualTo(4);
    stream(kafka, replay(scan), false).finish();
    assertThat(decided(kafka)).hasSize(records.size() - 4).noneMatch(id -> id.startsWith("wrong"));
    List<DeadLetter> first = deadLetters(kafka);
    String topic = kafka.name(Topic.CARD_EVENTS);
    assertThat(first)
        .extracting(letter -> letter.getSource() + "@" + letter.getPosition())
        .containsExactlyInAnyOrder(
            topic + "-0@0", topic + "-0@1500", topic + "-0@2999", topic + "-1@700");
    assertThat(first)
        .allMatch(letter -> letter.getCode().equals("FROM_THE_FUTURE"))
        .allMatch(letter -> letter.getReason().contains("(last taken: 2027-03-01T12:59:59.999Z)"));

    // Another run finds the same, whatever lies in the topic of dead letters by then.
    job += "-again";
    PartitionScan again = PartitionScan.of(kafka, Topic.CARD_EVENTS, ValueFormat.AVRO, read -> {});
    assertThat(again).isEqualTo(scan);
    stream(kafka, replay(again), false).finish();
    assertThat(Set.copyOf(deadLetters(kafka))).isEqualTo(Set.copyOf(first));
    assertThat(deadLetters(kafka)).hasSize(2 * first.size());

    // Who names a later date has them taken.
    job += "-all";
    stream(kafka, EventTimes.Replay.ALL, false).finish();
    assertThat(decided(kafka)).hasSize(records.size());
  }

  private static EventTimes replay(PartitionScan scan) {
    return new EventTimes.Replay(InputWindow.ALL, Map.of(Topic.CARD_EVENTS, scan.limits()));
  }

  private static void sendAll(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
    List<Future<?>> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer = producer("")) {
      records.forEach(record -> sent.add(producer.send(record)));
    }
    for (Future<?> one : sent) {
      one.get(1, TimeUnit.MINUTES);
    }
  }

  private KafkaConnection topics(String prefix) throws IOException {
    job = prefix + "job";
    try (KafkaTopics topics = new KafkaTopics(broker.bootstrapServers(), prefix)) {
      topics.create();
    }
    return new KafkaConnection(broker.bootstrapServers(), prefix, Map.of("group.id", job));
  }

  private LocalStream stream(KafkaConnection kafka, EventTimes times, boolean skipDeleted)
      throws IOException {
    return LocalStream.start(
        flink,
        job,
        kafka,
        times,
        skipDeleted,
        Optional.empty(),
        Optional.empty(),
        LocalStream.Rhythm.STANDARD,
        Deciding.standard());
  }

  private ProducerRecord<byte[], byte[]> request(KafkaConnection kafka, String id) {
    return request(kafka, id, Instant.parse("2026-03-01T12:00:00Z"));
  }

  private ProducerRecord<byte[], byte[]> request(KafkaConnection kafka, String id, Instant time) {
    AuthorizationRequest request =
        AuthorizationRequest.newBuilder()
            .setRequestId(id)
            .setCardToken(CARD)
            .setEventTime(time)
            .setAmountMinor(1_000)
            .setCurrency("USD")
            .setMerchantId("m-1")
            .setMerchantName("Corner Shop")
            .setCategory("grocery_pos")
            .setChannel(Channel.CARD_PRESENT)
            .build();
    return new ProducerRecord<>(
        kafka.name(Topic.CARD_EVENTS),
        null,
        time.toEpochMilli(),
        CARD.getBytes(UTF_8),
        codec.encode(request));
  }

  private static ProducerRecord<byte[], byte[]> in(
      int partition, ProducerRecord<byte[], byte[]> record) {
    return new ProducerRecord<>(
        record.topic(), partition, record.timestamp(), record.key(), record.value());
  }

  private static ProducerRecord<byte[], byte[]> keyed(
      @Nullable String key, ProducerRecord<byte[], byte[]> record) {
    return new ProducerRecord<>(
        record.topic(),
        null,
        record.timestamp(),
        key == null ? null : key.getBytes(UTF_8),
        record.value());
  }

  @SafeVarargs
  private static void send(ProducerRecord<byte[], byte[]>... records) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = producer("")) {
      for (ProducerRecord<byte[], byte[]> record : records) {
        producer.send(record).get(1, TimeUnit.MINUTES);
      }
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(String transactionalId) {
    Map<String, Object> config =
        transactionalId.isEmpty()
            ? Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers())
            : Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                broker.bootstrapServers(),
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                transactionalId);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  private static void awaitDecided(KafkaConnection kafka, LocalStream stream, Set<String> ids)
      throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!decided(kafka).containsAll(ids)) {
      stream.job().throwIfFailed();
      assertThat(System.nanoTime()).as("decided in time").isLessThan(deadline);
    }
  }

  private static Set<String> decided(KafkaConnection kafka) throws IOException {
    return records(kafka, Topic.AUTHORIZATION_DECISIONS, AuthorizationDecision.class).stream()
        .map(AuthorizationDecision::getRequestId)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<DeadLetter> deadLetters(KafkaConnection kafka) throws IOException {
    return records(kafka, Topic.DEAD_LETTERS, DeadLetter.class);
  }

  private static <R extends SpecificRecord> List<R> records(
      KafkaConnection kafka, Topic topic, Class<R> recordClass) throws IOException {
    WireCodec codec = new WireCodec();
    List<R> records = new ArrayList<>();
    TopicReader.read(
        kafka,
        topic,
        (value, offset) -> {
          try {
            records.add(recordClass.cast(codec.decode(value)));
          } catch (io.cardbeam.wire.UnreadableRecordException e) {
            throw new IOException(e);
          }
        });
    return records;
  }
}
