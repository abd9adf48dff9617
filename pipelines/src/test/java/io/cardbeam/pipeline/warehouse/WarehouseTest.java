package io.cardbeam.pipeline.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.TransferKind;
import io.cardbeam.ledger.BookingRule;
import io.cardbeam.ledger.LedgerFlag;
import io.cardbeam.ledger.LedgerFlags;
import io.cardbeam.ledger.MoneyEvent;
import io.cardbeam.ledger.Transfers;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.DecidedCoder;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.pipeline.GeneratedBooks;
import io.cardbeam.pipeline.card.GroupBooks;
import io.cardbeam.pipeline.table.ParquetFolder;
import io.cardbeam.star.StarTable;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WarehouseTest {
  private static final int CARDS = 12;
  private static final int REQUESTS = 60;
  private static final Duration WEEK = Duration.ofDays(7);
  private static final GeneratedBooks BOOKS = GeneratedBooks.of(20_191_115, CARDS, REQUESTS);
  private static final String JOINED_TRANSACTIONS =
      """
      SELECT concat_ws('|', transaction_id, transaction_type,
          strftime(make_date(d.year, d.month, d.day_of_month), '%Y-%m-%d') || 'T' || t.time_of_day,
          k.card_token, c.first_name, h.city, m.merchant_name, g.category,
          coalesce(a.request_id, ''), f.amount_minor, f.is_fraud)
      FROM fact_transaction f
        JOIN dim_date d USING (date_key) JOIN dim_time_of_day t USING (time_of_day_key)
        JOIN dim_card k USING (card_key) JOIN dim_customer c USING (customer_key)
        JOIN dim_address h USING (address_key)
        JOIN dim_merchant m USING (merchant_key) JOIN dim_category g USING (category_key)
        LEFT JOIN fact_authorization a USING (authorization_key)
      """;
  private static final String JOINED_AUTHORIZATIONS =
      """
      SELECT concat_ws('|', request_id, strftime(d.date, '%Y-%m-%d') || 'T' || t.time_of_day,
          k.card_token, c.first_name, h.city, m.merchant_name, g.category, o.outcome,
          f.amount_minor, f.reasons, f.is_fraud)
      FROM fact_authorization f
        JOIN dim_date d USING (date_key) JOIN dim_time_of_day t USING (time_of_day_key)
        JOIN dim_card k USING (card_key) JOIN dim_customer c USING (customer_key)
        JOIN dim_address h USING (address_key)
        JOIN dim_merchant m USING (merchant_key) JOIN dim_category g USING (category_key)
        JOIN dim_outcome o USING (outcome_key)
      """;

  private static final String JOINED_TRANSFERS =
      """
      SELECT concat_ws('|', transfer_id, transfer_kind, k.card_token,
          strftime(make_date(d.year, d.month, d.day_of_month), '%Y-%m-%d') || 'T' || t.time_of_day,
          debit_account, credit_account, f.amount_minor, f.owed_minor, flags,
          coalesce(a.request_id, ''))
      FROM fact_ledger_transfer f
        JOIN dim_date d USING (date_key) JOIN dim_time_of_day t USING (time_of_day_key)
        JOIN dim_card k USING (card_key) JOIN dim_customer c USING (customer_key)
        JOIN dim_address h USING (address_key)
        LEFT JOIN fact_authorization a USING (authorization_key)
      """;
  private static final List<LedgerTransfer> TRANSFERS = transfers();

  @TempDir static Path folder;
  private static ParquetFolder inOrder;

  @BeforeAll
  static void build() throws Exception {
    inOrder = build("in-order", all(), BOOKS.decided());
  }

  private static List<Event> all() {
    List<Event> all = new ArrayList<>(BOOKS.events());
    all.addAll(BOOKS.findings());
    TRANSFERS.forEach(transfer -> all.add(Event.of(transfer)));
    return all;
  }

  private static List<LedgerTransfer> transfers() {
    Transfers by = new Transfers();
    List<LedgerTransfer> transfers = new ArrayList<>();
    for (Decided decided : BOOKS.decided()) {
      if (decided.decision().getOutcome() == Outcome.APPROVED) {
        MoneyEvent hold = MoneyEvent.hold(decided.request());
        transfers.add(
            by.ofHold(hold, hold.eventTimeMillis() + WEEK.toMillis(), hold.amountMinor()));
      }
    }
    BOOKS.events().stream()
        .map(MoneyEvent::of)
        .flatMap(Optional::stream)
        .forEach(event -> transfers.add(by.of(event)));
    return transfers;
  }

  @AfterAll
  static void close() throws Exception {
    inOrder.close();
  }

  private static ParquetFolder build(String name, List<Event> events, List<Decided> decided)
      throws Exception {
    Path output = folder.resolve(name);
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple.of(
            GroupBooks.DECIDED,
            pipeline.apply("Decided", Create.of(decided).withCoder(DecidedCoder.of())))
        .and(
            GroupBooks.EVENTS,
            pipeline.apply("Events", Create.of(events).withCoder(EventCoder.of())))
        .apply(new GroupBooks())
        .apply(new BuildStar())
        .apply("WriteStar", WriteStar.to(output.toString()));
    pipeline.run().waitUntilFinish();
    return ParquetFolder.open(
        output, Arrays.stream(StarTable.values()).map(StarTable::tableName).toList());
  }

  @Test
  void joinsToWhatTheEventsSay() throws Exception {
    FlatTransactions model = new FlatTransactions(all(), BOOKS.decided());
    assertThat(inOrder.column(JOINED_TRANSACTIONS))
        .containsExactlyInAnyOrderElementsOf(model.transactions())
        .hasSizeGreaterThan(300);
    assertThat(inOrder.column(JOINED_AUTHORIZATIONS))
        .containsExactlyInAnyOrderElementsOf(model.authorizations())
        .hasSize(CARDS * REQUESTS);
  }

  @Test
  void hasTheLedgerOfEachCardWithItsFlags() throws Exception {
    Map<String, List<LedgerTransfer>> byCard =
        TRANSFERS.stream().collect(Collectors.groupingBy(LedgerTransfer::getCardToken));
    List<String> expected = new ArrayList<>();
    for (List<LedgerTransfer> ofCard : byCard.values()) {
      Map<String, Set<LedgerFlag>> flags = LedgerFlags.of(ofCard);
      for (LedgerTransfer it : ofCard) {
        expected.add(
            String.join(
                "|",
                it.getTransferId(),
                it.getKind().name(),
                it.getCardToken(),
                it.getEventTime().toString().substring(0, 16),
                it.getDebit().name(),
                it.getCredit().name(),
                Long.toString(it.getAmountMinor()),
                Long.toString(BookingRule.of(it.getKind()).owed(it.getAmountMinor())),
                flags.getOrDefault(it.getTransferId(), Set.of()).stream()
                    .map(LedgerFlag::name)
                    .collect(Collectors.joining(",")),
                requestOf(it, ofCard)));
      }
    }
    assertThat(inOrder.column(JOINED_TRANSFERS)).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(
            inOrder.number(
                "SELECT count(*) FROM fact_transaction t LEFT JOIN fact_ledger_transfer l"
                    + " ON l.ledger_transfer_key = t.transaction_key"
                    + " WHERE l.owed_minor IS DISTINCT FROM t.amount_minor"))
        .isZero();
    assertThat(inOrder.column("SELECT DISTINCT flags FROM fact_ledger_transfer"))
        .hasSizeGreaterThan(1);
  }

  /** The request of the hold that a transfer is or names, by a look at all others. */
  private static String requestOf(LedgerTransfer transfer, List<LedgerTransfer> ofCard) {
    for (LedgerTransfer hold : ofCard) {
      boolean isIts =
          hold.getTransferId().equals(transfer.getTransferId())
              || hold.getTransferId().equals(transfer.getPendingId());
      if (hold.getKind() == TransferKind.HOLD && isIts) {
        return hold.getEventId();
      }
    }
    return "";
  }

  @Test
  void isTheSameStarFromShuffledAndDuplicatedEvents() throws Exception {
    try (ParquetFolder shuffled =
        build(
            "shuffled",
            GeneratedBooks.duplicated(all(), 7),
            GeneratedBooks.duplicated(BOOKS.decided(), 8))) {
      for (StarTable table : StarTable.values()) {
        String rows = "SELECT t::VARCHAR FROM " + table.tableName() + " t ORDER BY 1";
        assertThat(shuffled.column(rows)).as(table.tableName()).isEqualTo(inOrder.column(rows));
      }
    }
  }

  /** The update comes late: after the facts, and not before the next build. */
  @Test
  void aFactThatCameBeforeItsCardholderGetsTheRightKeyAtTheNextBuild() throws Exception {
    String card = BOOKS.decided().get(0).request().getCardToken();
    List<Event> withoutUpdates =
        all().stream()
            .filter(e -> e.type() != EventType.CARD_UPDATE || !e.cardToken().equals(card))
            .toList();
    String ofCard =
        "SELECT count_if(customer_key = 0) || ' ' || count_if(address_key = 0) || ' of ' || count(*)"
            + " FROM fact_authorization JOIN dim_card USING (card_key) WHERE card_token = '"
            + card
            + "'";
    String others =
        "SELECT f::VARCHAR FROM fact_authorization f JOIN dim_card USING (card_key)"
            + " WHERE card_token <> '"
            + card
            + "' ORDER BY 1";
    try (ParquetFolder early = build("early", withoutUpdates, BOOKS.decided())) {
      assertThat(early.column(ofCard))
          .containsExactly(REQUESTS + " " + REQUESTS + " of " + REQUESTS);
      assertThat(inOrder.column(ofCard)).containsExactly("0 0 of " + REQUESTS);
      assertThat(early.column(others)).isEqualTo(inOrder.column(others));
    }
  }

  @Test
  void givesEachRowAKeyOfItsOwnAndEachDimensionAnUnknownMember() throws Exception {
    for (StarTable table : StarTable.values()) {
      if (table == StarTable.CONTROL_TOTAL) {
        continue;
      }
      String key = table.keyColumn();
      String name = table.tableName();
      assertThat(inOrder.number("SELECT count(*) - count(DISTINCT " + key + ") FROM " + name))
          .as(name)
          .isZero();
      assertThat(inOrder.number("SELECT count(*) FROM " + name + " WHERE " + key + " = 0"))
          .as(name)
          .isEqualTo(table.isFact() ? 0 : 1);
    }
  }

  @Test
  void findsTheMemberOfEachForeignKey() throws Exception {
    for (StarTable fact :
        List.of(
            StarTable.FACT_TRANSACTION,
            StarTable.FACT_AUTHORIZATION,
            StarTable.FACT_LEDGER_TRANSFER)) {
      for (StarTable dimension : StarTable.values()) {
        String key = dimension.keyColumn();
        if (!dimension.isDimension() || fact.schema().getField(key) == null) {
          continue;
        }
        assertThat(
                inOrder.number(
                    "SELECT count(*) FROM %s ANTI JOIN %s USING (%s)"
                        .formatted(fact.tableName(), dimension.tableName(), key)))
            .as(fact + " to " + dimension)
            .isZero();
      }
    }
    assertThat(
            inOrder.number(
                "SELECT count(*) FROM fact_transaction ANTI JOIN fact_authorization"
                    + " USING (authorization_key) WHERE authorization_key <> 0"))
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dim_customer", "dim_address"})
  void keepsVersionsWithoutGapOrOverlapAndOneOfThemCurrent(String dimension) throws Exception {
    assertThat(
            inOrder.column(
                """
                SELECT card_token FROM (
                  SELECT *, lead(valid_from) OVER w AS next_from, lag(valid_to) OVER w AS last_to
                  FROM %s WINDOW w AS (PARTITION BY card_token ORDER BY valid_from))
                WHERE valid_from >= valid_to
                  OR coalesce(next_from <> valid_to, NOT is_current)
                  OR coalesce(last_to <> valid_from, valid_from <> '1970-01-01')
                  OR is_current <> (valid_to = '9999-12-31')
                """
                    .formatted(dimension)))
        .isEmpty();
    assertThat(
            inOrder.number(
                "SELECT max(n) - min(n) + min(n) FROM (SELECT count_if(is_current) AS n FROM "
                    + dimension
                    + " GROUP BY card_token)"))
        .isEqualTo(1);
  }

  @Test
  void aMoveIsAVersionOfTheAddressAndNotOfThePerson() throws Exception {
    assertThat(inOrder.number("SELECT count(*) FROM dim_customer")).isBetween(9L, 13L);
    assertThat(inOrder.number("SELECT count(*) FROM dim_address")).isGreaterThan(20);
  }

  @Test
  void tellsWhatTheFactsOfEachMonthMustAddUpTo() throws Exception {
    Map<String, LongSummaryStatistics> expected = new TreeMap<>();
    for (Decided one : BOOKS.decided()) {
      expected
          .computeIfAbsent(
              one.request().getEventTime().toString().substring(0, 7)
                  + " "
                  + one.request().getCurrency(),
              key -> new LongSummaryStatistics())
          .accept(one.request().getAmountMinor());
    }
    assertThat(
            inOrder.column(
                "SELECT concat_ws(' ', year_month, currency, row_count, amount_minor)"
                    + " FROM control_total WHERE fact = 'fact_authorization' ORDER BY 1"))
        .containsExactlyElementsOf(
            expected.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue().getCount() + " " + e.getValue().getSum())
                .toList());
    assertThat(
            inOrder.number(
                "SELECT count(*) FROM (SELECT month AS year_month, currency, count(*) AS row_count,"
                    + " sum(amount_minor) AS amount_minor FROM fact_transaction GROUP BY ALL"
                    + " EXCEPT SELECT year_month, currency, row_count, amount_minor"
                    + " FROM control_total WHERE fact = 'fact_transaction')"))
        .isZero();
  }

  @Test
  void sortsTheFactsOfAFileByEventTime() throws Exception {
    List<String> times =
        inOrder.column(
            "SELECT event_time FROM fact_authorization WHERE month = '2020-01'"
                + " ORDER BY file_row_number");
    assertThat(times).isSorted().hasSizeGreaterThan(50);
  }

  @Test
  void putsEachFactIntoThePartitionOfItsMonth() throws Exception {
    assertThat(
            inOrder.number(
                "SELECT count(*) FROM fact_transaction"
                    + " WHERE month <> strftime(event_time, '%Y-%m')"))
        .isZero();
    assertThat(inOrder.column("SELECT DISTINCT month FROM fact_authorization ORDER BY 1"))
        .containsExactly("2019-11", "2019-12", "2020-01", "2020-02", "2020-03");
    assertThat(folder.resolve("in-order/fact_transaction/month=2020-01"))
        .isDirectoryContaining("glob:**/part-00000-of-00001.parquet");
  }

  @Test
  void storesTimesDatesAndMoneyAsWhatTheyAre() throws Exception {
    assertThat(
            inOrder.column(
                "SELECT column_name || ' ' || column_type FROM (DESCRIBE fact_transaction)"))
        .contains(
            "transaction_key BIGINT",
            "date_key INTEGER",
            "event_time TIMESTAMP WITH TIME ZONE",
            "amount_minor BIGINT",
            "month VARCHAR");
    assertThat(inOrder.column("SELECT DISTINCT typeof(date) FROM dim_date"))
        .containsExactly("DATE");
  }
}
