package io.cardbeam.console.cube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.console.BooksOnTrial;
import io.cardbeam.console.cube.StarAndBooks.Document;
import io.cardbeam.query.QueryException;
import io.cardbeam.query.StarDatabase;
import io.cardbeam.query.StarFolder;
import io.cardbeam.query.cube.Cube;
import io.cardbeam.query.cube.CubeAnswer;
import io.cardbeam.query.cube.CubeFact;
import io.cardbeam.query.cube.CubeQuery;
import io.cardbeam.query.cube.LaterRows;
import io.cardbeam.query.cube.RowQuery;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A star of the first rows of a sample, with the books of a stream that had all of them, answers as
 * the star of all of them: no row twice, and none missing.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class LaterRowsTest {
  private static final int ALL = 2_000;
  private static final int BUILT = 1_300;
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static final Pattern TOKEN = Pattern.compile("\"card_token\":\"([^\"]+)\"");
  private static final Pattern NAME = Pattern.compile("\"(?:merchant_id|code)\":\"([^\"]+)\"");

  @TempDir private static Path folder;
  private static StarFolder whole;
  private static StarFolder beginning;
  private static List<Document> documents;

  private BooksOnTrial books;
  private StarDatabase star;
  private Cube cube;
  private LaterRows later;

  @BeforeAll
  static void build() throws Exception {
    whole = StarAndBooks.build(folder);
    beginning = StarAndBooks.beginning(whole, folder.resolve("beginning"), BUILT);
    documents = StarAndBooks.documents(whole);
  }

  @BeforeEach
  void open() throws Exception {
    books = BooksOnTrial.start();
    star = StarDatabase.open(beginning);
    cube = new Cube(star);
    later = new LaterRows(cube, star);
  }

  @AfterEach
  void close() throws Exception {
    later.close();
    star.close();
    books.close();
  }

  private static List<CubeQuery> questions() throws QueryException {
    EnumSet<CubeFact> both = EnumSet.allOf(CubeFact.class);
    List<String> none = List.of();
    return List.of(
        CubeQuery.of(
            CubeFact.authorization,
            List.of("state", "city"),
            List.of("outcome"),
            List.of("count", "amount", "average", "largest", "cards", "merchants", "fraud_rate"),
            none,
            true),
        CubeQuery.of(
            CubeFact.authorization,
            List.of("category", "merchant"),
            List.of("weekday"),
            List.of("frauds", "fraud_amount", "approval_rate"),
            none,
            true),
        CubeQuery.of(
            CubeFact.transaction,
            List.of("month", "date"),
            List.of("type"),
            List.of("count", "amount", "frauds", "chargebacks"),
            none,
            true),
        CubeQuery.of(
            CubeFact.authorization,
            List.of("card", "hour"),
            none,
            List.of("count", "referred", "declined"),
            List.of("merchant_state is unknown and job is known"),
            true),
        CubeQuery.of(
            both,
            List.of("gender", "job"),
            List.of("part_of_day"),
            List.of("authorization.amount", "transaction.amount", "declined", "purchases"),
            List.of("fraud = false"),
            true));
  }

  @Test
  void aStarAndWhatCameSinceAreTheStarOfAllOfIt() throws Exception {
    store(documents);
    refresh();

    assertThat(later.freshness().laterAuthorizations()).isEqualTo(ALL - BUILT);
    assertThat(later.freshness().asOf()).contains(NOW);
    assertAnswersAsTheWhole();
    refresh();
    assertAnswersAsTheWhole();
  }

  @Test
  void soTheyAreWhenTheFactsAreInMemory() throws Exception {
    cube.warm();
    try (StarDatabase beside = star.beside()) {
      cube.load(beside);
    }
    cube.takeLoaded();
    store(documents.subList(0, documents.size() / 2));
    refresh();
    store(documents);
    refresh();

    assertThat(star.rows("SELECT count(*) FROM loaded_fact_authorization", List.of()))
        .containsExactly(List.of((long) BUILT));
    assertAnswersAsTheWhole();
  }

  @Test
  void whatIsReadIsInNoAnswerBeforeItIsTaken() throws Exception {
    cube.warm();
    List<CubeAnswer> before = answers();
    store(documents);
    try (Connection connection = books.open()) {
      later.read(connection, NOW);
      assertThat(answers()).isEqualTo(before);
      later.read(connection, NOW); // again, without a take between
      assertThat(answers()).isEqualTo(before);
    }
    later.take();

    assertThat(later.freshness().laterAuthorizations()).isEqualTo(ALL - BUILT);
    assertAnswersAsTheWhole();
  }

  private List<CubeAnswer> answers() throws Exception {
    List<CubeAnswer> answers = new ArrayList<>();
    for (CubeQuery question : questions()) {
      answers.add(cube.ask(question));
    }
    return answers;
  }

  @Test
  void itComesInAnyOrderAndInAnyParts() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Document> people =
        documents.stream().filter(one -> one.kind().equals("CARD_UPDATE")).toList();
    List<Document> others =
        new ArrayList<>(
            documents.stream().filter(one -> !one.kind().equals("CARD_UPDATE")).toList());
    Collections.shuffle(others, random);
    store(people);
    int from = 0;
    while (from < others.size()) {
      int to = Math.min(others.size(), from + 1 + random.nextInt(1_500));
      store(others.subList(from, to));
      refresh();
      from = to;
    }
    assertAnswersAsTheWhole();
    assertThat(later.freshness().laterAuthorizations()).as("seed %d", seed).isEqualTo(ALL - BUILT);
  }

  @Test
  void whatWasStoredEarlyAndCommittedLateIsNotMissed() throws Exception {
    int middle = documents.size() - 800;
    List<Document> first = documents.subList(0, middle);
    List<Document> last = documents.subList(middle, documents.size());
    store(first);
    // Two transactions that store the same merchant, reason or card wait for each other.
    Set<String> known = new HashSet<>();
    first.forEach(document -> known.addAll(names(document)));
    List<Document> early =
        last.stream()
            .filter(one -> token(one).hashCode() % 2 == 0 && known.containsAll(names(one)))
            .toList();
    assertThat(early).hasSizeGreaterThan(100);
    try (Connection slow = books.open()) {
      slow.setAutoCommit(false);
      StarAndBooks.store(slow, early);
      store(last.stream().filter(one -> token(one).hashCode() % 2 != 0).toList());
      refresh();
      long seen = later.freshness().laterAuthorizations();
      assertThat(seen).isLessThan(ALL - BUILT);
      refresh();
      assertThat(later.freshness().laterAuthorizations()).isEqualTo(seen);
      slow.commit();
    }
    store(last);
    refresh();
    assertAnswersAsTheWhole();
  }

  private static String token(Document document) {
    Matcher token = TOKEN.matcher(document.text());
    assertThat(token.find()).isTrue();
    return token.group(1);
  }

  /** Merchants and reasons. */
  private static Set<String> names(Document document) {
    return NAME.matcher(document.text())
        .results()
        .map(it -> it.group(1))
        .collect(Collectors.toSet());
  }

  @Test
  void aLabelThatComesLaterHoldsForWhatCameSince() throws Exception {
    store(documents);
    refresh();
    long frauds = frauds();
    String request =
        star.rows(
                "SELECT request_id FROM later_fact_authorization WHERE NOT is_fraud ORDER BY 1"
                    + " LIMIT 1",
                List.of())
            .get(0)
            .get(0)
            .toString();
    books.run(
        """
        INSERT INTO books.fraud_finding (card_id, finding_key, request_key, request_time,
          event_time, verdict, source, note, content_fingerprint)
        SELECT card_id, 'f-1', request_key, event_time, event_time, 'FRAUD', 'ANALYST', '', 1
        FROM books.authorization_request WHERE request_key = '%s'
        """
            .formatted(request));
    refresh();

    assertThat(frauds()).isEqualTo(frauds + 1);
  }

  private long frauds() throws Exception {
    CubeQuery query =
        CubeQuery.of(
            CubeFact.authorization, List.of(), List.of(), List.of("frauds"), List.of(), true);
    return (Long) cube.ask(query).cells().get(0).figures().get(0);
  }

  @Test
  void thereAreNotMoreThanFitIntoMemory() throws Exception {
    store(documents);
    try (LaterRows few = new LaterRows(cube, star, ALL - BUILT - 1);
        Connection connection = books.open()) {
      assertThatThrownBy(() -> few.read(connection, NOW))
          .isInstanceOf(QueryException.class)
          .hasMessageContaining("build it again");
      assertThat(few.freshness().asOf()).isEmpty();
    }
  }

  private void refresh() throws Exception {
    try (Connection connection = books.open()) {
      later.read(connection, NOW);
    }
    later.take();
  }

  private void assertAnswersAsTheWhole() throws Exception {
    try (StarDatabase all = StarDatabase.open(whole)) {
      Cube expected = new Cube(all);
      for (CubeQuery question : questions()) {
        for (int time = 0; time < 3; time++) { // events, then sums by month
          assertThat(cube.ask(question).cells())
              .as("%s", question)
              .isEqualTo(expected.ask(question).cells());
        }
      }
      for (CubeFact fact : CubeFact.values()) {
        RowQuery rows = RowQuery.of(fact, List.of(), Optional.empty(), Optional.empty(), 500);
        assertThat(cube.facts().list(rows)).isEqualTo(expected.facts().list(rows)).hasSize(500);
      }
    }
  }

  private void store(List<Document> some) throws Exception {
    try (Connection connection = books.open()) {
      StarAndBooks.store(connection, some);
    }
  }
}
