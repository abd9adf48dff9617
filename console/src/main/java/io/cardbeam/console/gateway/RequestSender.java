package io.cardbeam.console.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.WireCodec;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Requests to {@code card-events}: key is the card token, timestamp the event time. */
final class RequestSender implements AuthorizationDesk.Outbox, AutoCloseable {
  private static final String MAX_BLOCK_MILLIS = "2000";
  private static final String REQUEST_TIMEOUT_MILLIS = "3000";
  private static final String DELIVERY_TIMEOUT_MILLIS = "5000";

  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private final WireCodec codec = new WireCodec();

  RequestSender(KafkaConnection kafka) {
    this.topic = kafka.name(Topic.CARD_EVENTS);
    Map<String, Object> config = new HashMap<>(kafka.clientConfig());
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    config.put(ProducerConfig.LINGER_MS_CONFIG, "0");
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
    producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of failures
  public CompletableFuture<Void> send(AuthorizationRequest request) {
    CompletableFuture<Void> stored = new CompletableFuture<>();
    try {
      producer.send(
          record(Event.of(request)),
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
        topic,
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
