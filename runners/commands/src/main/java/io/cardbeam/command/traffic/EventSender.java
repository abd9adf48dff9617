package io.cardbeam.command.traffic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.event.AddressCount;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.RuleRecord;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.WireCodec;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Events, rules, counts and dead letters to their topics. Of an event the key is the card token,
 * timestamp the event time, value the wire bytes. Records of a card stay in order and are written
 * once each, though a write may be repeated.
 *
 * <p>For use by one thread.
 */
public final class EventSender implements AutoCloseable {
  private static final String LINGER_MILLIS = "1";
  private static final String BATCH_BYTES = Integer.toString(64 << 10);

  private final KafkaConnection kafka;
  private final KafkaProducer<byte[], byte[]> producer;
  private final WireCodec codec = new WireCodec();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /** Sends to this Kafka. */
  public EventSender(KafkaConnection kafka) {
    this.kafka = kafka;
    Map<String, Object> config = new HashMap<>(kafka.clientConfig());
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Sends an event; it may still be on its way when this returns.
   *
   * @throws TrafficException if this or an earlier one could not be sent
   */
  public void send(Event event) throws TrafficException {
    send(
        new ProducerRecord<>(
            kafka.name(event.type().topic()),
            null,
            event.eventTimeMillis(),
            event.cardToken().getBytes(UTF_8),
            codec.encode(event.body())));
  }

  /**
   * Sends a rule's version or a list's entry; its key is the rule's or the entry's, its timestamp
   * when it was published.
   *
   * @throws TrafficException if this or an earlier one could not be sent
   */
  public void send(RuleRecord rule) throws TrafficException {
    send(
        new ProducerRecord<>(
            kafka.name(Topic.RULES),
            null,
            rule.publishedAtMillis(),
            rule.key().getBytes(UTF_8),
            codec.encode(rule.body())));
  }

  /**
   * Sends a count of an address's cards; its key is the address's hash. Its timestamp is the time
   * of sending, since the topic's retention and compaction go by it: an old count that is sent
   * again is still to be read.
   *
   * @throws TrafficException if this or an earlier one could not be sent
   */
  public void send(AddressCount count) throws TrafficException {
    send(
        new ProducerRecord<>(
            kafka.name(Topic.ADDRESS_COUNTS),
            count.getAddressHash().getBytes(UTF_8),
            codec.encode(count)));
  }

  /**
   * Sends a row that could not be taken; its key is its source.
   *
   * @throws TrafficException if this or an earlier one could not be sent
   */
  public void send(DeadLetter letter) throws TrafficException {
    send(
        new ProducerRecord<>(
            kafka.name(Topic.DEAD_LETTERS),
            letter.getSource().getBytes(UTF_8),
            codec.encode(letter)));
  }

  /**
   * Takes rows that could not be taken, for who can't throw what {@link #send(DeadLetter)} does: it
   * comes as the cause of an {@link UncheckedIOException}.
   */
  public Consumer<DeadLetter> deadLetters() {
    return letter -> {
      try {
        send(letter);
      } catch (TrafficException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of failures
  private void send(ProducerRecord<byte[], byte[]> record) throws TrafficException {
    throwIfFailed();
    producer.send(
        record,
        (metadata, e) -> {
          if (e != null) {
            failure.compareAndSet(null, e);
          }
        });
  }

  /**
   * Waits until Kafka has all that was sent.
   *
   * @throws TrafficException if some could not be sent
   */
  public void flush() throws TrafficException {
    producer.flush();
    throwIfFailed();
  }

  private void throwIfFailed() throws TrafficException {
    Exception e = failure.get();
    if (e != null) {
      throw new TrafficException("Kafka does not take an event: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
