package io.cardbeam.console.gateway.store;

import static io.cardbeam.console.gateway.AuthorizationsOnTrial.NOON;
import static io.cardbeam.console.gateway.AuthorizationsOnTrial.OWNER;
import static io.cardbeam.console.gateway.AuthorizationsOnTrial.asked;
import static io.cardbeam.console.gateway.AuthorizationsOnTrial.decision;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.console.BooksOnTrial;
import io.cardbeam.console.database.ConsoleSchema;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.gateway.Account;
import io.cardbeam.console.gateway.Answer;
import io.cardbeam.console.gateway.Asked;
import io.cardbeam.console.gateway.Operation;
import io.cardbeam.console.gateway.SentDefault;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.Outcome;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events on a real PostgreSQL. */
class AnnouncementsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MANY = 60;

  private static BooksOnTrial books;
  private static Database database;

  private final StoredBytes bytes = new StoredBytes();

  /** What can happen to an authorization, in any order that the topics and the database allow. */
  private enum Step {
    /** The default is written before it is sent. */
    SETTLE,
    /** The default is written after it was sent. */
    RECORD,
    /** The default was sent by a gateway that never wrote it: the recorder reads it. */
    READ_DEFAULT,
    /** Request and decision are written by who captures at once. */
    CAPTURE,
    /** The recorder reads nothing. */
    READ_NOTHING,
    READ_REQUEST,
    READ_DECISION,
    READ_BOTH,
    /** The recorder reads both several times at once; the first decision stands. */
    READ_COPIES
  }

  @BeforeAll
  static void start() throws Exception {
    books = BooksOnTrial.start();
    ConsoleSchema.GATEWAY.migrate(books.connection());
    database = new Database(books.connection(), Pool.ofGateway("test", 2));
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
    books.close();
  }

  @BeforeEach
  void empty() throws Exception {
    books.run(
        "TRUNCATE gateway.card_authorization, gateway.operation, gateway.event RESTART IDENTITY");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aBatchIsAnnouncedInTheOrderOfItsRecordsHoweverItsRowsLie(long seed) throws Exception {
    Random random = new Random(seed);
    List<Asked> asked = IntStream.range(0, MANY).mapToObj(i -> asked("r-" + i)).toList();
    List<Operation> operations = asked.stream().map(AnnouncementsTest::reversal).toList();
    database.change(
        connection -> {
          RecordedBatch lying = new RecordedBatch(bytes);
          for (Asked one : shuffled(asked, random)) {
            lying.add(one.request(), one.requestId());
            lying.add(decision(one, Outcome.APPROVED));
          }
          lying.writeUnannounced(connection);
          OperationTable.insertUnlessKnown(connection, shuffled(operations, random), bytes);
        });
    List<Asked> decided = shuffled(asked, random);
    List<Operation> sent = shuffled(operations, random);
    RecordedBatch batch = new RecordedBatch(bytes);
    asked.forEach(one -> batch.add(one.request(), one.requestId()));
    decided.forEach(one -> batch.add(decision(one, Outcome.APPROVED)));
    sent.forEach(batch::add);
    // Read twice, announced once.
    sent.forEach(batch::add);

    database.change(batch::write);

    assertThat(subjects())
        .containsExactlyElementsOf(
            Stream.concat(decided.stream().map(Asked::id), sent.stream().map(Operation::id))
                .toList());
  }

  @Test
  void defaultsAreAnnouncedByTimeThenIdBeforeDecisionsAndSomeAtATime() throws Exception {
    List<Asked> asked =
        IntStream.range(0, Announcements.MAX_DEFAULTS + 10).mapToObj(i -> asked("d-" + i)).toList();
    Asked late = asked.get(0);
    database.change(
        connection -> {
          for (int i = 0; i < asked.size(); i++) {
            // Pairs at a time, the newest first.
            Instant at = NOON.minusSeconds(i / 2);
            DefaultTable.settle(
                connection, new SentDefault(asked.get(i), Outcome.DECLINED, at), bytes);
          }
        });
    RecordedBatch batch = new RecordedBatch(bytes);
    batch.add(decision(late, Outcome.DECLINED));

    database.change(batch::write);
    assertThat(subjects()).hasSize(Announcements.MAX_DEFAULTS + 1).endsWith(late.id());
    database.change(new RecordedBatch(bytes)::write);
    database.change(new RecordedBatch(bytes)::write);

    List<String> defaults = subjects();
    defaults.remove(Announcements.MAX_DEFAULTS);
    List<String> expected = new ArrayList<>();
    for (int i = asked.size() - 2; i >= 0; i -= 2) {
      Stream.of(asked.get(i).id(), asked.get(i + 1).id()).sorted().forEach(expected::add);
    }
    assertThat(defaults).containsExactlyElementsOf(expected);
  }

  static List<Arguments> histories() {
    List<List<Step>> orders =
        List.of(
            List.of(Step.READ_BOTH),
            List.of(Step.READ_COPIES),
            List.of(Step.READ_COPIES, Step.READ_COPIES),
            List.of(Step.SETTLE, Step.READ_COPIES),
            List.of(Step.READ_REQUEST, Step.READ_DECISION),
            List.of(Step.READ_DECISION, Step.READ_REQUEST),
            List.of(Step.CAPTURE, Step.READ_BOTH),
            List.of(Step.SETTLE, Step.READ_NOTHING),
            List.of(Step.SETTLE, Step.READ_NOTHING, Step.READ_BOTH),
            List.of(Step.SETTLE, Step.READ_BOTH),
            List.of(Step.READ_REQUEST, Step.SETTLE, Step.READ_DECISION),
            List.of(Step.SETTLE, Step.READ_REQUEST, Step.RECORD, Step.READ_DECISION),
            List.of(Step.RECORD, Step.READ_BOTH),
            List.of(Step.READ_DEFAULT, Step.READ_BOTH),
            List.of(Step.READ_BOTH, Step.READ_DEFAULT),
            List.of(Step.READ_REQUEST, Step.READ_DEFAULT, Step.READ_DECISION),
            List.of(Step.READ_DECISION, Step.READ_DEFAULT, Step.READ_DEFAULT),
            List.of(Step.RECORD, Step.READ_DEFAULT, Step.READ_DECISION),
            List.of(Step.CAPTURE, Step.READ_DEFAULT, Step.READ_BOTH),
            List.of(Step.READ_BOTH, Step.SETTLE, Step.READ_NOTHING),
            List.of(Step.READ_BOTH, Step.RECORD, Step.READ_NOTHING),
            List.of(Step.READ_BOTH, Step.READ_BOTH, Step.RECORD, Step.READ_BOTH),
            List.of(Step.READ_DECISION, Step.RECORD, Step.READ_REQUEST),
            List.of(Step.READ_DECISION, Step.RECORD, Step.READ_NOTHING, Step.READ_DECISION),
            List.of(Step.CAPTURE, Step.RECORD, Step.READ_NOTHING, Step.READ_BOTH),
            List.of(Step.CAPTURE, Step.RECORD, Step.READ_BOTH));
    List<Arguments> histories = new ArrayList<>();
    for (List<Step> order : orders) {
      for (Outcome byDefault : List.of(Outcome.APPROVED, Outcome.DECLINED)) {
        for (Outcome decided : Outcome.values()) {
          histories.add(Arguments.of(order, byDefault, decided));
        }
      }
    }
    return histories;
  }

  @ParameterizedTest
  @MethodSource("histories")
  void theNewestEventOfAnAuthorizationSaysWhatTheAuthorizationSays(
      List<Step> history, Outcome byDefault, Outcome decided) throws Exception {
    Asked asked = asked("r-1");
    for (Step step : history) {
      take(step, asked, byDefault, decision(asked, decided));
    }

    Answer answer =
        database
            .transact(connection -> AccountQueries.account(connection, OWNER, asked.id(), bytes))
            .flatMap(Account::answer)
            .orElseThrow();
    List<JsonNode> bodies = bodies();
    JsonNode newest = bodies.get(bodies.size() - 1);
    assertThat(newest.path("outcome").asText()).isEqualTo(answer.outcome().name());
    assertThat(newest.path("decided_by").asText())
        .isEqualTo(answer.byDefault() ? "default" : "cardbeam");
    assertThat(Optional.ofNullable(newest.get("late_outcome")).map(JsonNode::asText))
        .isEqualTo(
            answer
                .decision()
                .filter(decision -> answer.byDefault())
                .map(decision -> decision.getOutcome().name()));
    assertThat(bodies).as("each is announced once").doesNotHaveDuplicates();
    assertThat(needsReversal())
        .isEqualTo(
            answer.byDefault()
                && answer.outcome() == Outcome.DECLINED
                && answer.decision().isPresent()
                && decided == Outcome.APPROVED);
  }

  private void take(Step step, Asked asked, Outcome byDefault, AuthorizationDecision decision)
      throws Exception {
    RecordedBatch batch = new RecordedBatch(bytes);
    SentDefault answer = new SentDefault(asked, byDefault, NOON);
    if (step == Step.READ_REQUEST
        || step == Step.READ_BOTH
        || step == Step.CAPTURE
        || step == Step.READ_DEFAULT) {
      batch.add(asked.request(), asked.requestId());
    }
    if (step == Step.READ_DEFAULT) {
      batch.add(answer);
    }
    if (step == Step.READ_DECISION || step == Step.READ_BOTH || step == Step.CAPTURE) {
      batch.add(decision);
    }
    if (step == Step.READ_COPIES) {
      Stream.concat(Stream.of(decision.getOutcome()), Stream.of(Outcome.values()))
          .forEach(
              outcome -> {
                batch.add(asked.request(), asked.requestId());
                batch.add(decision(asked, outcome));
              });
    }
    database.change(
        connection -> {
          switch (step) {
            case SETTLE -> DefaultTable.settle(connection, answer, bytes);
            case RECORD -> DefaultTable.record(connection, answer, bytes);
            case CAPTURE -> batch.writeUnannounced(connection);
            default -> batch.write(connection);
          }
        });
  }

  private static <T> List<T> shuffled(List<T> all, Random random) {
    List<T> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  private static List<String> subjects() throws SQLException {
    return texts("SELECT subject_id FROM gateway.event ORDER BY event_seq");
  }

  private static List<JsonNode> bodies() throws Exception {
    List<JsonNode> bodies = new ArrayList<>();
    for (String body :
        texts("SELECT event_type || ' ' || body FROM gateway.event ORDER BY event_seq")) {
      bodies.add(JSON.readTree(body.substring(body.indexOf(' '))));
    }
    return bodies;
  }

  private static boolean needsReversal() throws SQLException {
    return texts("SELECT needs_reversal::text FROM gateway.card_authorization")
        .equals(List.of("true"));
  }

  private static List<String> texts(String query) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Connection connection = books.open();
        Statement select = connection.createStatement();
        ResultSet rows = select.executeQuery(query)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  private static Operation reversal(Asked asked) {
    return Operation.reversal(asked.request(), "v-" + asked.requestId(), 1, NOON);
  }
}
