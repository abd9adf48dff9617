package io.cardbeam.console.letters;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.console.BooksOnTrial;
import io.cardbeam.console.DeadLettersOnTrial;
import io.cardbeam.console.TestKafka;
import io.cardbeam.console.database.ConsoleSchema;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.http.QueryParameters;
import io.cardbeam.wire.Topic;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters on their way from a real Kafka into a real PostgreSQL. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LetterCollectorTest {
  private static final int MOST = 5;
  private static final LetterFilter ALL =
      new LetterFilter(
          Optional.empty(),
          Optional.empty(),
          QueryParameters.FIRST,
          QueryParameters.LAST,
          Optional.empty());

  @TempDir private Path folder;

  @Test
  void keepsTheNewestAndGoesOnWhereAnotherStopped() throws Exception {
    try (TestKafka kafka = TestKafka.start(folder);
        BooksOnTrial books = BooksOnTrial.start();
        DeadLettersOnTrial letters = new DeadLettersOnTrial(kafka.connection());
        Database database = new Database(books.connection(), Pool.LETTERS)) {
      ConsoleSchema.OUTBOX.migrate(books.connection());
      ConsoleSchema.LETTERS.migrate(books.connection());
      LetterStore store = new LetterStore(database);
      String source = letters.source(Topic.CARD_EVENTS);
      for (int offset = 0; offset < 12; offset++) {
        letters.write(source, offset, "NO_HEADER", "no header", new byte[] {1});
      }
      try (LetterCollector first = new LetterCollector(kafka.connection(), database, MOST)) {
        collect(first);
        assertThat(positions(store)).containsExactly(11L, 10L, 9L, 8L, 7L);
      }

      letters.write(source, 12, "NO_HEADER", "no header", new byte[] {1});
      try (LetterCollector second = new LetterCollector(kafka.connection(), database, 100);
          LetterCollector third = new LetterCollector(kafka.connection(), database, 100)) {
        collect(second);
        assertThat(positions(store))
            .as("what was forgotten does not come back")
            .containsExactly(12L, 11L, 10L, 9L, 8L, 7L);
        collect(third);
        assertThat(positions(store)).hasSize(6);
      }
    }
  }

  /** Until nothing comes, after something came. */
  private static void collect(LetterCollector collector) throws Exception {
    for (int quiet = 0; quiet < 10; ) {
      quiet = collector.collect() ? 0 : quiet + 1;
    }
  }

  private static List<Long> positions(LetterStore store) throws Exception {
    return store.list(ALL, LetterPlace.TOP, 100).stream().map(Letter::position).toList();
  }
}
