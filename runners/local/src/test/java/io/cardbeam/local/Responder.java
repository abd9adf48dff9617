package io.cardbeam.local;

import io.cardbeam.command.traffic.EventSender;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Outcome;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.WireCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * In the pipeline's place: declines above a limit, approves all else, and answers everything twice.
 * Remembers what it saw, in order.
 */
final class Responder implements Callable<List<Event>> {
  static final long LIMIT_MINOR = 10_000;

  private final KafkaConnection kafka;
  private final int until;

  /** Ends after this many events on both topics together. */
  Responder(KafkaConnection kafka, int until) {
    this.kafka = kafka;
    this.until = until;
  }

  @Override
  public List<Event> call() throws Exception {
    WireCodec codec = new WireCodec();
    List<Event> seen = new ArrayList<>();
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer();
        EventSender sender = new EventSender(kafka)) {
      while (seen.size() < until && System.nanoTime() < deadline) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          SpecificRecord body = codec.decode(record.value());
          seen.add(Event.of(body));
          if (body instanceof AuthorizationRequest request) {
            answer(request, sender);
            answer(request, sender);
          }
        }
      }
    }
    return seen;
  }

  private static void answer(AuthorizationRequest request, EventSender sender) throws Exception {
    boolean approved = request.getAmountMinor() <= LIMIT_MINOR;
    sender.send(
        Event.of(
            new AuthorizationDecision(
                request.getRequestId(),
                request.getCardToken(),
                request.getEventTime(),
                approved ? Outcome.APPROVED : Outcome.DECLINED,
                approved ? 0.0 : 1.0,
                List.of(),
                "test",
                "test",
                null,
                null,
                null,
                false)));
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    for (Topic topic : List.of(Topic.CARD_EVENTS, Topic.TRANSACTIONS)) {
      partitions.addAll(kafka.partitions(consumer, topic));
    }
    consumer.assign(partitions);
    return consumer;
  }
}
