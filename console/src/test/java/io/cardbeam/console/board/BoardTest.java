package io.cardbeam.console.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cardbeam.console.BooksOnTrial;
import io.cardbeam.console.board.Board.Sum;
import io.cardbeam.console.board.BooksOfMonths.Counted;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The board of random books in a real PostgreSQL, against a count by hand. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class BoardTest {
  private static final long SEED = Long.getLong("cardbeam.seed", System.nanoTime());
  private static final BoardRange ALL =
      new BoardRange(YearMonth.of(2025, 9), YearMonth.of(2026, 5));
  private static final int PAGE = 7;

  private static BooksOnTrial books;
  private static Database database;
  private static BoardStore store;
  private static List<Counted> counted;
  private static Board board;

  @BeforeAll
  static void start() throws Exception {
    books = BooksOnTrial.start();
    database = new Database(books.connection(), Pool.HISTORY);
    store = new BoardStore(database);
    assertThat(store.newest()).isEmpty();
    assertThat(store.read(ALL).months()).hasSize(9).allSatisfy((m, c) -> assertThat(c).isEmpty());
    counted = BooksOfMonths.store(books, new Random(SEED));
    board = store.read(ALL);
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
    books.close();
  }

  @Test
  void everyFigureIsThatOfACountByHand() {
    Board byHand = Board.ofNothing(ALL);
    for (Counted one : counted) {
      byHand.add(
          one.month(), one.currency(), one.figure(), new Sum(1, BigInteger.valueOf(one.minor())));
    }

    assertThat(board).as("seed %d", SEED).isEqualTo(byHand);
    assertThat(counted).extracting(Counted::figure).contains(BoardFigure.values());
    assertThat(BooksOfMonths.months(counted)).hasSizeGreaterThan(3);
  }

  @Test
  void itsNewestMonthIsThatOfTheNewestRow() throws Exception {
    assertThat(store.newest())
        .contains(
            BooksOfMonths.months(counted).stream().max(Comparator.naturalOrder()).orElseThrow());
  }

  @Test
  void theRowsOfAFigureAreThoseThatItCounts() throws Exception {
    int checked = 0;
    for (Map.Entry<YearMonth, Map<String, Map<BoardFigure, Sum>>> month :
        board.months().entrySet()) {
      for (Map.Entry<String, Map<BoardFigure, Sum>> currency : month.getValue().entrySet()) {
        for (BoardFigure figure : BoardFigure.values()) {
          List<BoardRow> rows = allPages(figure, month.getKey(), currency.getKey());
          assertThat(rows)
              .as("seed %d, %s of %s in %s", SEED, figure, month.getKey(), currency.getKey())
              .extracting(BoardRow::cardToken, BoardRow::id, BoardRow::amountMinor)
              .containsExactlyInAnyOrderElementsOf(
                  counted.stream()
                      .filter(
                          one ->
                              one.figure() == figure
                                  && one.month().equals(month.getKey())
                                  && one.currency().equals(currency.getKey()))
                      .map(one -> tuple(one.card(), one.id(), one.minor()))
                      .toList());
          assertThat(rows)
              .extracting(BoardRow::at)
              .isSortedAccordingTo(Comparator.<Instant>reverseOrder());
          assertThat(rows)
              .allSatisfy(
                  row ->
                      assertThat(YearMonth.from(row.at().atZone(ZoneOffset.UTC)))
                          .isEqualTo(month.getKey()));
          checked += rows.size();
        }
      }
    }
    assertThat(checked).isEqualTo(counted.size());
  }

  @Test
  void itIsCutByMonths() throws Exception {
    YearMonth only = YearMonth.of(2026, 1);

    assertThat(store.read(BoardRange.of(only)).months())
        .isEqualTo(Map.of(only, board.months().get(only)));
  }

  private static List<BoardRow> allPages(BoardFigure figure, YearMonth month, String currency)
      throws SQLException {
    List<BoardRow> all = new ArrayList<>();
    BoardPlace place = BoardPlace.TOP;
    while (true) {
      List<BoardRow> page = store.rows(figure, month, currency, place, PAGE);
      all.addAll(page);
      if (page.size() < PAGE) {
        return all;
      }
      place = BoardPlace.of(page.get(PAGE - 1));
    }
  }
}
