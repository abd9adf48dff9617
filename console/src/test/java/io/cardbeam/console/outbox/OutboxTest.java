package io.cardbeam.console.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.console.database.Query;
import io.cardbeam.console.outbox.Outbox.Step;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was written down is sent, counted and in the end forgotten. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class OutboxTest extends OutboxOnTrial {
  @Test
  void sendsEachOnceAsItWasWrittenInItsOrder() throws Exception {
    List<OutgoingRecord> written = List.of(record("a", 1), record("b", 2), record("a", 3));
    write("case 1", written);
    Outbox outbox = outbox(kafka);

    assertThat(outbox.step()).isEqualTo(new Step(3, 3));

    assertThat(sent).isEqualTo(written);
    assertThat(outbox.step()).isEqualTo(new Step(0, 0));
    assertThat(sent).as("what was noted is not sent again").hasSize(3);
  }

  @Test
  void whatIsTakenBackIsNotSent() throws Exception {
    assertThatThrownBy(
            () ->
                database.change(
                    connection -> {
                      OutboxTable.add(connection, "case 1", List.of(record("a", 1)));
                      throw new Killed();
                    }))
        .isInstanceOf(Killed.class);

    assertThat(outbox(kafka).step()).isEqualTo(new Step(0, 0));
  }

  @Test
  void moreThanAStepIsSentWithoutAPause() throws Exception {
    List<OutgoingRecord> written = new ArrayList<>();
    for (int i = 0; i <= Outbox.BATCH; i++) {
      written.add(record("a", i));
    }
    write("case 1", written);
    Outbox outbox = outbox(kafka);

    Step step = outbox.step();

    assertThat(step).isEqualTo(new Step(Outbox.BATCH, Outbox.BATCH));
    assertThat(step.pause()).isZero();
    assertThat(outbox.step()).isEqualTo(new Step(1, 1));
    assertThat(sent).isEqualTo(written);
  }

  @Test
  void whatWasSentIsKeptFor90DaysAndWhatWasNotForEver() throws Exception {
    write("case 1", List.of(record("a", 1), record("a", 2), record("a", 3)));
    books.run(
        "UPDATE outbox.record SET sent_at = timestamptz '"
            + NOW.minus(OutboxTable.SENT)
            + "' - (seq - 1) * interval '1 ms' WHERE seq < 3;"
            + " UPDATE outbox.record SET made_at = '2020-01-01Z'");

    outbox(record -> CompletableFuture.failedFuture(new TimeoutException("down"))).step();

    assertThat(seqs()).containsExactly(1L, 3L);
  }

  @Test
  void countsWhatIsNotSentAndTheAgeOfTheOldestByOrigin() throws Exception {
    write("case 1", List.of(record("a", 1), record("a", 2)));
    write("case 2", List.of(record("b", 3)));
    books.run(
        "UPDATE outbox.record SET made_at = clock_timestamp() - interval '1 hour' WHERE seq = 2");
    MeterRegistry registry = new SimpleMeterRegistry();
    Outbox down = outbox(record -> CompletableFuture.failedFuture(new TimeoutException("down")));
    down.measuredBy(registry);
    down.step();

    assertThat(registry.get("outbox.unsent").gauge().value()).isEqualTo(3);
    assertThat(registry.get("outbox.oldest.unsent").gauge().value()).isBetween(3_600.0, 3_660.0);
    assertThat(database.<Long>read(c -> OutboxTable.unsent(c, "case 1"))).isEqualTo(2);

    outbox(kafka).step();
    down.step();

    assertThat(registry.get("outbox.unsent").gauge().value()).isZero();
    assertThat(registry.get("outbox.oldest.unsent").gauge().value()).isZero();
    assertThat(database.<Long>read(c -> OutboxTable.unsent(c, "case 1"))).isZero();
  }

  private List<Long> seqs() throws Exception {
    return database.read(
        connection ->
            new Query("SELECT seq FROM outbox.record ORDER BY seq")
                .list(connection, row -> row.getLong("seq")));
  }
}
