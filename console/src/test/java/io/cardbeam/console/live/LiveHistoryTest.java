package io.cardbeam.console.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.console.BooksOnTrial;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.console.live.History.Named;
import io.cardbeam.console.live.HistoryRange.Extent;
import io.cardbeam.console.live.RequestsOnTrial.Asked;
import io.cardbeam.event.Outcome;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The history of random requests in a real PostgreSQL, against a count by hand. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LiveHistoryTest {
  private static final long SEED = Long.getLong("cardbeam.seed", System.nanoTime());
  private static final Instant NOW = Instant.parse("2026-03-05T12:00:00Z");
  private static final int QUERIES = 120;
  private static final HistoryQuery ALL =
      new HistoryQuery(Optional.empty(), Optional.empty(), Optional.empty(), HistoryFilters.NONE);

  private static BooksOnTrial books;
  private static LiveHistory live;
  private static History ofNothing;
  private static List<Asked> asked;
  private static Extent extent;

  private final Random random = new Random(SEED);

  @BeforeAll
  static void start() throws Exception {
    books = BooksOnTrial.start();
    live = new LiveHistory(books.connection(), () -> NOW);
    ofNothing = live.read(ALL);
    asked = RequestsOnTrial.store(books, new Random(SEED));
    List<Instant> times = asked.stream().map(Asked::time).sorted().toList();
    extent = new Extent(times.get(0), times.get(times.size() - 1));
  }

  @AfterAll
  static void stop() throws Exception {
    live.close();
    books.close();
  }

  @Test
  void theBooksTookAllThatIsCounted() throws Exception {
    try (Connection open = books.open();
        Statement select = open.createStatement();
        ResultSet row =
            select.executeQuery(
                "SELECT (SELECT count(*) FROM books.authorization_request),"
                    + " (SELECT count(*) FROM books.refused_document),"
                    + " (SELECT count(*) FROM books.chargeback_resolution)")) {
      row.next();
      assertThat(row.getInt(1)).isEqualTo(asked.size());
      assertThat(row.getInt(2)).isZero();
      assertThat(row.getInt(3)).isPositive();
    }
  }

  @Test
  void withoutARangeItCoversAllRequests() throws Exception {
    History history = live.read(ALL);

    assertThat(history.range())
        .isEqualTo(
            new HistoryRange(extent.oldest(), extent.newest().plusMillis(1), HistoryStep.HOUR));
    assertThat(history.total().requests()).isEqualTo(asked.size());
    isCountedByHand(history, HistoryFilters.NONE);
  }

  @Test
  void everyFigureOfARandomQueryIsThatOfACountByHand() throws Exception {
    for (int i = 0; i < QUERIES; i++) {
      HistoryStep step = pick(List.of(HistoryStep.values()));
      Instant from = RequestsOnTrial.FIRST.plusMillis(random.nextLong(100_000_000));
      Duration length =
          Duration.ofMillis(
              1 + random.nextLong(step == HistoryStep.MINUTE ? 40_000_000 : 200_000_000));
      HistoryFilters filters = filters();
      History history =
          live.read(
              new HistoryQuery(
                  Optional.of(from), Optional.of(from.plus(length)), Optional.of(step), filters));
      isCountedByHand(history, filters);
    }
  }

  @Test
  void aStateIsCutIntoItsCities() throws Exception {
    HistoryFilters texas =
        new HistoryFilters(
            Optional.of("TX"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    History history =
        live.read(new HistoryQuery(Optional.empty(), Optional.empty(), Optional.empty(), texas));

    assertThat(history.states()).extracting(Named::name).containsExactly("TX");
    assertThat(history.cities())
        .extracting(Named::name)
        .containsExactlyInAnyOrder("Austin", "Dallas", "");
    assertThat(history.cities().stream().map(Named::figures).reduce(Figures.NONE, Figures::plus))
        .isEqualTo(history.total());
    isCountedByHand(history, texas);
  }

  @Test
  void stepsWithoutRequestsAreZeros() throws Exception {
    Instant from = Instant.parse("2001-01-01T00:00:30Z");
    History history =
        live.read(
            new HistoryQuery(
                Optional.of(from),
                Optional.of(from.plus(Duration.ofMinutes(15))),
                Optional.empty(),
                HistoryFilters.NONE));

    assertThat(history.range().step()).isEqualTo(HistoryStep.MINUTE);
    assertThat(history.points()).hasSize(16).containsOnly(Figures.NONE);
    assertThat(history.hours()).hasSize(24).containsOnly(Figures.NONE);
    assertThat(history.states()).isEmpty();
    assertThat(history.range().start(0)).isEqualTo(Instant.parse("2001-01-01T00:00:00Z"));
  }

  @Test
  void booksWithoutRequestsHaveAHistoryThatEndsNow() {
    assertThat(ofNothing.extent()).isEmpty();
    assertThat(ofNothing.range().to()).isEqualTo(NOW);
    assertThat(ofNothing.points()).containsOnly(Figures.NONE);
  }

  @Test
  void anotherConsoleAnswersTheSame() throws Exception {
    try (LiveHistory other = new LiveHistory(books.connection(), () -> NOW.plusSeconds(9_999))) {
      assertThat(HistoryJson.of(other.read(ALL))).isEqualTo(HistoryJson.of(live.read(ALL)));
    }
  }

  @Test
  void aRangeThatIsOnlyTooLongForTheBooksIsRefusedToo() {
    assertThatThrownBy(
            () ->
                live.read(
                    new HistoryQuery(
                        Optional.of(Instant.EPOCH),
                        Optional.empty(),
                        Optional.empty(),
                        HistoryFilters.NONE)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("from must be at most 1500 days before to");
  }

  @Test
  void countingThatTakesTooLongEndsWithAdvice() throws Exception {
    Pool hasty = new Pool("hasty", 1, 0, 4, 1, true);
    try (LiveHistory brief =
            new LiveHistory(new HistoryStore(books.connection(), hasty), () -> NOW);
        Connection holder = books.open();
        Statement lock = holder.createStatement()) {
      holder.setAutoCommit(false);
      lock.execute("LOCK TABLE books.fraud_finding IN ACCESS EXCLUSIVE MODE");

      assertThatThrownBy(() -> brief.read(ALL))
          .isInstanceOfSatisfying(
              RefusedException.class,
              e -> assertThat(e.problem().type()).isEqualTo(ProblemType.UNAVAILABLE))
          .hasMessageContaining("shorter range");
      holder.rollback();
      assertThat(brief.read(ALL).total().requests()).isEqualTo(asked.size());
    }
  }

  private static void isCountedByHand(History history, HistoryFilters filters) {
    assertThat(history)
        .as("seed %d, %s, %s", SEED, history.range(), filters)
        .isEqualTo(CountedByHand.history(asked, history.range(), filters, extent));
    assertThat(history.points()).hasSize(history.range().points());
  }

  private HistoryFilters filters() {
    Optional<String> state = maybe(List.of("TX", "CA", "", "no such state"));
    return new HistoryFilters(
        state,
        state.isEmpty()
            ? Optional.empty()
            : maybe(List.of("Austin", "Dallas", "Elsewhere", "", "' OR true --")),
        maybe(RequestsOnTrial.CATEGORIES),
        maybe(List.of(Outcome.values())),
        maybe(List.of("m-0", "m-3", "Name 1", "Name 2", "nobody")));
  }

  private <T> Optional<T> maybe(List<T> from) {
    return random.nextInt(3) == 0 ? Optional.of(pick(from)) : Optional.empty();
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
