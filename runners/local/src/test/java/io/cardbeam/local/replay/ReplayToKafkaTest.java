package io.cardbeam.local.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.command.Stopping;
import io.cardbeam.command.replay.ReplayCommand;
import io.cardbeam.event.AddressCount;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Channel;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.event.ListEntry;
import io.cardbeam.event.ListName;
import io.cardbeam.event.Payment;
import io.cardbeam.lake.LakeAddressCounts;
import io.cardbeam.lake.LakeFileWriter;
import io.cardbeam.lake.LakeFolder;
import io.cardbeam.lake.LakeRules;
import io.cardbeam.local.DataFolder;
import io.cardbeam.local.EmbeddedKafka;
import io.cardbeam.local.KafkaTopics;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.RuleRecord;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.WireCodec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Records of older versions of the contracts, replayed to a real Kafka. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayToKafkaTest {
  private static final Comparator<Event> BY_TIME =
      Comparator.comparingLong(Event::eventTimeMillis).thenComparing(Event::id);

  /** So many that three of them lie beyond the percentile. */
  private static final int MANY = 3_000;

  private final WireCodec codec = new WireCodec();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path lake = Path.of("");
  private Path folder = Path.of("");
  private KafkaConnection connection = new KafkaConnection("", "", Map.of());
  private DataFolder data;
  private EmbeddedKafka kafka;

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    folder = temporary;
    data = DataFolder.open(temporary.resolve("data"));
    kafka = EmbeddedKafka.start(data.part("kafka"), data.ports());
  }

  @AfterAll
  void stop() throws Exception {
    kafka.close();
    data.close();
  }

  @BeforeEach
  void prepare(TestInfo test) throws IOException {
    String name = test.getTestMethod().orElseThrow().getName();
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    lake = folder.resolve(name);
    EarlierVersionsLake.writeAsThen(lake);
    connection = new KafkaConnection(kafka.bootstrapServers(), name + ".", Map.of());
    try (KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers(), name + ".")) {
      topics.create();
    }
  }

  @Test
  void sendsTodaysBytesUnderTheirKeysAndTimesInTheOrderOfEachCard() throws Exception {
    RuleRecord rule = blockedMerchant();
    Path rules = lake.resolve(LakeRules.folder(rule));
    Files.createDirectories(rules);
    LakeRules.write(List.of(rule), Files.newOutputStream(rules.resolve("r.avro")));

    AddressCount count = countOfAnAddress();
    Path counts = lake.resolve(LakeAddressCounts.folder(count));
    Files.createDirectories(counts);
    LakeAddressCounts.write(List.of(count), Files.newOutputStream(counts.resolve("1.avro")));
    LakeAddressCounts.write(List.of(count), Files.newOutputStream(counts.resolve("2.avro")));

    JsonNode account = replay(0, StopAfter.never());
    assertSent(Topic.CARD_EVENTS, expected(Topic.CARD_EVENTS));
    assertSent(Topic.TRANSACTIONS, expected(Topic.TRANSACTIONS));
    List<ConsumerRecord<byte[], byte[]>> published = TopicRecords.of(connection, Topic.RULES);
    assertThat(published).hasSize(1);
    assertThat(published.get(0).value()).isEqualTo(codec.encode(rule.body()));
    assertThat(published.get(0).key()).isEqualTo(rule.key().getBytes(UTF_8));
    assertThat(published.get(0).timestamp()).isEqualTo(rule.publishedAtMillis());
    List<ConsumerRecord<byte[], byte[]>> sentCounts =
        TopicRecords.of(connection, Topic.ADDRESS_COUNTS);
    assertThat(sentCounts).hasSize(1);
    assertThat(sentCounts.get(0).value()).isEqualTo(codec.encode(count));
    assertThat(sentCounts.get(0).key()).isEqualTo(count.getAddressHash().getBytes(UTF_8));
    assertThat(sentCounts.get(0).timestamp()).isGreaterThan(count.getUntil().toEpochMilli());
    assertThat(account.get("sent_address-counts").asInt()).isEqualTo(1);
    assertThat(TopicRecords.of(connection, Topic.AUTHORIZATION_DECISIONS)).isEmpty();
    assertThat(account.get("sent_card-events").asInt())
        .isEqualTo(expected(Topic.CARD_EVENTS).size());
    assertThat(account.get("sent_rules").asInt()).isEqualTo(1);
    assertThat(account.get("adds_up").asText()).isEqualTo("yes");
    assertThat(bookmark()).doesNotExist();
  }

  private static AddressCount countOfAnAddress() {
    Instant hour = Instant.parse("2026-03-02T10:00:00Z");
    return new AddressCount(
        "abcdefghijklmnopqrstuv",
        hour,
        5,
        hour.plusSeconds(100),
        hour.plusSeconds(7_200),
        hour.plusSeconds(90));
  }

  @Test
  void sendsOtherTopicsToo() throws Exception {
    replay(0, StopAfter.never(), "--topics=authorization-decisions,fraud-alerts");
    assertSent(Topic.AUTHORIZATION_DECISIONS, expected(Topic.AUTHORIZATION_DECISIONS));
    assertSent(Topic.FRAUD_ALERTS, expected(Topic.FRAUD_ALERTS));
    assertThat(TopicRecords.of(connection, Topic.CARD_EVENTS)).isEmpty();
    assertThat(err.toString()).contains("no stream should be at work");
  }

  @Test
  void goesOnWhereItWasStoppedAndSendsNothingTwice() throws Exception {
    int first = 20;
    JsonNode stopped = replay(1, new StopAfter(first));
    assertThat(stopped.get("sent").asInt()).isEqualTo(first);
    assertThat(stopped.get("go_on").asText()).contains("the same command");
    assertThat(sent()).isEqualTo(first);
    assertThat(bookmark()).content().contains("items=" + first);

    // Asked while it passes over what was sent: it sends nothing, and keeps its place.
    JsonNode atOnce = replay(1, new StopAfter(first / 2));
    assertThat(atOnce.get("sent").asInt()).isZero();
    assertThat(bookmark()).content().contains("items=" + first);

    JsonNode rest = replay(0, StopAfter.never());
    assertThat(rest.get("sent_before").asInt()).isEqualTo(first);
    assertThat(rest.get("adds_up").asText()).isEqualTo("yes");
    assertSent(Topic.CARD_EVENTS, expected(Topic.CARD_EVENTS));
    assertSent(Topic.TRANSACTIONS, expected(Topic.TRANSACTIONS));
    assertThat(bookmark()).doesNotExist();
  }

  @Test
  void waitsForEventTime() throws Exception {
    // The second event is an hour after the first; who waits for it is stopped.
    JsonNode account = replay(1, StopAfter.atTheFirstWait(), "--speed=60");
    assertThat(account.get("sent").asInt()).isEqualTo(1);
    assertThat(account.get("stopped_at").asText()).isEqualTo("2025-01-02T00:00:00Z");
    JsonNode rest = replay(0, StopAfter.never(), "--speed=1e12");
    assertThat(rest.get("sent_before").asInt()).isEqualTo(1);
    assertSent(Topic.CARD_EVENTS, expected(Topic.CARD_EVENTS));
  }

  @Test
  void refusesABookmarkThatIsNotItsOwn() throws Exception {
    replay(1, new StopAfter(5));
    assertThat(run(StopAfter.never(), "--from=2025-02-01")).isEqualTo(1);
    assertThat(err.toString())
        .contains("is the bookmark of another replay, from - and not 2025-02-01T00:00:00Z")
        .contains("--bookmark");
    Files.delete(someFile(Topic.CARD_EVENTS, "CardUpdate"));
    assertThat(run(StopAfter.never())).isEqualTo(1);
    assertThat(err.toString()).contains("the archive is not what it was");
    Files.writeString(bookmark(), "nonsense");
    assertThat(run(StopAfter.never())).isEqualTo(1);
    assertThat(err.toString()).contains("is no bookmark");
    assertThat(sent()).isEqualTo(5);
  }

  @Test
  void sendsWhatCantBeReadToDeadLettersAndGoesOn() throws Exception {
    Path damaged = someFile(Topic.TRANSACTIONS, "Payment");
    Files.write(damaged, new byte[] {1, 2, 3});
    JsonNode account = replay(0, StopAfter.never());
    assertThat(account.get("dead_letters").asInt()).isEqualTo(1);
    assertThat(account.get("adds_up").asText()).isEqualTo("yes");
    List<ConsumerRecord<byte[], byte[]>> letters = TopicRecords.of(connection, Topic.DEAD_LETTERS);
    assertThat(letters).hasSize(1);
    DeadLetter letter = (DeadLetter) codec.decode(letters.get(0).value());
    assertThat(letter.getSource()).isEqualTo(damaged.toString());
    assertThat(letter.getCode()).isEqualTo("DAMAGED_FILE");
    assertThat(letter.getReason())
        .contains(
            "file can't be read on: its header is damaged: the file ends in the middle of it");
    assertSent(Topic.CARD_EVENTS, expected(Topic.CARD_EVENTS));
  }

  @Test
  void refusesADateThatCantBeAndSendsTheRest() throws Exception {
    Path wrong = manyPaymentsAndOneOf2085();
    JsonNode account = replay(0, StopAfter.never());
    assertThat(account.get("from_the_future").asInt()).isEqualTo(1);
    assertThat(account.get("dead_letters").asInt()).isEqualTo(1);
    assertThat(account.get("adds_up").asText()).isEqualTo("yes");
    assertThat(TopicRecords.of(connection, Topic.TRANSACTIONS))
        .hasSize(expected(Topic.TRANSACTIONS).size() + MANY);
    DeadLetter letter = deadLetters().get(0);
    assertThat(letter.getSource()).isEqualTo(wrong.toString());
    assertThat(letter.getCode()).isEqualTo("FROM_THE_FUTURE");
  }

  /** On either runner; a window that ends takes what it holds. */
  @Test
  void aBoundedReplayRefusesTheSame() throws Exception {
    manyPaymentsAndOneOf2085();
    write(
        List.of(
            request("wrong-request", Instant.parse("2062-01-01T00:00:00Z")),
            request("another", Instant.parse("2062-01-01T00:20:00Z"))));
    replay(0, StopAfter.never());
    List<String> sent = deadLetters().stream().map(ReplayToKafkaTest::row).sorted().toList();
    assertThat(sent).hasSize(3).allMatch(row -> row.contains(",FROM_THE_FUTURE,"));
    for (String runner : List.of("direct", "flink")) {
      Path output = folder.resolve("bounded-" + runner);
      JsonNode account = bounded("--runner=" + runner, "--output=" + output);
      assertThat(account.get("invalid").asInt()).as(runner).isEqualTo(3);
      assertThat(account.get("adds_up").asText()).as(runner).isEqualTo("yes");
      List<String> written = Files.readAllLines(output.resolve("dead-letters.csv"));
      assertThat(written.stream().skip(1).sorted().toList()).as(runner).isEqualTo(sent);
    }
    JsonNode all =
        bounded("--runner=direct", "--output=" + folder.resolve("all"), "--to=2099-01-01");
    assertThat(all.get("invalid").asInt()).isZero();
  }

  private List<DeadLetter> deadLetters() throws Exception {
    List<DeadLetter> letters = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : TopicRecords.of(connection, Topic.DEAD_LETTERS)) {
      letters.add((DeadLetter) codec.decode(record.value()));
    }
    return letters;
  }

  /** As it stands in the file of dead letters. */
  private static String row(DeadLetter letter) {
    return String.join(
        ",",
        letter.getSource(),
        Long.toString(letter.getPosition()),
        letter.getCode(),
        letter.getReason(),
        "");
  }

  private JsonNode bounded(String... more) throws IOException {
    out.getBuffer().setLength(0);
    List<String> arguments = new ArrayList<>(List.of("--archive=" + lake, "--bounded", "--json"));
    arguments.addAll(List.of(more));
    assertThat(execute(StopAfter.never(), arguments)).as(() -> out + " " + err).isZero();
    return new ObjectMapper().readTree(out.toString());
  }

  private Path manyPaymentsAndOneOf2085() throws IOException {
    Instant time = Instant.parse("2025-01-02T00:00:00Z");
    List<Event> payments = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      payments.add(payment("many-" + i, time.plusMillis(i)));
    }
    write(payments);
    return write(List.of(payment("wrong", Instant.parse("2085-01-02T00:00:00Z"))));
  }

  private static Event request(String id, Instant time) {
    return Event.of(
        AuthorizationRequest.newBuilder()
            .setRequestId(id)
            .setCardToken("card-many-card-many-00")
            .setEventTime(time)
            .setAmountMinor(1_000)
            .setCurrency("USD")
            .setMerchantId("m-1")
            .setMerchantName("Corner Shop")
            .setCategory("grocery_pos")
            .setChannel(Channel.CARD_PRESENT)
            .build());
  }

  private static Event payment(String id, Instant time) {
    return Event.of(new Payment(id, "card-many", time, time, 100L, "USD", "ACH"));
  }

  private Path write(List<Event> events) throws IOException {
    Path hour = Files.createDirectories(lake.resolve(LakeFolder.of(events.get(0))));
    Path file = hour.resolve(events.get(0).id() + ".avro");
    LakeFileWriter.write(events, Files.newOutputStream(file));
    return file;
  }

  @Test
  void keepsToTheWindowAndSendsWhoHoldsTheCards() throws Exception {
    Instant from = Instant.parse("2025-02-01T00:00:00Z");
    Instant to = Instant.parse("2025-02-15T00:00:00Z");
    JsonNode account = replay(0, StopAfter.never(), "--from=" + from, "--to=" + to);
    List<Event> within =
        expected(Topic.CARD_EVENTS).stream()
            .filter(event -> event.eventTimeMillis() < to.toEpochMilli())
            .filter(
                event ->
                    event.eventTimeMillis() >= from.toEpochMilli() || event.id().startsWith("u-"))
            .toList();
    assertSent(Topic.CARD_EVENTS, within);
    assertThat(account.get("outside").asInt()).isPositive();
    assertThat(account.get("adds_up").asText()).isEqualTo("yes");
  }

  @Test
  void saysWhichTopicIsNotThere() {
    connection = new KafkaConnection(kafka.bootstrapServers(), "nowhere.", Map.of());
    assertThat(run(StopAfter.never())).isEqualTo(1);
    assertThat(err.toString())
        .contains(
            "has no topic nowhere.address-counts, nowhere.card-events, nowhere.dead-letters, nowhere.rules");
  }

  private JsonNode replay(int exitCode, Stopping stop, String... more) throws IOException {
    out.getBuffer().setLength(0);
    assertThat(run(stop, more)).as(() -> out + " " + err).isEqualTo(exitCode);
    return new ObjectMapper().readTree(out.toString());
  }

  private int run(Stopping stop, String... more) {
    err.getBuffer().setLength(0);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--archive=" + lake,
                "--to-kafka",
                "--json",
                "--bookmark=" + bookmark(),
                "--bootstrap-servers=" + connection.bootstrapServers(),
                "--topic-prefix=" + connection.topicPrefix()));
    arguments.addAll(List.of(more));
    return execute(stop, arguments);
  }

  private int execute(Stopping stop, List<String> arguments) {
    return new CommandLine(new ReplayCommand(() -> stop))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setExecutionExceptionHandler((e, line, parsed) -> tell(e, line))
        .execute(arguments.toArray(String[]::new));
  }

  private static int tell(Exception failure, CommandLine line) {
    line.getErr().println(failure.getMessage());
    return 1;
  }

  private Path bookmark() {
    return lake.resolveSibling(lake.getFileName() + ".bookmark");
  }

  private int sent() {
    return TopicRecords.of(connection, Topic.CARD_EVENTS).size()
        + TopicRecords.of(connection, Topic.TRANSACTIONS).size();
  }

  private Path someFile(Topic topic, String record) throws IOException {
    try (Stream<Path> files = Files.walk(lake.resolve(topic.topicName()).resolve(record))) {
      return files
          .filter(file -> file.toString().endsWith(".avro"))
          .min(Comparator.comparing(Path::toString))
          .orElseThrow();
    }
  }

  /** Each once: some lie in the files of two versions. */
  /**
   * Of events with one kind, card and id the first: some decisions were written by two versions.
   */
  private static Collection<Event> expected(Topic topic) throws IOException {
    Map<List<Object>, Event> first = new LinkedHashMap<>();
    EarlierVersionsLake.events().stream()
        .filter(event -> event.type().topic() == topic)
        .sorted(BY_TIME)
        .forEach(
            event ->
                first.putIfAbsent(List.of(event.type(), event.cardToken(), event.id()), event));
    return first.values();
  }

  /** Bytes, keys and times of all records, and the order within each card. */
  private void assertSent(Topic topic, Collection<Event> expected) {
    List<ConsumerRecord<byte[], byte[]>> records = TopicRecords.of(connection, topic);
    Map<String, List<List<Object>>> sent = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      sent.computeIfAbsent(new String(record.key(), UTF_8), key -> new ArrayList<>())
          .add(List.of(record.timestamp(), hex(record.value())));
    }
    assertThat(sent)
        .isEqualTo(
            expected.stream()
                .collect(
                    Collectors.groupingBy(
                        Event::cardToken,
                        TreeMap::new,
                        Collectors.mapping(
                            event ->
                                List.<Object>of(
                                    event.eventTimeMillis(), hex(codec.encode(event.body()))),
                            Collectors.toList()))));
  }

  private static String hex(byte[] bytes) {
    return java.util.HexFormat.of().formatHex(bytes);
  }

  private static RuleRecord blockedMerchant() {
    return RuleRecord.of(
        ListEntry.newBuilder()
            .setList(ListName.BLOCK_MERCHANT)
            .setKey("m-shoes")
            .setListed(true)
            .setEffectiveFrom(Instant.parse("2025-02-01T00:00:00Z"))
            .setUntil(null)
            .setPublishedAt(Instant.parse("2025-01-31T23:00:00Z"))
            .setNote("stolen goods")
            .build());
  }
}
