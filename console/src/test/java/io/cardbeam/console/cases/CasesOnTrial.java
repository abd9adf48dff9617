package io.cardbeam.console.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.console.BooksOnTrial;
import io.cardbeam.console.audit.AuditTrail;
import io.cardbeam.console.database.ConsoleSchema;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.event.FraudAlert;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Reason;
import io.cardbeam.wire.WireCodec;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** A real PostgreSQL with cases in it. */
final class CasesOnTrial implements AutoCloseable {
  static final int CARDS = 12;
  static final Instant NOW = Instant.parse("2026-03-05T12:00:00Z");

  final BooksOnTrial books;
  final Database database;
  final CaseStore store;
  final CaseActs acts;

  /** Merchants of which it is known whether they are blocked. */
  final Map<String, Boolean> blocked = new HashMap<>();

  private CasesOnTrial() throws Exception {
    books = BooksOnTrial.start();
    ConsoleSchema.OUTBOX.migrate(books.connection());
    ConsoleSchema.CASES.migrate(books.connection());
    database = new Database(books.connection(), Pool.PEOPLE);
    store = new CaseStore(database);
    acts = new CaseActs(database, merchant -> Optional.ofNullable(blocked.get(merchant)));
    books.run(
        "INSERT INTO access.app_user (user_name, role, password_hash, password_set_at)"
            + " VALUES ('ada', 'ANALYST', 'x', now()), ('bob', 'ANALYST', 'x', now()),"
            + " ('carl', 'CARDHOLDER', 'x', now())");
  }

  static CasesOnTrial start() throws Exception {
    return new CasesOnTrial();
  }

  static String token(int card) {
    return "token-of-a-card-" + String.format("%06d", card);
  }

  static FraudAlert alert(int card, String id, long minor) {
    return FraudAlert.newBuilder()
        .setAlertId(id)
        .setCardToken(token(card))
        .setEventTime(NOW.minusSeconds(60))
        .setOutcome(Outcome.DECLINED)
        .setFraudProbability(0.75)
        .setAmountMinor(minor)
        .setCurrency("USD")
        .setMerchantId("m-1")
        .setMerchantName("Corner Shop 1")
        .setCategory("travel")
        .setLastFour(String.format("%04d", card))
        .setCity("Austin")
        .setState("TX")
        .setReasons(List.of(new Reason("UNUSUAL_AMOUNT", "amount 9x your usual for travel", 9.0)))
        .build();
  }

  void take(FraudAlert... alerts) throws SQLException {
    takeAt(NOW, alerts);
  }

  void takeAt(Instant now, FraudAlert... alerts) throws SQLException {
    database.change(connection -> AlertTaking.take(connection, List.of(alerts), now));
  }

  /** The case of a card that was opened last. */
  CaseSummary caseOf(int card) throws Exception {
    return store
        .find(
            new CaseStore.Asked(
                CaseSearch.parse("card:" + token(card)),
                CaseSort.OLDEST,
                Optional.empty(),
                100,
                "ada"),
            NOW)
        .stream()
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  CaseActs.Result act(CaseSummary on, Act act, String user) throws SQLException {
    return acts.act(on.id(), on.version(), act, user, by(user), NOW);
  }

  /** The case now, where the act was done. */
  static CaseSummary done(CaseActs.Result result) {
    assertThat(result).isInstanceOf(CaseActs.Result.Done.class);
    return ((CaseActs.Result.Done) result).now();
  }

  /** What its acts sent, in order. */
  List<SpecificRecord> outgoing() throws Exception {
    List<SpecificRecord> bodies = new ArrayList<>();
    try (Connection open = books.open();
        Statement select = open.createStatement();
        ResultSet rows = select.executeQuery("SELECT value FROM outbox.record ORDER BY seq")) {
      while (rows.next()) {
        bodies.add(new WireCodec().decode(rows.getBytes(1)));
      }
    }
    return bodies;
  }

  /** Leaves no case and no record. */
  void empty() throws SQLException {
    blocked.clear();
    books.run("TRUNCATE cases.fraud_case, outbox.record RESTART IDENTITY CASCADE");
  }

  static AuditTrail.By by(String user) {
    return new AuditTrail.By("user:" + user, "");
  }

  /** The first column of all rows. */
  List<String> rows(String sql) throws SQLException {
    List<String> all = new ArrayList<>();
    try (Connection open = books.open();
        Statement select = open.createStatement();
        ResultSet rows = select.executeQuery(sql)) {
      while (rows.next()) {
        all.add(rows.getString(1));
      }
    }
    return all;
  }

  @Override
  public void close() throws IOException {
    database.close();
    books.close();
  }
}
