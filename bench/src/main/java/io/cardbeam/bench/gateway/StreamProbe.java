package io.cardbeam.bench.gateway;

import io.cardbeam.console.gateway.Asked;
import io.cardbeam.console.gateway.EventSender;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.UnreadableRecordException;
import io.cardbeam.wire.WireCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks the stream without a gateway: by the gateway's own sender, and with a plain consumer, on a
 * thread of its own, that sees the decisions come.
 */
final class StreamProbe implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  private final EventSender sender;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final WireCodec codec = new WireCodec();
  private final Map<String, LongConsumer> waiting = new ConcurrentHashMap<>();
  private final Thread thread = new Thread(this::hear, "stream-probe");
  private volatile boolean closed;

  /** Hears decisions from now on. */
  StreamProbe(KafkaConnection kafka) {
    sender = new EventSender(kafka);
    consumer = kafka.consumer();
    List<TopicPartition> partitions = kafka.partitions(consumer, Topic.AUTHORIZATION_DECISIONS);
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Asks.
   *
   * @param decided gets the time at which the decision came, on {@link System#nanoTime}
   */
  @SuppressWarnings("FutureReturnValueIgnored") // one that is lost stays without its decision
  void ask(AuthorizationRequest request, LongConsumer decided) {
    waiting.put(request.getRequestId(), decided);
    sender.send(Asked.of(request, request.getRequestId()));
  }

  /** How many have no decision yet. */
  int waiting() {
    return waiting.size();
  }

  private void hear() {
    try (consumer) {
      while (!closed) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          long now = System.nanoTime();
          AuthorizationDecision decision = (AuthorizationDecision) codec.decode(record.value());
          LongConsumer asked = waiting.remove(decision.getRequestId());
          if (asked != null) {
            asked.accept(now);
          }
        }
      }
    } catch (UnreadableRecordException e) {
      throw new IllegalStateException("a decision can't be read", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sender.close();
  }
}
