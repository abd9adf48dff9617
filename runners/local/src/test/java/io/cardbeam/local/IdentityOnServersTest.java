package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.command.traffic.EventSender;
import io.cardbeam.decision.Deciding;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.ChargebackResolution;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.TransactionException;
import io.cardbeam.flink.LocalFlink;
import io.cardbeam.local.IdentityTable.Second;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.WholeTopic;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.pipeline.books.BooksMigration;
import io.cardbeam.pipeline.books.Password;
import io.cardbeam.pipeline.read.EventTimes;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.WireCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The {@link IdentityTable} through real parts: Kafka, the stream on Flink, PostgreSQL and the
 * lake, then star, statements and both replays of that lake. In each of them the first by the
 * card's log stands, and each other content is a CONFLICT with both fingerprints. What stands is
 * told from the topics, record by record.
 */
class IdentityOnServersTest {
  private static final String REPLAYED = "replayed-";
  private static final List<Topic> INPUT = List.of(Topic.CARD_EVENTS, Topic.TRANSACTIONS);
  private static final Set<EventType> FACTS =
      Set.of(
          EventType.PURCHASE,
          EventType.REFUND,
          EventType.PAYMENT,
          EventType.CHARGEBACK,
          EventType.CHARGEBACK_RESOLUTION);
  private static final WireCodec CODEC = new WireCodec();

  @TempDir private static Path folder;
  private static DataFolder data;
  private static EmbeddedKafka broker;
  private static LocalPostgres postgres;
  private static KafkaConnection kafka;
  private static BooksConnection books;
  private static Path lake;

  /** As they stand in the topics. */
  private static List<Event> events = List.of();

  private static Map<Event.Identity, Event> stands = Map.of();
  private static List<Event> conflicts = List.of();

  @BeforeAll
  static void stream() throws Exception {
    data = DataFolder.open(folder.resolve("data"));
    lake = data.part("lake");
    broker = EmbeddedKafka.start(data.part("kafka"), data.ports());
    postgres = LocalPostgres.start(data.root().resolve("postgres"), data.ports(), data.secrets());
    for (String prefix : List.of("", REPLAYED)) {
      try (KafkaTopics topics = new KafkaTopics(broker.bootstrapServers(), prefix)) {
        topics.create();
      }
    }
    kafka = new KafkaConnection(broker.bootstrapServers(), "", Map.of());
    books =
        new BooksConnection(
            postgres.jdbcUrl(), LocalPostgres.USER, new Password.Given(postgres.password()));
    BooksMigration.migrate(books);
    try (EventSender sender = new EventSender(kafka)) {
      for (Event event : IdentityTable.events()) {
        sender.send(event);
      }
      sender.flush();
    }
    events = events(kafka);
    stands = standing(events);
    conflicts = conflicts(events);
    try (LocalFlink flink = LocalFlink.start(data.part("flink"), 2)) {
      LocalStream.start(
              flink,
              "identity",
              kafka,
              EventTimes.Replay.ALL,
              Optional.of(books),
              Optional.of(lake),
              Deciding.standard())
          .finish();
    }
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
    broker.close();
    data.close();
  }

  @Test
  void theTableHasACopyAndThreeConflictsOfEachKind() {
    assertThat(events).hasSameSizeAs(IdentityTable.events());
    assertThat(stands).hasSize(events.size() - IdentityTable.KINDS.size() * Second.values().length);
    for (EventType kind : IdentityTable.KINDS) {
      assertThat(conflicts).filteredOn(event -> event.type() == kind).hasSize(3);
    }
  }

  @Test
  void theStreamAnswersByTheFirstAndTellsEachConflict() throws Exception {
    List<DeadLetter> letters = records(kafka, Topic.DEAD_LETTERS, DeadLetter.class);
    assertEachConflictIsTold(letters.stream().map(DeadLetter::getReason).toList());
    assertThat(letters).allMatch(letter -> letter.getCode().equals("CONFLICT"));
    assertThat(letters)
        .extracting(letter -> letter.getSource() + " " + letter.getPosition())
        .containsExactlyInAnyOrderElementsOf(
            conflicts.stream()
                .map(event -> event.type().topic().topicName() + " " + event.position())
                .toList());
    assertThat(records(kafka, Topic.TRANSACTION_EXCEPTIONS, TransactionException.class)).isEmpty();
    List<AuthorizationDecision> decisions =
        records(kafka, Topic.AUTHORIZATION_DECISIONS, AuthorizationDecision.class);
    assertThat(decisions)
        .as("each request is answered, and no card was blocked by an update in conflict")
        .hasSize((int) events.stream().filter(IdentityOnServersTest::isRequest).count())
        .allMatch(decision -> decision.getOutcome() == Outcome.APPROVED);
    assertThat(new HashSet<>(decisions))
        .as("one answer to each identity, to the first request")
        .extracting(
            it -> it.getCardToken() + " " + it.getRequestId() + " " + it.getRequestFingerprint())
        .containsExactlyInAnyOrderElementsOf(
            stands.values().stream()
                .filter(IdentityOnServersTest::isRequest)
                .map(it -> it.cardToken() + " " + it.id() + " " + it.fingerprint())
                .toList());
  }

  @Test
  void postgresHasTheFirstOfEachAndARowForEachConflict() throws SQLException {
    assertThat(
            inBooks(
                """
                SELECT concat_ws(' ', transaction_type, card_token, transaction_key,
                  content_fingerprint) FROM books.card_transaction JOIN books.card USING (card_id)
                UNION ALL SELECT concat_ws(' ', 'AUTHORIZATION_REQUEST', card_token, request_key,
                  content_fingerprint)
                FROM books.authorization_request JOIN books.card USING (card_id)
                UNION ALL SELECT concat_ws(' ', 'CARD_UPDATE', card_token, update_key,
                  content_fingerprint) FROM books.card_update JOIN books.card USING (card_id)
                UNION ALL SELECT concat_ws(' ', 'FRAUD_FINDING', card_token, finding_key,
                  content_fingerprint) FROM books.fraud_finding JOIN books.card USING (card_id)
                """))
        .containsExactlyInAnyOrderElementsOf(
            stands.values().stream()
                .map(
                    it ->
                        "%s %s %s %d"
                            .formatted(it.type(), it.cardToken(), it.id(), it.fingerprint()))
                .toList());
    assertThat(inBooks("SELECT DISTINCT error_code FROM books.refused_document"))
        .containsExactly("CONFLICT");
    assertEachConflictIsTold(inBooks("SELECT error_message FROM books.refused_document"));
  }

  @Test
  void theStarHasTheFirstOfEach() throws Exception {
    Path star = folder.resolve("star");
    command("warehouse", "--input=" + lake, "--output=" + star);
    assertEachConflictIsTold(reasons(star));
    String facts =
        """
        SELECT card_token || ' ' || transaction_type || ' ' || abs(amount_minor) AS fact
        FROM fact_transaction JOIN dim_card USING (card_key)
        UNION ALL SELECT card_token || ' AUTHORIZATION_REQUEST ' || amount_minor
        FROM fact_authorization JOIN dim_card USING (card_key) ORDER BY fact
        """;
    List<String> rows = sql(star, facts);
    assertThat(rows)
        .containsExactlyInAnyOrderElementsOf(
            stands.values().stream()
                .filter(event -> isRequest(event) || FACTS.contains(event.type()))
                .map(IdentityOnServersTest::fact)
                .toList());
    assertThat(
            sql(
                star,
                "SELECT count(*) || ' ' || count(DISTINCT transaction_key) AS n FROM"
                    + " fact_transaction"))
        .as("no fact is there twice")
        .containsExactly(transactions() + " " + transactions());
  }

  @Test
  void statementsBillTheFirstOfEach() throws Exception {
    Path output = folder.resolve("statements");
    command(
        "statements",
        "--input=" + lake,
        "--output=" + output,
        "--month=2026-03..2026-04",
        "--complete-until=2026-05-01");
    assertEachConflictIsTold(reasons(output));
    Map<String, List<String>> lines = new TreeMap<>();
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:")) {
      for (String row :
          column(
              duckDb,
              """
              SELECT card_token || '|' || kind || ' ' || amount_minor
              FROM read_parquet('%s/statement_line/*/*.parquet', hive_partitioning = false)
              WHERE kind NOT IN ('INTEREST', 'LATE_FEE') ORDER BY 1
              """
                  .formatted(output))) {
        lines
            .computeIfAbsent(row.substring(0, row.indexOf('|')), any -> new ArrayList<>())
            .add(row.substring(row.indexOf('|') + 1));
      }
    }
    List<String> plain = lines.getOrDefault(IdentityTable.PLAIN, List.of());
    assertThat(plain).hasSize((int) (transactions() / lines.size()));
    assertThat(lines).hasSize(1 + IdentityTable.KINDS.size() * Second.values().length);
    lines.forEach((card, its) -> assertThat(its).as(card).isEqualTo(plain));
  }

  @Test
  void aBoundedReplayDecidesByTheFirstOfEach() throws Exception {
    Path output = folder.resolve("decided-again");
    JsonNode account = command("replay", "--bounded", "--archive=" + lake, "--output=" + output);
    assertEachConflictIsTold(reasons(output));
    assertThat(account.get("adds_up").asText()).isEqualTo("yes");
    assertThat(account.get("other_outcome").asInt()).as(account::toString).isZero();
    assertThat(account.get("only_in_archive").asInt()).isZero();
    assertThat(account.get("not_in_archive").asInt()).isZero();
  }

  /** Whoever reads the topics that a replay filled sees the same first ones as from the first. */
  @Test
  void aReplayToKafkaSendsTheFirstOfEachFirst() throws Exception {
    KafkaConnection replayed = new KafkaConnection(broker.bootstrapServers(), REPLAYED, Map.of());
    JsonNode account =
        command(
            "replay",
            "--to-kafka",
            "--archive=" + lake,
            "--bootstrap-servers=" + broker.bootstrapServers(),
            "--topic-prefix=" + REPLAYED,
            "--speed=max",
            "--bookmark=" + folder.resolve("bookmark"));
    assertThat(account.get("adds_up").asText()).isEqualTo("yes");
    List<Event> sent = events(replayed);
    assertThat(texts(standing(sent).values()))
        .containsExactlyInAnyOrderElementsOf(texts(stands.values()));
    List<String> told = new ArrayList<>();
    records(replayed, Topic.DEAD_LETTERS, DeadLetter.class)
        .forEach(letter -> told.add(letter.getReason()));
    Map<Event.Identity, Event> first = standing(sent);
    for (Event event : conflicts(sent)) {
      told.add(
          event.cardToken()
              + " "
              + String.join(", ", words(event, first.getOrDefault(event.identity(), event))));
    }
    assertEachConflictIsTold(told);
  }

  /** One text for each, which names the card and both contents. */
  private static void assertEachConflictIsTold(List<String> texts) {
    assertThat(texts).hasSameSizeAs(conflicts).doesNotHaveDuplicates();
    for (Event event : conflicts) {
      Event first = stands.getOrDefault(event.identity(), event);
      assertThat(first.fingerprint()).isNotEqualTo(event.fingerprint());
      assertThat(texts)
          .as(event.type() + " of " + event.cardToken())
          .filteredOn(text -> text.contains(event.cardToken()))
          .anySatisfy(text -> assertThat(text).contains(words(event, first)));
    }
  }

  private static String[] words(Event event, Event first) {
    return new String[] {
      "fingerprint %016x".formatted(first.fingerprint()),
      "not this (fingerprint %016x)".formatted(event.fingerprint())
    };
  }

  /** By the slow way: of each identity the one with the lowest place in its partition. */
  private static Map<Event.Identity, Event> standing(List<Event> all) {
    Map<Event.Identity, Event> first = new HashMap<>();
    all.forEach(
        it -> first.merge(it.identity(), it, (a, b) -> a.position() < b.position() ? a : b));
    return first;
  }

  private static List<Event> conflicts(List<Event> all) {
    Map<Event.Identity, Event> first = standing(all);
    return all.stream()
        .filter(event -> !event.said().equals(first.getOrDefault(event.identity(), event).said()))
        .toList();
  }

  private static boolean isRequest(Event event) {
    return event.type() == EventType.AUTHORIZATION_REQUEST;
  }

  private static long transactions() {
    return stands.values().stream().filter(event -> FACTS.contains(event.type())).count();
  }

  private static String fact(Event event) {
    long amount = (Long) event.body().get(event.type().schema().getField("amount_minor").pos());
    String type =
        event.type() == EventType.CHARGEBACK_RESOLUTION
            ? "CHARGEBACK_" + event.body(ChargebackResolution.class).getOutcome()
            : event.type().name();
    return event.cardToken() + " " + type + " " + amount;
  }

  private static List<String> texts(Collection<Event> all) {
    return all.stream().map(event -> event.type() + " " + event.body()).sorted().toList();
  }

  private static JsonNode command(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--json");
    return new ObjectMapper().readTree(CommandRun.succeeding(all.toArray(String[]::new)));
  }

  private static List<String> sql(Path star, String question) throws IOException {
    List<String> rows = new ArrayList<>();
    CommandRun.succeeding("sql", "--warehouse=" + star, "--format=csv", question)
        .lines()
        .skip(1)
        .forEach(rows::add);
    return rows;
  }

  /** Of each dead letter in a folder its row. */
  private static List<String> reasons(Path output) throws IOException {
    return Files.readAllLines(output.resolve("dead-letters.csv")).stream().skip(1).toList();
  }

  private static List<Event> events(KafkaConnection from) throws Exception {
    List<Event> all = new ArrayList<>();
    for (Topic topic : INPUT) {
      WholeTopic.read(
          from,
          topic,
          record -> all.add(CODEC.decodeEvent(record.value(), topic, record.offset())));
    }
    return all;
  }

  private static <T> List<T> records(KafkaConnection from, Topic topic, Class<T> type)
      throws Exception {
    List<T> records = new ArrayList<>();
    WholeTopic.read(from, topic, record -> records.add(type.cast(CODEC.decode(record.value()))));
    return records;
  }

  private static List<String> inBooks(String query) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(books.url(), books.user(), postgres.password())) {
      return column(connection, query);
    }
  }

  private static List<String> column(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }
}
