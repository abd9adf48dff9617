package io.cardbeam.bench.fault;

import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.wire.Topic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Watches decisions arrive, on a thread of its own. The longest time without any is what a fault
 * cost those who wait for an answer.
 */
final class Arrivals implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread thread;
  private volatile boolean closed;
  private long lastNanos = System.nanoTime();
  private long longestSilenceNanos;

  /** Watches from now on. */
  Arrivals(KafkaConnection kafka) {
    consumer = kafka.consumer();
    List<TopicPartition> partitions = kafka.partitions(consumer, Topic.AUTHORIZATION_DECISIONS);
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    thread = new Thread(this::watch, "arrivals");
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    while (!closed) {
      if (!consumer.poll(POLL).isEmpty()) {
        arrived(System.nanoTime());
      }
    }
    consumer.close();
  }

  private synchronized void arrived(long nowNanos) {
    longestSilenceNanos = Math.max(longestSilenceNanos, nowNanos - lastNanos);
    lastNanos = nowNanos;
  }

  /** Forgets the silences so far. */
  synchronized void mark() {
    longestSilenceNanos = 0;
  }

  /** The longest time without a decision since the mark, until now if it goes on, seconds. */
  synchronized double longestSilenceSeconds() {
    long longest = Math.max(longestSilenceNanos, System.nanoTime() - lastNanos);
    return (double) longest / TimeUnit.SECONDS.toNanos(1);
  }

  /** Time since the last decision, seconds. */
  synchronized double silenceSeconds() {
    return (double) (System.nanoTime() - lastNanos) / TimeUnit.SECONDS.toNanos(1);
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
