package io.cardbeam.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.bench.gateway.Merchant.Answered;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.local.TopicReader;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.UnreadableRecordException;
import io.cardbeam.wire.WireCodec;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/**
 * Whether the answers that merchants got, what Kafka holds, the gateway's records and events, and
 * the books agree.
 */
final class Agreement {
  private static final Duration WITHIN = Duration.ofSeconds(60);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private static final String RECORDS =
      """
      SELECT authorization_id, outcome || coalesce(' answered ' || default_outcome, '')
             || CASE WHEN needs_reversal THEN ' to reverse' ELSE '' END
      FROM gateway.card_authorization WHERE outcome IS NOT NULL AND request IS NOT NULL
      """;
  private static final String EVENTS =
      """
      SELECT DISTINCT ON (subject_id) subject_id,
             coalesce(body::json ->> 'late_outcome' || ' answered ', '')
             || (body::json ->> 'outcome')
      FROM gateway.event WHERE event_type LIKE 'authorization.%'
      ORDER BY subject_id, event_seq DESC
      """;
  private static final String BOOKS =
      """
      SELECT request_key, outcome || ' ' || request.amount_minor
             || coalesce(' reversed ' || sum(reversed.amount_minor), '')
      FROM books.authorization_request request
      JOIN books.authorization_decision USING (authorization_id)
      LEFT JOIN books.reversal USING (request_key, card_id)
      LEFT JOIN books.card_transaction reversed USING (transaction_id)
      GROUP BY authorization_id, outcome
      """;

  private final KafkaConnection kafka;
  private final BooksConnection books;
  private final WireCodec codec = new WireCodec();

  private record Stored(String outcome, long amountMinor) {}

  Agreement(KafkaConnection kafka, BooksConnection books) {
    this.kafka = kafka;
    this.books = books;
  }

  /** Waits until the records have all that was answered, and compares. */
  void require(Collection<Answered> answers) throws Exception {
    Map<String, Stored> stored = stored(answers);
    Map<String, String> recorded = new TreeMap<>();
    Map<String, String> booked = new TreeMap<>();
    for (Answered answer : answers) {
      Stored one = Objects.requireNonNull(stored.get(answer.id()));
      String inBooks = one.outcome() + " " + one.amountMinor();
      if (answer.byDefault()) {
        recorded.put(answer.id(), one.outcome() + " answered " + answer.outcome());
        if (answer.outcome().equals("DECLINED") && one.outcome().equals("APPROVED")) {
          inBooks += " reversed " + one.amountMinor();
        }
      } else {
        recorded.put(answer.id(), one.outcome());
        assertThat(answer.outcome()).as("answer to %s", answer.id()).isEqualTo(one.outcome());
      }
      booked.put(answer.id(), inBooks);
    }
    assertThat(await(RECORDS, recorded)).as("the gateway's records").isEqualTo(recorded);
    assertThat(await(EVENTS, recorded)).as("the newest events").isEqualTo(recorded);
    assertThat(await(BOOKS, booked)).as("the books").isEqualTo(booked);
  }

  /** What Kafka has by id; each id has one content and one decision, however often it has them. */
  private Map<String, Stored> stored(Collection<Answered> answers) throws Exception {
    Set<String> ids = answers.stream().map(Answered::id).collect(Collectors.toSet());
    long end = System.nanoTime() + WITHIN.toNanos();
    Map<String, String> outcomes = outcomes(ids);
    while (outcomes.size() < ids.size() && System.nanoTime() < end) {
      LockSupport.parkNanos(LOOK_NANOS);
      outcomes = outcomes(ids);
    }
    assertThat(outcomes.keySet()).as("decided on Kafka").isEqualTo(ids);
    Map<String, Stored> stored = new HashMap<>();
    Map<String, Long> contents = new HashMap<>();
    for (AuthorizationRequest request : read(Topic.CARD_EVENTS, AuthorizationRequest.class)) {
      String id = request.getRequestId();
      if (ids.contains(id)) {
        long content = Event.of(request).fingerprint();
        Long before = contents.putIfAbsent(id, content);
        assertThat(content).as("sent again").isEqualTo(before == null ? content : before);
        stored.put(
            id, new Stored(Objects.requireNonNull(outcomes.get(id)), request.getAmountMinor()));
      }
    }
    assertThat(stored.keySet()).as("asked on Kafka").isEqualTo(ids);
    return stored;
  }

  private Map<String, String> outcomes(Set<String> ids) throws IOException {
    Map<String, String> outcomes = new HashMap<>();
    for (AuthorizationDecision decision :
        read(Topic.AUTHORIZATION_DECISIONS, AuthorizationDecision.class)) {
      if (ids.contains(decision.getRequestId())) {
        String outcome = decision.getOutcome().name();
        String before = outcomes.put(decision.getRequestId(), outcome);
        assertThat(outcome).as("decided again").isEqualTo(before == null ? outcome : before);
      }
    }
    return outcomes;
  }

  private <T extends SpecificRecord> Set<T> read(Topic topic, Class<T> type) throws IOException {
    Set<T> found = new HashSet<>();
    TopicReader.read(
        kafka,
        topic,
        (value, offset) -> {
          try {
            SpecificRecord record = codec.decode(value);
            if (type.isInstance(record)) {
              found.add(type.cast(record));
            }
          } catch (UnreadableRecordException e) {
            throw new IOException(e);
          }
        });
    return found;
  }

  /** The rows of these ids once they are as expected, or as they are at last. */
  private Map<String, String> await(String query, Map<String, String> expected)
      throws SQLException {
    long end = System.nanoTime() + WITHIN.toNanos();
    Map<String, String> rows = rows(query, expected.keySet());
    while (!rows.equals(expected) && System.nanoTime() < end) {
      LockSupport.parkNanos(LOOK_NANOS);
      rows = rows(query, expected.keySet());
    }
    return rows;
  }

  private Map<String, String> rows(String query, Set<String> ids) throws SQLException {
    Map<String, String> found = new TreeMap<>();
    try (Connection connection =
            DriverManager.getConnection(books.url(), books.user(), books.password().read());
        PreparedStatement select = connection.prepareStatement(query);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        if (ids.contains(rows.getString(1))) {
          String before = found.put(rows.getString(1), rows.getString(2));
          assertThat(before).as("a second row of %s", rows.getString(1)).isNull();
        }
      }
    }
    return found;
  }
}
