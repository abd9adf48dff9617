package io.cardbeam.console.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.console.outbox.Outbox.Step;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was written down is sent, whatever breaks between. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class OutboxFaultsTest extends OutboxOnTrial {
  private static final long SEED = Long.getLong("cardbeam.seed", System.nanoTime());

  @Test
  void aKillBetweenSendingAndNotingSendsTheSameAgain() throws Exception {
    write("case 1", List.of(record("a", 1), record("a", 2), record("a", 3)));
    Outbox killed =
        outbox(
            record -> {
              sent.add(record);
              if (sent.size() == 2) {
                throw new Killed(); // Kafka has it; the row that says so is never written
              }
              return CompletableFuture.completedFuture(null);
            });
    assertThatThrownBy(killed::step).isInstanceOf(Killed.class);
    assertThat(unsent()).isEqualTo(3);

    outbox(kafka).step();

    assertThat(sent)
        .containsExactly(
            record("a", 1), record("a", 2), record("a", 1), record("a", 2), record("a", 3));
    assertThat(unsent()).isZero();
  }

  @Test
  void aFaultOfTheDatabaseAfterSendingSendsTheSameAgain() throws Exception {
    write("case 1", List.of(record("a", 1)));
    books.run(
        "CREATE FUNCTION outbox.refuse() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN RAISE EXCEPTION 'a fault'; END $$;"
            + " CREATE TRIGGER refuse BEFORE UPDATE ON outbox.record FOR EACH ROW"
            + " EXECUTE FUNCTION outbox.refuse()");
    try {
      assertThatThrownBy(outbox(kafka)::step).isInstanceOf(SQLException.class);
    } finally {
      books.run("DROP TRIGGER refuse ON outbox.record; DROP FUNCTION outbox.refuse()");
    }

    outbox(kafka).step();

    assertThat(sent).containsExactly(record("a", 1), record("a", 1));
  }

  @Test
  void whileKafkaDoesNotAnswerOneWaitsForItAndAllIsKept() throws Exception {
    write("case 1", List.of(record("a", 1), record("b", 2), record("c", 3)));
    Outbox down =
        outbox(
            record -> {
              sent.add(record);
              return CompletableFuture.failedFuture(new TimeoutException("down"));
            });

    Step step = down.step();

    assertThat(step).isEqualTo(new Step(3, 0));
    assertThat(step.pause()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    assertThat(sent).as("each of the others would wait as long").hasSize(1);
    assertThat(unsent()).isEqualTo(3);
  }

  @Test
  void oneThatKafkaRefusesHoldsBackItsKeyAlone() throws Exception {
    write("case 1", List.of(record("a", 1), record("b", 2), record("a", 3), record("c", 4)));
    Outbox outbox =
        outbox(
            record ->
                record.equals(record("a", 1))
                    ? CompletableFuture.failedFuture(new RecordTooLargeException())
                    : store(record));

    assertThat(outbox.step()).isEqualTo(new Step(4, 2));
    assertThat(outbox.step()).isEqualTo(new Step(2, 0));

    assertThat(outbox(kafka).step()).isEqualTo(new Step(2, 2));
    assertThat(sent).endsWith(record("a", 1), record("a", 3));
  }

  @Test
  void whateverFailsTheLastOfEachStandInTheirOrder() throws Exception {
    Random random = new Random(SEED);
    List<OutgoingRecord> written = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      written.add(record("key-" + random.nextInt(20), i));
    }
    write("case 1", written);
    Outbox shaky =
        outbox(
            record ->
                random.nextInt(10) == 0
                    ? CompletableFuture.failedFuture(new RecordTooLargeException())
                    : store(record));

    int steps = 0;
    while (unsent() > 0) {
      shaky.step();
      steps++;
      assertThat(steps).as("seed %d", SEED).isLessThan(500);
    }

    for (String key : written.stream().map(OutgoingRecord::key).distinct().toList()) {
      List<OutgoingRecord> last = new ArrayList<>();
      for (OutgoingRecord record : List.copyOf(sent)) {
        if (record.key().equals(key)) {
          last.remove(record);
          last.add(record);
        }
      }
      assertThat(last)
          .as("key %s, seed %d", key, SEED)
          .isEqualTo(written.stream().filter(record -> record.key().equals(key)).toList());
    }
  }
}
