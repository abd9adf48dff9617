package io.cardbeam.pipeline.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.account.Account;
import io.cardbeam.account.Bookkeeper;
import io.cardbeam.account.ClearingTermsHistory;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardStatus;
import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.TransferKind;
import io.cardbeam.ledger.MoneyEvent;
import io.cardbeam.ledger.Transfers;
import io.cardbeam.sample.SampleEvents;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The view of available credit against the account that decides. */
class AvailableCreditTest {
  private static final int CARDS = 60;
  private static final long LIMIT_MINOR = 5_000_00;
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final TransferKind[] KINDS = TransferKind.values();
  private static final String SELECT =
      "SELECT now(), card_token, limit_minor, posted_minor, held_minor, available_minor"
          + " FROM books.available_credit JOIN books.card USING (card_id)";

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.start();

  private final Bookkeeper bookkeeper = new Bookkeeper(ClearingTermsHistory.standard());
  private final Transfers transfers = new Transfers();
  private final List<BooksCall> calls = new ArrayList<>();

  @Test
  void isWhatTheAccountSaysNow() throws SQLException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Instant now = Instant.now();
    Map<String, Account> accounts = new TreeMap<>();
    for (int i = 0; i < CARDS; i++) {
      String card = "card-" + i;
      calls.add(update(card, LIMIT_MINOR));
      accounts.put(card, account(random, card, now.toEpochMilli()));
    }
    boolean reserved = false;
    boolean later = false;
    try (Connection connection = DATABASE.open()) {
      BooksWriter.call(connection, calls);
      try (PreparedStatement select = connection.prepareStatement(SELECT);
          ResultSet rows = select.executeQuery()) {
        for (int i = 0; i < CARDS; i++) {
          assertThat(rows.next()).isTrue();
          long at = rows.getTimestamp(1).toInstant().toEpochMilli();
          String card = rows.getString(2);
          Account account = Objects.requireNonNull(accounts.get(card), card).asOf(at);
          String which = card + ", seed " + seed;
          assertThat(rows.getLong(3)).as(which).isEqualTo(LIMIT_MINOR);
          assertThat(rows.getLong(4)).as(which).isEqualTo(account.balanceMinor("USD"));
          assertThat(rows.getLong(5)).as(which).isEqualTo(account.heldMinor("USD", at));
          assertThat(rows.getLong(6))
              .as(which)
              .isEqualTo(LIMIT_MINOR - rows.getLong(4) - rows.getLong(5));
          reserved |= rows.getLong(5) > 0;
          later |= account.balanceMinor("USD") != account.asOf(Long.MAX_VALUE).balanceMinor("USD");
        }
        assertThat(rows.next()).isFalse();
      }
    }
    assertThat(reserved).as("some hold is open").isTrue();
    assertThat(later).as("something is effective later").isTrue();
  }

  @Test
  void isNullWhereTheCardHasNoLimit() throws SQLException {
    try (Connection connection = DATABASE.open()) {
      BooksWriter.call(connection, List.of(update("card-1", null)));
    }
    assertThat(
            DATABASE.column(
                "SELECT coalesce(available_minor::text, 'none') || ' ' || posted_minor"
                    + " FROM books.available_credit"))
        .containsExactly("none 0");
  }

  /** Ten days of a card up to now, some of it effective later, as its account books them. */
  private Account account(Random random, String card, long nowMillis) {
    Account account = Account.EMPTY;
    int requests = 0;
    long[] times =
        random.longs(1 + random.nextInt(40), nowMillis - 10 * DAY, nowMillis).sorted().toArray();
    for (int i = 0; i < times.length; i++) {
      long time = times[i];
      Bookkeeper.Step step;
      if (random.nextInt(3) == 0) {
        step = bookkeeper.answered(account, request(random, card, "a" + requests, time), true);
        requests++;
      } else {
        step = bookkeeper.book(account, transaction(random, card, "t" + i, requests, time));
      }
      account = step.account();
      step.bookings()
          .transfers(transfers)
          .forEach(transfer -> calls.add(LedgerDocument.of(transfer)));
    }
    return account;
  }

  private static AuthorizationRequest request(Random random, String card, String id, long time) {
    return AuthorizationRequest.newBuilder(
            SampleEvents.decided(
                    id,
                    card,
                    Instant.ofEpochMilli(time),
                    1 + random.nextInt(100_00),
                    Outcome.APPROVED,
                    "Shop")
                .request())
        .setCurrency(random.nextInt(10) == 0 ? "EUR" : "USD")
        .build();
  }

  private static MoneyEvent transaction(
      Random random, String card, String id, int requests, long time) {
    TransferKind kind = KINDS[1 + random.nextInt(KINDS.length - 1)];
    boolean takesHold = kind == TransferKind.PURCHASE || kind == TransferKind.REVERSAL;
    return new MoneyEvent(
        kind,
        card,
        id,
        takesHold && requests > 0 ? "a" + random.nextInt(requests) : "",
        kind == TransferKind.REFUND ? "t0" : "",
        time,
        random.nextBoolean() ? time : (Math.floorDiv(time, DAY) + 1 + random.nextInt(3)) * DAY,
        1 + random.nextInt(120_00),
        random.nextInt(10) == 0 ? "EUR" : "USD");
  }

  private static BooksCall update(String card, @Nullable Long limitMinor) {
    CardUpdate update =
        SampleEvents.cardUpdate(
                "u-" + card, card, SampleEvents.START, CardStatus.ACTIVE, "1 Street")
            .body(CardUpdate.class);
    return BooksDocument.of(
        CardUpdate.newBuilder(update).setCreditLimitMinor(limitMinor).setCurrency("USD").build());
  }
}
