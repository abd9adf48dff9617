package io.cardbeam.console.cube;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.console.BooksOnTrial;
import io.cardbeam.label.HeldLabel;
import io.cardbeam.label.Label;
import io.cardbeam.label.Label.Kind;
import io.cardbeam.query.StarDatabase;
import io.cardbeam.query.StarFolder;
import io.cardbeam.query.cube.Cube;
import io.cardbeam.query.cube.LaterRows;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the cube says later requests were, by PostgreSQL, against the rule in Java. */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class LaterLabelsTest {
  private static final int BUILT = 1_300;
  private static final int LABELS = 900;
  private static final int REQUESTS = 300;
  private static final int DAYS = 4;
  private static final List<Kind> KINDS = List.of(Kind.CHARGEBACK, Kind.FINDING, Kind.RESOLUTION);

  private static final String FINDING =
      """
      INSERT INTO books.fraud_finding (card_id, finding_key, request_key, request_time,
        event_time, verdict, source, note, content_fingerprint)
      SELECT card_id, ?, request_key, event_time, event_time + make_interval(days => ?), ?,
        'ANALYST', '', 1
      FROM books.authorization_request WHERE request_key = ?
      """;
  private static final String TRANSACTION =
      """
      WITH t AS (
        INSERT INTO books.card_transaction (transaction_type, card_id, transaction_key, event_time,
          effective_from, amount_minor, currency, content_fingerprint)
        SELECT '%s', card_id, ?, event_time + make_interval(days => ?), event_time, 1, 'USD', 1
        FROM books.authorization_request WHERE request_key = ? RETURNING transaction_id, card_id)
      """;
  private static final String CHARGEBACK =
      TRANSACTION.formatted("CHARGEBACK")
          + """
          INSERT INTO books.chargeback
            (transaction_id, card_id, purchase_key, request_key, reason_text)
          SELECT transaction_id, card_id, 'p', ?, '' FROM t
          """;
  private static final String RESOLUTION =
      TRANSACTION.formatted("CHARGEBACK_RESOLUTION")
          + """
          INSERT INTO books.chargeback_resolution
            (transaction_id, card_id, chargeback_key, request_key, outcome, reason_text)
          SELECT transaction_id, card_id, 'c', ?, ?, '' FROM t
          """;

  @TempDir private static Path folder;

  @Test
  void theCubeSaysWhatTheRuleSaysOfAnyHistory() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    StarFolder whole = StarAndBooks.build(folder);
    StarFolder beginning = StarAndBooks.beginning(whole, folder.resolve("beginning"), BUILT);
    try (BooksOnTrial books = BooksOnTrial.start();
        StarDatabase star = StarDatabase.open(beginning);
        LaterRows later = new LaterRows(new Cube(star), star);
        Connection connection = books.open()) {
      StarAndBooks.store(connection, StarAndBooks.documents(whole));
      refresh(later, books);
      connection.setAutoCommit(false);
      List<String> requests =
          star
              .rows(
                  """
                  SELECT request_id FROM later_fact_authorization a
                  JOIN later_fact_transaction t USING (authorization_key)
                  WHERE NOT a.is_fraud AND t.transaction_type = 'PURCHASE' ORDER BY 1 LIMIT %d
                  """
                      .formatted(REQUESTS),
                  List.of())
              .stream()
              .map(row -> row.get(0).toString())
              .toList();
      assertThat(requests).hasSize(REQUESTS);
      Map<String, HeldLabel> held = new TreeMap<>();
      List<String> disputed = new ArrayList<>();
      for (int i = 1; i <= LABELS; i++) {
        String request = requests.get(random.nextInt(REQUESTS));
        Kind kind = KINDS.get(random.nextInt(KINDS.size()));
        if (kind == Kind.RESOLUTION && !disputed.contains(request)) {
          kind = Kind.CHARGEBACK;
        }
        disputed.add(kind == Kind.CHARGEBACK ? request : "");
        Label label =
            new Label(
                request,
                "",
                1 + random.nextInt(DAYS),
                kind,
                kind == Kind.CHARGEBACK || random.nextBoolean());
        insert(connection, "label-" + i, label);
        held.merge(request, HeldLabel.of(label), (one, two) -> one.and(label));
        if (i % (LABELS / 3) == 0) {
          connection.commit();
          refresh(later, books);
          assertThat(frauds(star)).as("seed %d", seed).containsAll(said(held, true));
          assertThat(frauds(star))
              .as("seed %d", seed)
              .doesNotContainAnyElementsOf(said(held, false));
        }
      }
    }
  }

  private static List<String> said(Map<String, HeldLabel> held, boolean isFraud) {
    return held.entrySet().stream()
        .filter(it -> it.getValue().isFraud() == isFraud)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static List<String> frauds(StarDatabase star) throws Exception {
    return star
        .rows("SELECT request_id FROM later_fact_authorization WHERE is_fraud", List.of())
        .stream()
        .map(row -> row.get(0).toString())
        .toList();
  }

  private static void refresh(LaterRows later, BooksOnTrial books) throws Exception {
    try (Connection connection = books.open()) {
      later.read(connection, Instant.parse("2026-01-01T00:00:00Z"));
    }
    later.take();
  }

  private static void insert(Connection books, String key, Label label) throws Exception {
    int days = (int) label.timeMillis();
    String request = label.requestId();
    switch (label.kind()) {
      case FINDING ->
          run(books, FINDING, key, days, label.isFraud() ? "FRAUD" : "GENUINE", request);
      case CHARGEBACK -> run(books, CHARGEBACK, key, days, request, request);
      case RESOLUTION ->
          run(
              books,
              RESOLUTION,
              key,
              days,
              request,
              request,
              label.isFraud() ? "UPHELD" : "REJECTED");
    }
  }

  private static void run(Connection books, String sql, Object... values) throws Exception {
    try (PreparedStatement statement = books.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      assertThat(statement.executeUpdate()).isOne();
    }
  }
}
