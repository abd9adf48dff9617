package io.cardbeam.console.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.console.BooksOnTrial;
import io.cardbeam.console.database.ConsoleSchema;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.wire.Topic;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** An outbox in a real PostgreSQL, with a Kafka that keeps what it is given. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
abstract class OutboxOnTrial {
  static final Instant NOW = Instant.parse("2026-03-18T15:20:11.250Z");
  static BooksOnTrial books;
  final List<OutgoingRecord> sent = Collections.synchronizedList(new ArrayList<>());
  final Outbox.Sender kafka = this::store;
  Database database;

  @BeforeAll
  static void start() throws Exception {
    books = BooksOnTrial.start();
    ConsoleSchema.OUTBOX.migrate(books.connection());
  }

  @AfterAll
  static void stop() throws Exception {
    books.close();
  }

  @BeforeEach
  void open() throws Exception {
    books.run("TRUNCATE outbox.record RESTART IDENTITY");
    database = new Database(books.connection(), Pool.OUTBOX);
  }

  @AfterEach
  void close() {
    database.close();
  }

  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  CompletableFuture<Void> store(OutgoingRecord record) {
    sent.add(record);
    return CompletableFuture.completedFuture(null);
  }

  /** One that works when it is asked to. */
  Outbox outbox(Outbox.Sender sender) {
    return new Outbox(database, sender, () -> NOW);
  }

  void write(String origin, List<OutgoingRecord> records) throws Exception {
    database.change(connection -> OutboxTable.add(connection, origin, records));
  }

  static OutgoingRecord record(String key, int number) {
    return new OutgoingRecord(
        Topic.CARD_EVENTS,
        key,
        NOW.plusMillis(number),
        ByteBuffer.wrap(("value " + number).getBytes(UTF_8)));
  }

  long unsent() throws Exception {
    return database.read(connection -> OutboxTable.backlog(connection).records());
  }
}
