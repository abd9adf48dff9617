package io.cardbeam.command.weblog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.command.Stopping;
import io.cardbeam.event.LogLine;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.wire.WireCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends lines to a topic; the key is the log's identity, so a log is in one partition in its order.
 * While Kafka does not answer it waits, with at most {@value #BUFFER_BYTES} bytes of lines.
 */
final class LineSender implements LineSink, AutoCloseable {
  /** Bytes of lines that are on their way at most. */
  static final long BUFFER_BYTES = 32L << 20;

  private static final Duration WAIT = Duration.ofSeconds(5);
  private static final Duration CLOSES_WITHIN = Duration.ofSeconds(10);
  private static final int LINGER_MILLIS = 20;
  private static final int BATCH_BYTES = 256 << 10;

  private final KafkaConnection kafka;
  private final String topic;
  private final Stopping stop;
  private final Consumer<String> says;
  private final KafkaProducer<byte[], byte[]> producer;
  private final WireCodec codec = new WireCodec();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private long sent;
  private long bytes;
  private long cut;

  /**
   * @param topic whole name
   * @param stop ends the waiting for Kafka
   * @throws IOException with a line for the user if Kafka does not answer or has no such topic
   */
  static LineSender to(KafkaConnection kafka, String topic, Stopping stop, Consumer<String> says)
      throws IOException {
    LineSender sender = new LineSender(kafka, topic, stop, says);
    try {
      sender.producer.partitionsFor(topic);
    } catch (KafkaException e) {
      sender.producer.close(Duration.ZERO);
      throw new IOException(
          "Kafka at "
              + kafka.bootstrapServers()
              + " has no topic "
              + topic
              + ", or does not answer: make the topic first; "
              + e.getMessage(),
          e);
    }
    return sender;
  }

  private LineSender(KafkaConnection kafka, String topic, Stopping stop, Consumer<String> says) {
    this.kafka = kafka;
    this.topic = topic;
    this.stop = stop;
    this.says = says;
    Map<String, Object> config = new HashMap<>(kafka.clientConfig());
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, WAIT.toMillis());
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public void line(LogLine line, ShippedPlace after, Consumer<ShippedPlace> taken)
      throws IOException {
    byte[] key = line.getFileId().getBytes(UTF_8);
    byte[] value = codec.encode(line);
    boolean waited = false;
    while (!isSent(new ProducerRecord<>(topic, key, value), after, taken)) {
      throwIfFailed();
      if (stop.isAsked()) {
        throw new StoppedException();
      }
      if (!waited) {
        says.accept("waits for Kafka at " + kafka.bootstrapServers());
        waited = true;
      }
    }
    if (waited) {
      says.accept("Kafka takes lines again");
    }
    sent++;
    bytes += line.getBytes().remaining();
    cut += line.getCut() ? 1 : 0;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The callback learns of failures.
  private boolean isSent(
      ProducerRecord<byte[], byte[]> record, ShippedPlace after, Consumer<ShippedPlace> taken)
      throws IOException {
    throwIfFailed();
    boolean[] refused = {false};
    try {
      producer.send(
          record,
          (metadata, e) -> {
            if (e instanceof TimeoutException) {
              refused[0] = true; // There was no room: it comes from within send.
            } else if (e != null) {
              failure.compareAndSet(null, e);
            } else if (failure.get() == null) {
              taken.accept(after);
            }
          });
    } catch (TimeoutException e) {
      return false;
    } catch (KafkaException e) {
      throw new IOException("Kafka does not take a line: " + e.getMessage(), e);
    }
    return !refused[0];
  }

  void throwIfFailed() throws IOException {
    Exception e = failure.get();
    if (e != null) {
      throw new IOException(
          "Kafka does not take a line of topic " + topic + ": " + e.getMessage(), e);
    }
  }

  /** Waiting for Kafka was ended by who stops the command. */
  static final class StoppedException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** Its whole name. */
  String topic() {
    return topic;
  }

  long sent() {
    return sent;
  }

  long bytes() {
    return bytes;
  }

  long cut() {
    return cut;
  }

  /** Waits some seconds for what is on its way, and ends. */
  void finish() {
    producer.close(CLOSES_WITHIN);
  }

  @Override
  public void close() {
    finish();
  }
}
