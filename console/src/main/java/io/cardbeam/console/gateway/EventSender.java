package io.cardbeam.console.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.WireCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Events to their topics: key is the card token, timestamp the event time. Who asked, and under
 * which id, goes in headers: it is nothing that a card's account knows.
 */
public final class EventSender implements AuthorizationService.Outbox, AutoCloseable {
  /** Header: the merchant or issuer. */
  public static final String OWNER_HEADER = "cardbeam-owner";

  /** Header: the caller's own id. */
  public static final String REQUEST_ID_HEADER = "cardbeam-request-id";

  private static final Duration STARTS_WITHIN = Duration.ofSeconds(30);
  private static final String MAX_BLOCK_MILLIS = "2000";
  private static final String REQUEST_TIMEOUT_MILLIS = "3000";
  private static final String DELIVERY_TIMEOUT_MILLIS = "5000";

  private static final String NEVER = Long.toString(Long.MAX_VALUE);

  private final KafkaConnection kafka;
  private final KafkaProducer<byte[], byte[]> producer;
  private final WireCodec codec = new WireCodec();

  /**
   * A sender to this Kafka.
   *
   * @throws KafkaException if it does not answer, or lacks a topic
   */
  public EventSender(KafkaConnection kafka) {
    this.kafka = kafka;
    Map<String, Object> config = new HashMap<>(kafka.clientConfig());
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    config.put(ProducerConfig.LINGER_MS_CONFIG, "0");
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
    config.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, NEVER);
    producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    try {
      // A send waits for what it does not know of its topic; after this it waits for nothing.
      awaitTopic(Topic.CARD_EVENTS);
      awaitTopic(Topic.TRANSACTIONS);
    } catch (KafkaException e) {
      producer.close();
      throw e;
    }
  }

  /** A start has more patience than a request: Kafka may be starting, too. */
  private void awaitTopic(Topic topic) {
    long end = System.nanoTime() + STARTS_WITHIN.toNanos();
    while (true) {
      try {
        producer.partitionsFor(kafka.name(topic));
        return;
      } catch (TimeoutException e) {
        if (System.nanoTime() - end > 0) {
          throw e;
        }
      }
    }
  }

  @Override
  public CompletableFuture<Void> send(Asked asked) {
    return send(Event.of(asked.request()), asked.request().getMerchantId(), asked.requestId());
  }

  /**
   * Sends a request once more, with how it was answered by default: for the stream it is a copy and
   * changes nothing, and the recorder writes down what was answered. The future ends as the others.
   */
  public CompletableFuture<Void> send(SentDefault answer) {
    AuthorizationRequest request = answer.asked().request();
    ProducerRecord<byte[], byte[]> record =
        record(Event.of(request), request.getMerchantId(), answer.asked().requestId());
    record.headers().add(SentDefault.OUTCOME_HEADER, answer.outcome().name().getBytes(UTF_8));
    record.headers().add(SentDefault.TIME_HEADER, answer.at().toString().getBytes(UTF_8));
    return send(record);
  }

  /** Sends an operation; the future ends when it is stored, or with what went wrong. */
  public CompletableFuture<Void> send(Operation operation) {
    return send(operation.event(), operation.owner(), operation.requestId());
  }

  /**
   * Sends what was checked and encoded before, of no merchant or issuer; ends as the others.
   *
   * @param time the record's timestamp
   */
  public CompletableFuture<Void> send(Topic topic, String key, Instant time, byte[] value) {
    return send(
        new ProducerRecord<>(
            kafka.name(topic), null, time.toEpochMilli(), key.getBytes(UTF_8), value));
  }

  private CompletableFuture<Void> send(Event event, String owner, String requestId) {
    return send(record(event, owner, requestId));
  }

  private ProducerRecord<byte[], byte[]> record(Event event, String owner, String requestId) {
    ProducerRecord<byte[], byte[]> record = record(event);
    record.headers().add(OWNER_HEADER, owner.getBytes(UTF_8));
    record.headers().add(REQUEST_ID_HEADER, requestId.getBytes(UTF_8));
    return record;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of failures
  private CompletableFuture<Void> send(ProducerRecord<byte[], byte[]> record) {
    CompletableFuture<Void> stored = new CompletableFuture<>();
    try {
      producer.send(
          record,
          (metadata, failure) -> {
            if (failure == null) {
              stored.complete(null);
            } else {
              stored.completeExceptionally(failure);
            }
          });
    } catch (KafkaException | IllegalStateException e) {
      stored.completeExceptionally(e);
    }
    return stored;
  }

  /** One at a time: the codec's buffers are shared. */
  private synchronized ProducerRecord<byte[], byte[]> record(Event event) {
    return new ProducerRecord<>(
        kafka.name(event.type().topic()),
        null,
        event.eventTimeMillis(),
        event.cardToken().getBytes(UTF_8),
        codec.encode(event.body()));
  }

  @Override
  public void close() {
    producer.close();
  }
}
