package io.cardbeam.local;

import io.cardbeam.command.ProgressLine;
import io.cardbeam.flink.LocalFlink;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.pipeline.books.BooksMigration;
import io.cardbeam.pipeline.books.Password;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** The three servers on one data folder: started one after the other, stopped in reverse. */
final class LocalServers implements AutoCloseable {
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final EmbeddedKafka kafka;
  private final LocalPostgres postgres;
  private final LocalFlink flink;

  /**
   * Starts all of them and brings the database to today's schema.
   *
   * @param slots parallelism of the pipeline
   * @throws IOException if one does not start; those that did are stopped
   */
  LocalServers(DataFolder data, int slots, ProgressLine progress) throws IOException {
    try {
      kafka =
          progress.during(
              "Kafka",
              () -> keep(EmbeddedKafka.start(data.part("kafka"), data.ports())),
              EmbeddedKafka::bootstrapServers);
      postgres =
          progress.during(
              "PostgreSQL",
              () ->
                  keep(
                      LocalPostgres.start(
                          data.root().resolve("postgres"), data.ports(), data.secrets())),
              LocalPostgres::jdbcUrl);
      progress.during(
          "Schema", () -> BooksMigration.migrate(books()), steps -> steps + " steps applied");
      flink =
          progress.during(
              "Flink",
              () -> keep(LocalFlink.start(data.part("flink"), slots)),
              started -> slots + " slots, in this process");
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private <T extends AutoCloseable> T keep(T server) {
    started.push(server);
    return server;
  }

  KafkaConnection kafka(String topicPrefix) {
    return new KafkaConnection(kafka.bootstrapServers(), topicPrefix, Map.of());
  }

  BooksConnection books() {
    return new BooksConnection(
        postgres.jdbcUrl(), LocalPostgres.USER, new Password.Given(postgres.password()));
  }

  LocalFlink flink() {
    return flink;
  }

  @Override
  public void close() throws IOException {
    IOException failure = new IOException("not every server stopped in order");
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        failure.addSuppressed(e);
      }
    }
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }
}
