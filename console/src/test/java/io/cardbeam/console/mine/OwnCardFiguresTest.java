package io.cardbeam.console.mine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.BooksOnTrial;
import io.cardbeam.console.database.ConsoleSchema;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.database.Query;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.console.mine.CardsOnTrial.Trial;
import io.cardbeam.console.mine.TransactionQuery.Place;
import io.cardbeam.console.mine.TransactionQuery.State;
import io.cardbeam.money.MinorUnits;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every figure of random cards in a real PostgreSQL, against sums by hand. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class OwnCardFiguresTest {
  private static final long SEED = Long.getLong("cardbeam.seed", System.nanoTime());
  private static final List<String> TOKENS =
      List.of("token-of-a-card-000001", "token-of-a-card-000002");
  private static final int TRIES = 60;

  private static BooksOnTrial books;
  private static Database database;
  private static List<Trial> cards;

  private final Random random = new Random(SEED);

  @BeforeAll
  static void start() throws Exception {
    books = BooksOnTrial.start();
    ConsoleSchema.OUTBOX.migrate(books.connection());
    ConsoleSchema.MINE.migrate(books.connection());
    database = new Database(books.connection(), Pool.MINE);
    for (String token : TOKENS) {
      books.issue(token, "1486");
    }
    cards = CardsOnTrial.store(books, new Random(SEED), TOKENS);
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
    books.close();
  }

  @Test
  void theBooksTookAllThatIsAddedUp() throws Exception {
    try (Connection open = books.open();
        Statement select = open.createStatement();
        ResultSet row =
            select.executeQuery(
                "SELECT (SELECT count(*) FROM books.card_transaction),"
                    + " (SELECT count(*) FROM books.refused_document),"
                    + " (SELECT count(*) FROM books.chargeback_resolution),"
                    + " (SELECT count(*) FROM books.reversal)")) {
      row.next();
      long lines =
          cards.stream()
              .flatMap(card -> card.lines().stream())
              .filter(line -> !line.kind().matches("LATE_FEE|INTEREST"))
              .count();
      assertThat(row.getLong(1) - row.getLong(4)).as("seed %d", SEED).isEqualTo(lines);
      assertThat(row.getInt(2)).as("seed %d", SEED).isZero();
      assertThat(row.getInt(3)).isPositive();
      assertThat(row.getInt(4)).isPositive();
    }
  }

  @Test
  void balancesPendingAndHoldsAreThoseByHandAtAnyMoment() throws Exception {
    CardDetails details = new CardDetails();
    for (int i = 0; i < TRIES; i++) {
      Trial card = pick(cards);
      // What the books hold is of all times; a moment is no later than the newest of it.
      Instant now = CardsOnTrial.NOW.plusMillis(random.nextLong(Duration.ofDays(9).toMillis()));
      Map<String, List<Long>> found = new TreeMap<>();
      for (CardDetails.Account account :
          database.transact(c -> details.accounts(c, own(card), now))) {
        found.put(
            account.currency(),
            List.of(account.balance(), account.pending(), account.credits(), account.held()));
      }
      assertThat(found)
          .as("seed %d, card %s, %s", SEED, card.token(), now)
          .isEqualTo(new AddedUpByHand(card, now).accounts());
    }
  }

  @Test
  void whatIsPostedInTheListAddsUpToTheBalance() throws Exception {
    for (Trial card : cards) {
      Map<String, BigDecimal> sums = new TreeMap<>();
      TransactionQuery posted = query(Optional.of(State.POSTED), 100);
      for (JsonNode entry : all(card, posted, CardsOnTrial.NOW)) {
        sums.merge(
            entry.path("currency").asText(),
            new BigDecimal(entry.path("effect").asText()),
            BigDecimal::add);
      }
      ObjectNode shown =
          database.transact(c -> new CardDetails().card(c, own(card), CardsOnTrial.NOW));
      for (JsonNode account : shown.path("accounts")) {
        assertThat(new BigDecimal(account.path("balance").asText()))
            .as("seed %d", SEED)
            .isEqualByComparingTo(
                sums.getOrDefault(account.path("currency").asText(), BigDecimal.ZERO));
      }
    }
  }

  @Test
  void everyPageOfEveryQueryIsTheListByHand() throws Exception {
    for (int i = 0; i < TRIES; i++) {
      Trial card = pick(cards);
      Instant now = CardsOnTrial.NOW.plusMillis(random.nextLong(Duration.ofDays(3).toMillis()));
      TransactionQuery query =
          new TransactionQuery(
              maybe(List.of("SHOP 100%_3", "shop", "%", "_", "food", "ach", "\\", amount(card))),
              maybe(Arrays.asList(State.values())),
              maybe(CardsOnTrial.CATEGORIES),
              maybe(List.of(now.minus(Duration.ofDays(40)), now.minus(Duration.ofDays(3)))),
              maybe(List.of(now.minus(Duration.ofDays(2)))),
              Optional.empty(),
              1 + random.nextInt(100));
      List<String> found = new ArrayList<>();
      for (JsonNode entry : all(card, query, now)) {
        found.add(
            entry.path("kind").asText()
                + " "
                + entry.path("id").asText()
                + " "
                + entry.path("state").asText());
      }
      assertThat(found)
          .as("seed %d, card %s, %s, %s", SEED, card.token(), now, query)
          .isEqualTo(new AddedUpByHand(card, now).transactions(query));
    }
  }

  @Test
  void spendingAndWhatIsUsualAreThoseByHand() throws Exception {
    for (int i = 0; i < TRIES; i++) {
      Trial card = pick(cards);
      Instant now = CardsOnTrial.NOW.plusMillis(random.nextLong(Duration.ofDays(40).toMillis()));
      YearMonth month = YearMonth.parse("2026-0" + (1 + random.nextInt(3)));
      int months = 1 + random.nextInt(6);
      String currency = random.nextBoolean() ? "USD" : "JPY";
      JsonNode spending =
          spending(card, new SpendingQuery(month, months, Optional.of(currency)), now);
      AddedUpByHand byHand = new AddedUpByHand(card, now);
      String where = "seed %d, card %s, %s".formatted(SEED, card.token(), spending);

      compare(spending.path("total"), byHand, month, months, currency, Optional.empty(), where);
      assertThat(spending.path("categories").findValuesAsText("category"))
          .as(where)
          .isSubsetOf(Stream.concat(CardsOnTrial.CATEGORIES.stream(), Stream.of("")).toList())
          .doesNotHaveDuplicates();
      for (JsonNode category : spending.path("categories")) {
        Optional<String> name = Optional.of(category.path("category").asText());
        compare(category, byHand, month, months, currency, name, where);
      }
    }
  }

  @Test
  void aCurrencyThatTheCardWasNeverUsedInIsRefused() {
    SpendingQuery euros = new SpendingQuery(YearMonth.parse("2026-03"), 1, Optional.of("EUR"));

    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> spending(cards.get(0), euros, CardsOnTrial.NOW))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("currency is none that the card was used in");
  }

  private static void compare(
      JsonNode part,
      AddedUpByHand byHand,
      YearMonth month,
      int months,
      String currency,
      Optional<String> category,
      String where) {
    List<List<String>> found = new ArrayList<>();
    List<List<String>> expected = new ArrayList<>();
    for (JsonNode one : part.path("months")) {
      found.add(
          List.of(
              one.path("month").asText(),
              one.path("purchases").asText(),
              one.path("given_back").asText(),
              one.path("spent").asText()));
    }
    for (int i = months - 1; i >= 0; i--) {
      YearMonth one = month.minusMonths(i);
      List<Long> spent = byHand.spent(one, currency, category);
      expected.add(
          List.of(
              one.toString(),
              MinorUnits.decimal(spent.get(0), currency),
              MinorUnits.decimal(spent.get(1), currency),
              MinorUnits.decimal(spent.get(0) - spent.get(1), currency)));
    }
    assertThat(found).as(where).isEqualTo(expected);
    assertThat(Optional.ofNullable(part.get("usual")).map(JsonNode::asText))
        .as(where)
        .isEqualTo(
            byHand
                .usual(month, currency, category)
                .map(minor -> MinorUnits.decimal(minor, currency)));
  }

  private static JsonNode spending(Trial card, SpendingQuery query, Instant now)
      throws SQLException, RefusedException {
    return Refusable.transact(database, c -> SpendingStore.read(c, own(card), query, now));
  }

  /** All pages, one after the other. */
  private static List<JsonNode> all(Trial card, TransactionQuery query, Instant now)
      throws SQLException {
    List<JsonNode> all = new ArrayList<>();
    Optional<Place> after = Optional.empty();
    boolean more = true;
    while (more) {
      TransactionQuery next =
          new TransactionQuery(
              query.search(),
              query.state(),
              query.category(),
              query.from(),
              query.to(),
              after,
              query.limit());
      ObjectNode page = database.transact(c -> TransactionList.page(c, own(card), next, now));
      page.path("transactions").forEach(all::add);
      more = page.has("next_cursor");
      if (more) {
        JsonNode last = all.get(all.size() - 1);
        after =
            Optional.of(
                new Place(
                    Instant.parse(last.path("time").asText()),
                    last.path("kind").asText(),
                    last.path("id").asText(),
                    last.path("currency").asText()));
      }
    }
    return all;
  }

  private static TransactionQuery query(Optional<State> state, int limit) {
    return new TransactionQuery(
        Optional.empty(),
        state,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        limit);
  }

  private static OwnCard own(Trial card) {
    try {
      return database.read(
          connection ->
              new Query("SELECT card_id FROM books.card WHERE card_token = ?")
                  .with(card.token())
                  .first(connection, row -> new OwnCard(row.getLong(1), card.token()))
                  .orElseThrow());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String amount(Trial card) {
    CardsOnTrial.Line line = pick(card.lines());
    return MinorUnits.decimal(line.minor(), line.currency());
  }

  private <T> Optional<T> maybe(List<T> from) {
    return random.nextInt(3) == 0 ? Optional.of(pick(from)) : Optional.empty();
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
