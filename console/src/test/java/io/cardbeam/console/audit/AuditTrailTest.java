package io.cardbeam.console.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.console.BooksOnTrial;
import io.cardbeam.console.audit.AuditTrail.Result;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditTrailTest {
  private static final AuditTrail.By ADA = new AuditTrail.By("user:ada", "10.0.0.1");
  private static final int WRITERS = 8;
  private static final int OF_EACH = 25;

  private static BooksOnTrial books;
  private static Database database;

  @BeforeAll
  static void start() throws IOException {
    books = BooksOnTrial.start();
    database = new Database(books.connection(), Pool.PEOPLE);
  }

  @AfterAll
  static void stop() throws IOException {
    database.close();
    books.close();
  }

  @AfterEach
  void clear() throws SQLException {
    damage("DELETE FROM access.audit_entry; DELETE FROM access.audit_anchor WHERE seq > 0");
  }

  @Test
  void holdsWhatWasAddedInItsOrder() throws Exception {
    append("sign-in", "user:ada");
    append("card-look-up", "grüße, 🂡 'x'");

    assertThat(list())
        .extracting(AuditEntry::seq, AuditEntry::actor, AuditEntry::action, AuditEntry::target)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1L, "user:ada", "sign-in", "user:ada"),
            org.assertj.core.groups.Tuple.tuple(2L, "user:ada", "card-look-up", "grüße, 🂡 'x'"));
    assertThat(verify().flaws()).isEmpty();
  }

  @Test
  void isOneChainWhoeverWritesAtTheSameTime() throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Callable<Void>> work = new ArrayList<>();
      for (int i = 0; i < WRITERS * OF_EACH; i++) {
        String target = "t" + i;
        work.add(
            () -> {
              append("sign-in", target);
              return null;
            });
      }
      for (Future<Void> done : writers.invokeAll(work)) {
        done.get();
      }
    } finally {
      writers.shutdown();
    }

    AuditLog.Checked checked = verify();
    assertThat(checked.flaws()).isEmpty();
    assertThat(checked.entries()).isEqualTo(WRITERS * OF_EACH);
    assertThat(checked.lastSeq()).isEqualTo(WRITERS * OF_EACH);
  }

  @Test
  void anEntryIsGoneWithTheTransactionThatItBelongsTo() throws Exception {
    append("sign-in", "one");
    assertThatThrownBy(
            () ->
                database.change(
                    connection -> {
                      AuditTrail.append(connection, ADA, "sign-in", "two", Result.DONE, "");
                      throw new SQLException("taken back");
                    }))
        .hasMessage("taken back");
    append("sign-in", "three");

    assertThat(list()).extracting(AuditEntry::target).containsExactly("one", "three");
    assertThat(verify().flaws()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE access.audit_entry SET at = at + interval '1 microsecond' WHERE seq = 2",
        "UPDATE access.audit_entry SET actor = 'user:eve' WHERE seq = 2",
        "UPDATE access.audit_entry SET action = 'sign-out' WHERE seq = 2",
        "UPDATE access.audit_entry SET target = 'another' WHERE seq = 2",
        "UPDATE access.audit_entry SET origin = '10.0.0.2' WHERE seq = 2",
        "UPDATE access.audit_entry SET result = 'refused' WHERE seq = 2",
        "UPDATE access.audit_entry SET detail = 'x' WHERE seq = 2",
        "UPDATE access.audit_entry SET actor = '', action = actor || action WHERE seq = 2",
        "UPDATE access.audit_entry SET previous_hash = hash WHERE seq = 2",
        "UPDATE access.audit_entry SET hash = previous_hash WHERE seq = 2",
        "UPDATE access.audit_entry SET seq = 9 WHERE seq = 3",
        "UPDATE access.audit_entry SET at = '2020-01-01' WHERE seq = 3",
        "DELETE FROM access.audit_entry WHERE seq = 1",
        "DELETE FROM access.audit_entry WHERE seq = 2",
        "UPDATE access.audit_anchor SET hash = sha256('x')",
        "UPDATE access.audit_anchor SET seq = 1",
        "UPDATE access.audit_anchor SET at = '2999-01-01'",
        "INSERT INTO access.audit_anchor SELECT seq, hash, at FROM access.audit_entry WHERE seq = 1",
        // Changed, and its own hash made up to fit: the next entry does not follow.
        "UPDATE access.audit_entry SET target = 'x', hash = access.audit_hash(previous_hash, seq,"
            + " at, actor, action, 'x', origin, result, detail) WHERE seq = 2",
        // Two entries changed places.
        "UPDATE access.audit_entry SET seq = CASE seq WHEN 1 THEN 12 ELSE 11 END WHERE seq < 3;"
            + " UPDATE access.audit_entry SET seq = seq - 10 WHERE seq > 10"
      })
  void findsOutAnyDamage(String damage) throws Exception {
    for (int i = 1; i <= 3; i++) {
      append("sign-in", "user:" + i);
    }
    assertThat(verify().flaws()).isEmpty();

    damage(damage);

    assertThat(verify().flaws()).isNotEmpty();
    damage(
        "UPDATE access.audit_anchor SET seq = 0, at = '1970-01-01T00:00:00Z', hash ="
            + " decode(repeat('00', 32), 'hex') WHERE seq = (SELECT min(seq) FROM"
            + " access.audit_anchor)");
  }

  @Test
  void aCutOffEndIsFoundByWhatSomebodyNoted() throws Exception {
    append("sign-in", "one");
    append("sign-in", "two");
    AuditLog.Checked before = verify();
    AuditLog.Noted noted = new AuditLog.Noted(before.lastSeq(), before.lastHash());
    append("sign-in", "three");
    assertThat(verify(Optional.of(noted)).flaws()).isEmpty();

    damage("DELETE FROM access.audit_entry WHERE seq >= 2");

    assertThat(verify().flaws()).as("the rest is a chain").isEmpty();
    assertThat(verify(Optional.of(noted)).flaws()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"399, 0, 3", "401, 1, 3", "900, 1, 3"})
  void goesOnAsAChainWhenWhatIsOlderThan400DaysHasGone(int days, int removed, int left)
      throws Exception {
    appendAt(Instant.now().minusSeconds(days * 86_400L), "old");
    append("sign-in", "one");
    append("sign-in", "two");

    long gone = database.transact(connection -> AuditTrail.expire(connection, ADA));

    assertThat(gone).isEqualTo(removed);
    assertThat(list()).hasSize(left);
    AuditLog.Checked checked = verify();
    assertThat(checked.flaws()).isEmpty();
    assertThat(checked.anchorSeq()).isEqualTo(removed);
    if (removed > 0) {
      assertThat(list().get(left - 1).action()).isEqualTo("audit-expire");
      damage("UPDATE access.audit_entry SET detail = 'x' WHERE seq = 2");
      assertThat(verify().flaws()).isNotEmpty();
    }
  }

  @Test
  void goesOnWhereItWasWhenAllOfItHasGone() throws Exception {
    appendAt(Instant.now().minusSeconds(500 * 86_400L), "old");
    database.transact(connection -> AuditTrail.expire(connection, ADA));
    append("sign-in", "new");

    assertThat(list()).extracting(AuditEntry::seq).containsExactly(2L, 3L);
    assertThat(verify().flaws()).isEmpty();
  }

  @Test
  void aClockThatWasPutBackMakesNoEntryOlderThanTheOneBefore() throws Exception {
    appendAt(Instant.now().plusSeconds(3_600), "ahead");
    append("sign-in", "now");

    assertThat(list().get(1).at()).isEqualTo(list().get(0).at());
    assertThat(verify().flaws()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE access.audit_entry SET detail = ''",
        "DELETE FROM access.audit_entry",
        "TRUNCATE access.audit_entry"
      })
  void itsOwnerDoesNotChangeItByMistake(String sql) throws Exception {
    append("sign-in", "one");

    assertThatThrownBy(() -> books.run(sql)).hasMessageContaining("only added to");
  }

  @Test
  void aLongTextIsCutAndDoesNotStopWhatItTellsOf() throws Exception {
    append("sign-in", "x".repeat(10_000) + "\0");

    assertThat(list().get(0).target()).hasSize(AuditTrail.MAX_CHARS);
    assertThat(verify().flaws()).isEmpty();
  }

  private static void append(String action, String target) throws SQLException {
    database.change(c -> AuditTrail.append(c, ADA, action, target, Result.DONE, ""));
  }

  private static void appendAt(Instant time, String target) throws SQLException {
    books.run(
        "SELECT access.append_audit_at('"
            + time
            + "', 'a', 'b', '"
            + target
            + "', '', 'done', '')");
  }

  private static List<AuditEntry> list() throws SQLException {
    return database.transact(
        c -> AuditLog.list(c, new AuditLog.Question("", "", Instant.EPOCH, 1_000)));
  }

  private static AuditLog.Checked verify() throws SQLException {
    return verify(Optional.empty());
  }

  private static AuditLog.Checked verify(Optional<AuditLog.Noted> noted) throws SQLException {
    return database.transact(c -> AuditLog.verify(c, noted));
  }

  /** Does what only an attacker with the owner's rights can. */
  private static void damage(String sql) throws SQLException {
    books.run(
        "ALTER TABLE access.audit_entry DISABLE TRIGGER keep_audit; "
            + sql
            + "; ALTER TABLE access.audit_entry ENABLE TRIGGER keep_audit");
  }
}
