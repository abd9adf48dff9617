package io.cardbeam.pipeline.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.LedgerAccount;
import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.event.TransferState;
import io.cardbeam.ledger.BookingRule;
import io.cardbeam.ledger.LedgerFlag;
import io.cardbeam.ledger.LedgerFlags;
import io.cardbeam.sample.RandomLedger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Transfers and balances in a real PostgreSQL, and what its views read off them. */
class LedgerInBooksTest {
  private static final int CARDS = 30;
  private static final int WRITERS = 4;
  private static final int MOST_AT_ONCE = 90;

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.start();

  @Test
  void flagsAreThoseOfTheRuleInJava() throws SQLException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<LedgerTransfer> all = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    Set<LedgerFlag> seen = EnumSet.noneOf(LedgerFlag.class);
    for (int i = 0; i < 20 * CARDS; i++) {
      List<LedgerTransfer> transfers = RandomLedger.of(random, "card-" + i);
      all.addAll(transfers);
      LedgerFlags.of(transfers)
          .forEach(
              (id, flags) -> {
                seen.addAll(flags);
                flags.forEach(flag -> expected.add(id + " " + flag));
              });
    }
    store(shuffled(all, random), random);
    assertThat(DATABASE.column("SELECT transfer_id || ' ' || flag FROM books.ledger_flag"))
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(seen).isEqualTo(EnumSet.allOf(LedgerFlag.class));
  }

  @Test
  void neitherOrderNorRepetitionNorTheWayOfStoringMatters() throws SQLException {
    for (long seed = 0; seed < 3; seed++) {
      Random random = new Random(seed);
      List<LedgerTransfer> all = ofCards(random);
      DATABASE.empty();
      store(all, random);
      List<String> once = DATABASE.dump();
      assertThat(balances()).as("seed %d", seed).isEqualTo(balancesOf(all));
      store(shuffled(all, random), random);
      assertThat(DATABASE.dump()).as("seed %d, again", seed).isEqualTo(once);
      DATABASE.empty();
      List<LedgerTransfer> twice = new ArrayList<>(all);
      twice.addAll(all);
      store(shuffled(twice, random), random);
      assertThat(DATABASE.dump()).as("seed %d, twice in any order", seed).isEqualTo(once);
      DATABASE.empty();
      storeOneByOne(shuffled(all, random));
      assertThat(DATABASE.dump()).as("seed %d, one by one", seed).isEqualTo(once);
    }
  }

  @Test
  void writersOfTheSameTransfersAtOneTimeMoveABalanceOnce() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<LedgerTransfer> all = ofCards(random);
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Callable<Void>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        List<LedgerTransfer> mine = shuffled(all, random);
        Random own = new Random(random.nextLong());
        writers.add(
            () -> {
              BooksWriter writer = new BooksWriter(BooksPool.of(DATABASE.connection()));
              for (List<BooksCall> calls : parts(mine, own)) {
                writer.store(calls);
              }
              return null;
            });
      }
      for (Future<Void> writer : threads.invokeAll(writers)) {
        writer.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(balances()).as("seed %d", seed).isEqualTo(balancesOf(all));
    assertThat(DATABASE.counts())
        .containsEntry("ledger_transfer", (long) all.size())
        .doesNotContainKey("refused_document");
  }

  @Test
  void allAccountsOfACurrencySumToZeroAndCardholdersToTheirBalances() throws SQLException {
    Random random = new Random(1);
    store(ofCards(random), random);
    assertThat(
            DATABASE.column(
                "SELECT currency || ' ' || sum(balance_minor) FROM books.ledger_account_balance"
                    + " GROUP BY currency ORDER BY 1"))
        .containsExactly("EUR 0", "USD 0");
    assertThat(
            DATABASE.column(
                "SELECT currency || ' ' || balance_minor FROM books.ledger_account_balance"
                    + " WHERE ledger_account = 'CARDHOLDER' ORDER BY 1"))
        .hasSize(2)
        .isEqualTo(
            DATABASE.column(
                "SELECT currency || ' ' || sum(balance_minor) FROM books.cardholder_balance"
                    + " GROUP BY currency ORDER BY 1"));
    assertThat(DATABASE.column("SELECT DISTINCT ledger_account FROM books.ledger_account_balance"))
        .containsExactlyInAnyOrder("CARDHOLDER", "SETTLEMENT", "DISPUTES", "CASH");
  }

  @Test
  void anotherContentUnderAStoredIdIsPutAsideAndMovesNothing() throws SQLException {
    Random random = new Random(2);
    LedgerTransfer first = posted(ofCards(random));
    LedgerTransfer other =
        LedgerTransfer.newBuilder(first).setAmountMinor(first.getAmountMinor() + 1).build();
    for (boolean together : new boolean[] {true, false}) {
      DATABASE.empty();
      if (together) {
        store(List.of(first, other, first), random);
      } else {
        storeOneByOne(List.of(first, other, first));
      }
      assertThat(balances()).isEqualTo(balancesOf(List.of(first)));
      assertThat(
              DATABASE.column(
                  "SELECT kind || ' ' || error_code || ' ' || error_message"
                      + " FROM books.refused_document"))
          .singleElement()
          .asString()
          .startsWith("LEDGER_TRANSFER CONFLICT LEDGER_TRANSFER " + first.getTransferId());
    }
  }

  @Test
  void whatTheSchemaRefusesIsPutAsideAndTheRestIsStored() throws SQLException {
    Random random = new Random(3);
    List<LedgerTransfer> all = ofCards(random);
    LedgerTransfer right = posted(all);
    LedgerTransfer sameAccounts =
        LedgerTransfer.newBuilder(right).setTransferId("x").setCredit(right.getDebit()).build();
    LedgerTransfer negative =
        LedgerTransfer.newBuilder(right).setTransferId("y").setAmountMinor(-1).build();
    List<BooksCall> calls = new ArrayList<>(List.of(SampleCalls.approved("a1", "Kaffeehaus")));
    for (LedgerTransfer transfer : List.of(sameAccounts, right, negative)) {
      calls.add(LedgerDocument.of(transfer));
    }
    try (Connection connection = DATABASE.open()) {
      BooksWriter.call(connection, calls);
    }
    assertThat(DATABASE.column("SELECT kind || ' ' || error_code FROM books.refused_document"))
        .containsExactly("LEDGER_TRANSFER 23514", "LEDGER_TRANSFER 23514");
    assertThat(DATABASE.counts())
        .containsEntry("ledger_transfer", 1L)
        .containsEntry("authorization_request", 1L);
    assertThat(balances()).isEqualTo(balancesOf(List.of(right)));
  }

  @Test
  void aBalanceBeyondWhatARowCanHoldIsPutAside() throws SQLException {
    LedgerTransfer right = posted(ofCards(new Random(4)));
    List<LedgerTransfer> three = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      three.add(
          LedgerTransfer.newBuilder(right)
              .setTransferId("t" + i)
              .setAmountMinor(4_000_000_000_000_000_000L)
              .build());
    }
    store(three, new Random(4));
    assertThat(DATABASE.counts())
        .containsEntry("ledger_transfer", 2L)
        .containsEntry("refused_document", 1L);
    assertThat(balances()).isEqualTo(balancesOf(three.subList(0, 2)));
  }

  private static LedgerTransfer posted(List<LedgerTransfer> transfers) {
    return transfers.stream()
        .filter(it -> it.getState() == TransferState.POSTED)
        .filter(it -> it.getDebit() == LedgerAccount.CARDHOLDER)
        .findFirst()
        .orElseThrow();
  }

  private static List<LedgerTransfer> ofCards(Random random) {
    List<LedgerTransfer> all = new ArrayList<>();
    for (int i = 0; i < CARDS; i++) {
      all.addAll(RandomLedger.of(random, "card-" + i));
    }
    return all;
  }

  private static List<LedgerTransfer> shuffled(List<LedgerTransfer> transfers, Random random) {
    List<LedgerTransfer> shuffled = new ArrayList<>(transfers);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  /** By the obvious way: one transfer after the other. */
  private static Map<String, Long> balancesOf(List<LedgerTransfer> transfers) {
    Map<String, Long> balances = new TreeMap<>();
    for (LedgerTransfer transfer : transfers) {
      long owed = BookingRule.of(transfer.getKind()).owed(transfer.getAmountMinor());
      if (owed != 0) {
        balances.merge(transfer.getCardToken() + " " + transfer.getCurrency(), owed, Long::sum);
      }
    }
    return balances;
  }

  private static Map<String, Long> balances() throws SQLException {
    Map<String, Long> balances = new TreeMap<>();
    for (String line :
        DATABASE.column(
            "SELECT card_token || ' ' || currency || '=' || balance_minor"
                + " FROM books.cardholder_balance JOIN books.card USING (card_id)")) {
      int at = line.indexOf('=');
      balances.put(line.substring(0, at), Long.valueOf(line.substring(at + 1)));
    }
    return balances;
  }

  private static List<List<BooksCall>> parts(List<LedgerTransfer> transfers, Random random) {
    List<List<BooksCall>> parts = new ArrayList<>();
    for (int from = 0; from < transfers.size(); ) {
      int to = Math.min(transfers.size(), from + 1 + random.nextInt(MOST_AT_ONCE));
      parts.add(transfers.subList(from, to).stream().map(LedgerDocument::of).toList());
      from = to;
    }
    return parts;
  }

  private static void store(List<LedgerTransfer> transfers, Random random) throws SQLException {
    try (Connection connection = DATABASE.open()) {
      for (List<BooksCall> calls : parts(transfers, random)) {
        BooksWriter.call(connection, calls);
      }
    }
  }

  private static void storeOneByOne(List<LedgerTransfer> transfers) throws SQLException {
    try (Connection connection = DATABASE.open();
        PreparedStatement call = connection.prepareStatement("CALL books.store(?, ?)")) {
      for (LedgerTransfer transfer : transfers) {
        BooksCall it = LedgerDocument.of(transfer);
        call.setString(1, it.kind().name());
        call.setString(2, it.document());
        call.execute();
      }
    }
  }
}
