package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.TransactionException;
import io.cardbeam.local.IdentityTable.Second;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import io.cardbeam.wire.Topic;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The {@link IdentityTable} through real parts: Kafka, the stream on Flink, PostgreSQL and the
 * lake, then star, statements and both replays of that lake. In each of them the first by the
 * card's log stands, and each other content is a CONFLICT with both fingerprints. What stands is
 * read from the topics, record by record.
 */
class IdentityOnServersTest extends TableOnServers {
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
}
