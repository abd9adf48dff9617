package io.cardbeam.console.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One of several consoles sends, and another goes on after it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class OutboxOfSeveralConsolesTest extends OutboxOnTrial {
  private static final Duration WITHIN = Duration.ofSeconds(30);

  @Test
  void oneOfSeveralConsolesSendsAndAnotherGoesOnAfterIt() throws Exception {
    List<OutgoingRecord> byOther = Collections.synchronizedList(new ArrayList<>());
    Outbox one = Outbox.start(books.connection(), kafka, () -> NOW);
    try {
      write("case 1", List.of(record("a", 1)));
      await(() -> unsent() == 0);
      try (Outbox other =
          Outbox.start(
              books.connection(),
              record -> {
                byOther.add(record);
                return CompletableFuture.completedFuture(null);
              },
              () -> NOW)) {
        write("case 1", List.of(record("a", 2)));
        await(() -> unsent() == 0);
        assertThat(byOther).isEmpty();
        assertThat(sent).hasSize(2);

        one.close();
        write("case 1", List.of(record("a", 3)));
        await(() -> unsent() == 0);
        assertThat(byOther).containsExactly(record("a", 3));
        other.check();
        assertThatThrownBy(one::check).hasMessageContaining("not sent any more");
      }
    } finally {
      one.close();
    }
  }

  @Test
  void aLostLockIsTakenAgain() throws Exception {
    try (Outbox outbox = Outbox.start(books.connection(), kafka, () -> NOW)) {
      write("case 1", List.of(record("a", 1)));
      await(() -> unsent() == 0);
      books.run(
          "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
              + " AND pid <> pg_backend_pid()");

      write("case 1", List.of(record("a", 2)));
      await(() -> unsent() == 0);

      outbox.check();
      assertThat(sent).contains(record("a", 2));
    }
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long end = System.nanoTime() + WITHIN.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("too late").isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
