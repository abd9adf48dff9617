package io.cardbeam.pipeline.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.account.Account;
import io.cardbeam.account.Bookings;
import io.cardbeam.account.Bookkeeper;
import io.cardbeam.decision.CardLog;
import io.cardbeam.decision.Deciding;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.event.Outcome;
import io.cardbeam.ledger.BookingRule;
import io.cardbeam.ledger.LedgerFlag;
import io.cardbeam.ledger.LedgerFlags;
import io.cardbeam.ledger.MoneyEvent;
import io.cardbeam.ledger.Transfers;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.pipeline.UnmatchedBooks;
import io.cardbeam.pipeline.address.AddressCountsView;
import io.cardbeam.pipeline.card.PackEvents;
import io.cardbeam.pipeline.classify.BookCards;
import io.cardbeam.pipeline.classify.BookCards.Clearing;
import io.cardbeam.pipeline.rule.RuleBookView;
import io.cardbeam.pipeline.table.ParquetFolder;
import io.cardbeam.star.StarTable;
import io.cardbeam.traffic.ClearOnApproval;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ledger that a bounded run puts into the star, and the one that an account makes. */
class BoundedLedgerTest {
  private static final String ROWS =
      """
      SELECT concat_ws('|', transfer_id, transfer_kind, transfer_state, event_id, card_token,
        debit_account, credit_account, epoch_ms(event_time), epoch_ms(effective_from),
        coalesce(epoch_ms(expires_at), -1), amount_minor, owed_minor, f.currency, flags)
      FROM fact_ledger_transfer f JOIN dim_card USING (card_key)
      """;
  private static final String OWED_BY_TRANSACTIONS =
      """
      SELECT card_key, currency, sum(amount_minor) FROM fact_transaction GROUP BY ALL
      """;
  private static final String OWED_BY_TRANSFERS =
      """
      SELECT card_key, currency, sum(owed_minor) FROM fact_ledger_transfer
      WHERE transfer_state = 'POSTED' GROUP BY ALL
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {71, 72, 73})
  void isWhatTheAccountOfEachCardMakesOfItsEvents(long seed) throws Exception {
    UnmatchedBooks books = UnmatchedBooks.of(seed, 5, 40);
    List<Event> events = new ArrayList<>(books.events());
    Map<String, AuthorizationDecision> decisions = new HashMap<>();
    for (var decided : books.decided()) {
      events.add(Event.of(decided.request()));
      events.add(Event.of(decided.decision()));
      decisions.put(decided.request().getRequestId(), decided.decision());
    }
    List<Event> shuffled = new ArrayList<>(events);
    shuffled.addAll(events.subList(0, events.size() / 3));
    Collections.shuffle(shuffled, new Random(seed));
    List<String> expected = new ArrayList<>();
    for (List<Event> ofCard : byCard(events).values()) {
      expected.addAll(rows(transfers(ofCard, decisions)));
    }
    try (ParquetFolder star = star(shuffled, Clearing.BY_TRANSACTIONS)) {
      assertThat(star.column(ROWS))
          .as("seed %d", seed)
          .containsExactlyInAnyOrderElementsOf(expected)
          .hasSizeGreaterThan(300);
      assertAddsUpToTheTransactions(star);
      assertThat(star.column("SELECT DISTINCT transfer_kind FROM fact_ledger_transfer"))
          .contains("HOLD", "PURCHASE", "REVERSAL", "REFUND", "CHARGEBACK", "PAYMENT");
      assertThat(star.column("SELECT DISTINCT flags FROM fact_ledger_transfer"))
          .hasSizeGreaterThan(4);
    }
  }

  @Test
  void ofRowsOfAFileHasAHoldAndAPurchaseForEachApproval() throws Exception {
    UnmatchedBooks books = UnmatchedBooks.of(74, 5, 40);
    List<Event> events = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    Transfers by = new Transfers();
    for (var decided : books.decided()) {
      AuthorizationRequest request = decided.request();
      events.add(Event.of(request));
      events.add(Event.of(decided.decision()));
      if (decided.decision().getOutcome() == Outcome.APPROVED) {
        Bookings hold = Bookkeeper.standard().answered(Account.EMPTY, request, true).bookings();
        expected.addAll(rows(hold.transfers(by)));
        MoneyEvent purchase = MoneyEvent.of(ClearOnApproval.purchase(request)).orElseThrow();
        expected.addAll(rows(List.of(by.of(purchase)), ""));
      }
    }
    try (ParquetFolder star = star(events, Clearing.ON_APPROVAL)) {
      assertThat(star.column(ROWS))
          .containsExactlyInAnyOrderElementsOf(expected)
          .hasSizeGreaterThan(100);
      assertAddsUpToTheTransactions(star);
    }
  }

  private static void assertAddsUpToTheTransactions(ParquetFolder star) throws Exception {
    String sums = "SELECT count(*) FROM (%s EXCEPT ALL %s)";
    assertThat(star.number(sums.formatted(OWED_BY_TRANSACTIONS, OWED_BY_TRANSFERS))).isZero();
    assertThat(star.number(sums.formatted(OWED_BY_TRANSFERS, OWED_BY_TRANSACTIONS))).isZero();
    assertThat(star.number("SELECT count(*) FROM (" + OWED_BY_TRANSFERS + ")")).isPositive();
  }

  /** What an account makes that forgets nothing. */
  private static List<LedgerTransfer> transfers(
      List<Event> ofCard, Map<String, AuthorizationDecision> decisions) {
    Bookkeeper bookkeeper = Bookkeeper.standard();
    Transfers by = new Transfers();
    List<LedgerTransfer> transfers = new ArrayList<>();
    Account account = Account.EMPTY;
    for (Event event : CardLog.inOrder(ofCard)) {
      Bookkeeper.Step step;
      if (event.type() == EventType.AUTHORIZATION_REQUEST) {
        Outcome outcome = Objects.requireNonNull(decisions.get(event.id())).getOutcome();
        AuthorizationRequest request = event.body(AuthorizationRequest.class);
        step = bookkeeper.answered(account, request, outcome == Outcome.APPROVED);
      } else if (MoneyEvent.of(event).isPresent()) {
        step = bookkeeper.book(account, MoneyEvent.of(event).orElseThrow());
      } else {
        continue;
      }
      account = step.account();
      transfers.addAll(step.bookings().transfers(by));
    }
    transfers.addAll(bookkeeper.expired(account, Long.MAX_VALUE).bookings().transfers(by));
    return transfers;
  }

  private static Map<String, List<Event>> byCard(List<Event> events) {
    return events.stream()
        .filter(event -> event.type() != EventType.AUTHORIZATION_DECISION)
        .collect(Collectors.groupingBy(Event::cardToken, TreeMap::new, Collectors.toList()));
  }

  private static List<String> rows(List<LedgerTransfer> ofCard) {
    Map<String, Set<LedgerFlag>> flags = LedgerFlags.of(ofCard);
    return ofCard.stream()
        .flatMap(
            it ->
                rows(
                    List.of(it),
                    flags.getOrDefault(it.getTransferId(), Set.of()).stream()
                        .map(LedgerFlag::name)
                        .collect(Collectors.joining(",")))
                    .stream())
        .toList();
  }

  private static List<String> rows(List<LedgerTransfer> transfers, String flags) {
    return transfers.stream().map(it -> row(it, flags)).toList();
  }

  private static String row(LedgerTransfer it, String flags) {
    Instant expires = it.getExpiresAt();
    return String.join(
        "|",
        it.getTransferId(),
        it.getKind().name(),
        it.getState().name(),
        it.getEventId(),
        it.getCardToken(),
        it.getDebit().name(),
        it.getCredit().name(),
        Long.toString(it.getEventTime().toEpochMilli()),
        Long.toString(it.getEffectiveFrom().toEpochMilli()),
        Long.toString(expires == null ? -1 : expires.toEpochMilli()),
        Long.toString(it.getAmountMinor()),
        Long.toString(BookingRule.of(it.getKind()).owed(it.getAmountMinor())),
        it.getCurrency(),
        flags);
  }

  private ParquetFolder star(List<Event> events, Clearing clearing) throws Exception {
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(events).withCoder(EventCoder.of()))
        .apply(new PackEvents())
        .apply(GroupByKey.create())
        .apply(
            new BookCards(
                Deciding.standard(),
                clearing,
                RuleBookView.of(pipeline, List.of()),
                AddressCountsView.none(pipeline)))
        .get(BookCards.BOOKS)
        .apply(new BuildStar())
        .apply("WriteStar", WriteStar.to(folder.toString()));
    pipeline.run().waitUntilFinish();
    return ParquetFolder.open(
        folder, Arrays.stream(StarTable.values()).map(StarTable::tableName).toList());
  }
}
