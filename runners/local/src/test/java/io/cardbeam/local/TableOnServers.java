package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.command.traffic.EventSender;
import io.cardbeam.decision.Deciding;
import io.cardbeam.event.ChargebackResolution;
import io.cardbeam.flink.LocalFlink;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Servers through which the {@link IdentityTable} went, and what each of them says of it. */
abstract class TableOnServers {
  static final String REPLAYED = "replayed-";
  static final List<Topic> INPUT = List.of(Topic.CARD_EVENTS, Topic.TRANSACTIONS);
  static final Set<EventType> FACTS =
      Set.of(
          EventType.PURCHASE,
          EventType.REFUND,
          EventType.PAYMENT,
          EventType.PAYMENT_RETURNED,
          EventType.CHARGEBACK,
          EventType.CHARGEBACK_RESOLUTION);
  static final WireCodec CODEC = new WireCodec();

  @TempDir static Path folder;

  static DataFolder data;
  static EmbeddedKafka broker;
  static LocalPostgres postgres;
  static KafkaConnection kafka;
  static BooksConnection books;
  static Path lake;

  /** As they stand in the topics. */
  static List<Event> events = List.of();

  static Map<Event.Identity, Event> stands = Map.of();
  static List<Event> conflicts = List.of();

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

  /** One text for each, which names the card and both contents. */
  static void assertEachConflictIsTold(List<String> texts) {
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

  static String[] words(Event event, Event first) {
    return new String[] {
      "fingerprint %016x".formatted(first.fingerprint()),
      "not this (fingerprint %016x)".formatted(event.fingerprint())
    };
  }

  /** By the slow way: of each identity the one with the lowest place in its partition. */
  static Map<Event.Identity, Event> standing(List<Event> all) {
    Map<Event.Identity, Event> first = new HashMap<>();
    all.forEach(
        it -> first.merge(it.identity(), it, (a, b) -> a.position() < b.position() ? a : b));
    return first;
  }

  static List<Event> conflicts(List<Event> all) {
    Map<Event.Identity, Event> first = standing(all);
    return all.stream()
        .filter(event -> !event.said().equals(first.getOrDefault(event.identity(), event).said()))
        .toList();
  }

  static boolean isRequest(Event event) {
    return event.type() == EventType.AUTHORIZATION_REQUEST;
  }

  static long transactions() {
    return stands.values().stream().filter(event -> FACTS.contains(event.type())).count();
  }

  static String fact(Event event) {
    long amount = (Long) event.body().get(event.type().schema().getField("amount_minor").pos());
    String type =
        event.type() == EventType.CHARGEBACK_RESOLUTION
            ? "CHARGEBACK_" + event.body(ChargebackResolution.class).getOutcome()
            : event.type().name();
    return event.cardToken() + " " + type + " " + amount;
  }

  static List<String> texts(Collection<Event> all) {
    return all.stream().map(event -> event.type() + " " + event.body()).sorted().toList();
  }

  static JsonNode command(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--json");
    return new ObjectMapper().readTree(CommandRun.succeeding(all.toArray(String[]::new)));
  }

  static List<String> sql(Path star, String question) throws IOException {
    List<String> rows = new ArrayList<>();
    CommandRun.succeeding("sql", "--warehouse=" + star, "--format=csv", question)
        .lines()
        .skip(1)
        .forEach(rows::add);
    return rows;
  }

  /** Of each dead letter in a folder its row. */
  static List<String> reasons(Path output) throws IOException {
    return Files.readAllLines(output.resolve("dead-letters.csv")).stream().skip(1).toList();
  }

  static List<Event> events(KafkaConnection from) throws Exception {
    List<Event> all = new ArrayList<>();
    for (Topic topic : INPUT) {
      WholeTopic.read(
          from,
          topic,
          record -> all.add(CODEC.decodeEvent(record.value(), topic, record.offset())));
    }
    return all;
  }

  static <T> List<T> records(KafkaConnection from, Topic topic, Class<T> type) throws Exception {
    List<T> records = new ArrayList<>();
    WholeTopic.read(from, topic, record -> records.add(type.cast(CODEC.decode(record.value()))));
    return records;
  }

  static List<String> inBooks(String query) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(books.url(), books.user(), postgres.password())) {
      return column(connection, query);
    }
  }

  static List<String> column(Connection connection, String query) throws SQLException {
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
