package io.cardbeam.console.mine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.account.ClearingTerms;
import io.cardbeam.console.BooksOnTrial;
import io.cardbeam.console.audit.AuditTrail.By;
import io.cardbeam.console.database.ConsoleSchema;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.database.Query;
import io.cardbeam.console.mine.Acts.Actor;
import io.cardbeam.event.Chargeback;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.wire.UnreadableRecordException;
import io.cardbeam.wire.WireCodec;
import java.sql.SQLDataException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a cardholder does is written down with what it sends, or not at all. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ActsTest {
  private static final String TOKEN = "token-of-a-card-000001";
  private static final Instant NOW = Instant.parse("2026-03-18T15:20:11.250Z");
  private static final Actor ADA = new Actor(1, new By("user:ada", "192.0.2.1"));

  private static BooksOnTrial books;
  private static Database database;
  private static OwnCard card;

  @BeforeAll
  static void start() throws Exception {
    books = BooksOnTrial.start();
    ConsoleSchema.OUTBOX.migrate(books.connection());
    ConsoleSchema.MINE.migrate(books.connection());
    database = new Database(books.connection(), Pool.MINE);
    books.issue(TOKEN, "1486");
    books.buy(TOKEN, "bought", "2026-03-16T10:00:00Z");
    books.buy(TOKEN, "bought-too", "2026-03-16T11:00:00Z");
    card =
        database.transact(
            c ->
                new Query("SELECT card_id FROM books.card")
                    .first(c, row -> new OwnCard(row.getLong(1), TOKEN))
                    .orElseThrow());
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
    books.close();
  }

  @BeforeEach
  void empty() throws Exception {
    books.run("TRUNCATE mine.act, outbox.record");
  }

  @Test
  void eventsAreInTheOutboxInTheOrderInWhichTheyWereCaused() throws Exception {
    answer("bought", false);
    answer("bought", true);
    dispute("bought-too");

    List<SpecificRecord> events = events();
    assertThat(events)
        .extracting(event -> (Object) event.getClass())
        .containsExactly(
            FraudFinding.class, FraudFinding.class, Chargeback.class, FraudFinding.class);
    assertThat(((FraudFinding) events.get(0)).getVerdict().name()).isEqualTo("FRAUD");
    assertThat(((FraudFinding) events.get(1)).getVerdict().name()).isEqualTo("GENUINE");
    assertThat(
            count(
                "SELECT count(*) FROM outbox.record r JOIN mine.act a ON r.origin = a.act_id"
                    + " WHERE r.record_key = a.card_token"))
        .isEqualTo(4);
  }

  @Test
  void theSameAnswerTwiceSendsOneEvent() throws Exception {
    answer("bought", false);
    answer("bought", false);

    assertThat(events()).hasSize(1);
  }

  @Test
  void anActThatIsTakenBackLeavesNeitherRowNorRecordNorAuditEntry() throws Exception {
    long audited = count("SELECT count(*) FROM access.audit_entry");

    assertThatThrownBy(
            () ->
                Refusable.transact(
                    database,
                    c -> {
                      Answering.take(c, card, ADA, new Answering.Said("bought", false), NOW);
                      throw new Killed();
                    }))
        .isInstanceOf(Killed.class);

    assertThat(count("SELECT count(*) FROM mine.act")).isZero();
    assertThat(events()).isEmpty();
    assertThat(count("SELECT count(*) FROM access.audit_entry")).isEqualTo(audited);
  }

  @Test
  void nobodyChangesTheirMindForEver() throws Exception {
    for (int turn = 1; turn <= Act.MAX_TURNS; turn++) {
      answer("bought", turn % 2 == 0);
    }

    assertThatThrownBy(() -> answer("bought", false)).hasMessageContaining("20 times");
    assertThat(events()).hasSize(Act.MAX_TURNS);
  }

  @Test
  void answersAreTakenFor180DaysAfterTheRequest() throws Exception {
    Instant asked = Instant.parse("2026-03-16T10:00:00Z");
    answer("bought", false, asked.plus(Answering.TERM));
    assertThatThrownBy(() -> answer("bought", true, asked.plus(Answering.TERM).plusMillis(1)))
        .hasMessageContaining("for 180 days");
    answer("bought", false, asked.plus(Answering.TERM).plusMillis(1));

    assertThat(events()).as("the same again is still known").hasSize(1);
  }

  @Test
  void actsAreKeptFor400DaysLongerThanAnybodyCanActOnTheSame() throws Exception {
    for (String age : List.of("400 days 1 hour", "399 days 23 hours", "0 days")) {
      books.run(
          """
          INSERT INTO mine.act
            (act_id, user_id, card_token, kind, subject_key, turn, acted_at, said)
          VALUES ('an_' || md5('%1$s'), 1, 't', 'ANSWER', '%1$s', 1, now() - interval '%1$s', 'MINE')
          """
              .formatted(age));
    }

    assertThat(ActRetention.expire(database)).isEqualTo(1);
    assertThat(ActRetention.expire(database)).isZero();
    assertThat(count("SELECT count(*) FROM mine.act WHERE subject_key LIKE '400%'")).isZero();
    assertThat(Answering.TERM).isLessThan(Duration.ofDays(400));
    assertThat(ClearingTerms.DISPUTED_WITHIN).isLessThan(Duration.ofDays(400));
  }

  @Test
  void moreActsThanAreDeletedAtATimeAreAllDeleted() throws Exception {
    books.run(
        "INSERT INTO mine.act (act_id, user_id, card_token, kind, subject_key, turn, acted_at, said)"
            + " SELECT 'an_' || md5(i::text), 1, 't', 'ANSWER', i::text, 1,"
            + " now() - interval '401 days', 'MINE' FROM generate_series(1, 2500) i");

    assertThat(ActRetention.expire(database)).isEqualTo(2_500);
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private void answer(String request, boolean mine) throws Exception {
    answer(request, mine, NOW);
  }

  private void answer(String request, boolean mine, Instant now) throws Exception {
    Refusable.transact(
        database, c -> Answering.take(c, card, ADA, new Answering.Said(request, mine), now));
  }

  private void dispute(String purchase) throws Exception {
    ObjectNode body =
        new ObjectMapper()
            .createObjectNode()
            .put("purchase_id", purchase)
            .put("amount", "12.50")
            .put("reason", "CHARGED_TWICE");
    Refusable.transact(database, c -> DisputeOpening.open(c, card, ADA, body, NOW));
  }

  private List<SpecificRecord> events() throws Exception {
    return database.transact(
        c ->
            new Query("SELECT value FROM outbox.record ORDER BY seq")
                .list(
                    c,
                    row -> {
                      try {
                        return new WireCodec().decode(row.getBytes("value"));
                      } catch (UnreadableRecordException e) {
                        throw new SQLDataException(e);
                      }
                    }));
  }

  private long count(String sql) throws Exception {
    return database.transact(c -> new Query(sql).first(c, row -> row.getLong(1)).orElseThrow());
  }
}
