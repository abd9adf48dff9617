package io.cardbeam.console.gateway.store;

import static io.cardbeam.console.gateway.AuthorizationsOnTrial.NOON;
import static io.cardbeam.console.gateway.AuthorizationsOnTrial.asked;
import static io.cardbeam.console.gateway.AuthorizationsOnTrial.decision;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.console.BooksOnTrial;
import io.cardbeam.console.TestKafka;
import io.cardbeam.console.database.ConsoleSchema;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.database.Query;
import io.cardbeam.console.gateway.Answer;
import io.cardbeam.console.gateway.Asked;
import io.cardbeam.console.gateway.AuthorizationRecords.Known;
import io.cardbeam.console.gateway.EventSender;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Reversal;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.WireCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a gateway answered while it had no PostgreSQL, and was killed before it had one again: its
 * memory is gone, and another's recorder knows it by Kafka.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class KilledGatewayTest {
  private static final Duration WITHIN = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private TestKafka broker;
  private KafkaConnection kafka;
  private BooksOnTrial books;
  private EventSender sender;
  private Database database;

  @BeforeEach
  void start() throws Exception {
    broker = TestKafka.start(folder);
    kafka = broker.connection();
    books = BooksOnTrial.start();
    ConsoleSchema.GATEWAY.migrate(books.connection());
    sender = new EventSender(kafka);
    database = new Database(books.connection(), Pool.ofGateway("test", 4));
  }

  @AfterEach
  void stop() throws Exception {
    database.close();
    sender.close();
    books.close();
    broker.close();
  }

  @Test
  void anotherRecordsWhatItAnsweredByDefaultAndReversesTheHold() throws Exception {
    Asked asked = asked("r-killed");
    try (Recorder recorder =
        Recorder.start(
            kafka,
            new Database(books.connection(), Pool.ofGateway("recorder", 2)),
            sender,
            InstantSource.fixed(NOON))) {
      sender.send(asked).join();
      Answer answer = answerOfAGatewayThatNeverHadADatabase(asked);
      assertThat(answer).isEqualTo(Answer.byDefault(Outcome.DECLINED, NOON));
      sender
          .send(
              Topic.AUTHORIZATION_DECISIONS,
              asked.request().getCardToken(),
              NOON,
              new WireCodec().encode(decision(asked, Outcome.APPROVED)))
          .join();

      await(() -> !reversals().isEmpty());
      assertThat(recorder.isAlive()).isTrue();
    }
    try (StoredAuthorizations another =
        new StoredAuthorizations(
            new Database(books.connection(), Pool.ofGateway("answers", 2)),
            sender::send,
            InstantSource.fixed(NOON),
            Duration.ofMinutes(1))) {
      Known known = another.find(asked.id()).join().orElseThrow();
      assertThat(known.answer().orElseThrow().outcome()).isEqualTo(Outcome.DECLINED);
      assertThat(known.answer().orElseThrow().byDefault()).isTrue();
      assertThat(known.answer().orElseThrow().decision()).isPresent();
    }
    assertThat(reversals())
        .singleElement()
        .satisfies(
            reversal -> {
              assertThat(reversal.getAuthorizationId()).isEqualTo(asked.id());
              assertThat(reversal.getAmountMinor()).isEqualTo(asked.request().getAmountMinor());
            });
    assertThat(
            database.<Long>read(
                c ->
                    new Query(
                            "SELECT count(*) FROM gateway.event"
                                + " WHERE event_type = 'authorization.answered_by_default'")
                        .first(c, row -> row.getLong(1))
                        .orElseThrow()))
        .as("announced once")
        .isEqualTo(1);
  }

  /** Its database refuses every connection, until it is gone: nothing of it is ever written. */
  private Answer answerOfAGatewayThatNeverHadADatabase(Asked asked) {
    try (StoredAuthorizations killed =
        new StoredAuthorizations(
            new Database(books.as("nobody_of_this_name"), Pool.ofGateway("answers", 2)),
            sender::send,
            InstantSource.fixed(NOON),
            Duration.ofMinutes(1))) {
      Answer answer = killed.settle(asked, Outcome.DECLINED).join();
      assertThat(killed.unwritten()).isEqualTo(1);
      return answer;
    }
  }

  private List<Reversal> reversals() throws Exception {
    List<Reversal> reversals = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = kafka.consumer()) {
      List<TopicPartition> partitions = kafka.partitions(consumer, Topic.TRANSACTIONS);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var end = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < end.getOrDefault(p, 0L))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          assertThat(new String(record.key(), UTF_8)).isEqualTo("token");
          if (new WireCodec().decode(record.value()) instanceof Reversal reversal) {
            reversals.add(reversal);
          }
        }
      }
    }
    return reversals;
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long end = System.nanoTime() + WITHIN.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }
}
