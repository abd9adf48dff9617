package io.cardbeam.pipeline.read;

import io.cardbeam.pipeline.KafkaConnection;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.metrics.Gauge;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks each minute whether a topic that is being read has got more partitions, and says so in the
 * log and by the gauge {@value #NOT_READ} until the stream is started again, which reads them.
 */
final class PartitionWatch implements AutoCloseable {
  /** Name of the gauge: how many partitions of the topic are not read, once there are some. */
  static final String NOT_READ = "partitions_not_read";

  private static final Gauge GAUGE = Metrics.gauge(SourceTags.NAMESPACE, NOT_READ);
  private static final Logger LOG = LoggerFactory.getLogger(PartitionWatch.class);
  private static final Duration EVERY = Duration.ofMinutes(1);

  private final KafkaConnection kafka;
  private final String topic;
  private final int read;
  private volatile int notRead;
  private int reported;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "partition-watch");
            made.setDaemon(true);
            return made;
          });

  /**
   * @param topic whole name
   * @param read how many partitions the job reads
   */
  PartitionWatch(KafkaConnection kafka, String topic, int read) {
    this.kafka = kafka;
    this.topic = topic;
    this.read = read;
  }

  /** Begins to look. */
  @SuppressWarnings("FutureReturnValueIgnored") // A look that fails is told in the log.
  void start() {
    thread.scheduleWithFixedDelay(
        this::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try (KafkaConsumer<byte[], byte[]> consumer = kafka.consumer()) {
      saw(kafka.partitions(consumer, topic).size());
    } catch (KafkaException e) {
      LOG.warn("the partitions of {} can't be counted: {}", topic, e.getMessage());
    }
  }

  /**
   * Takes how many partitions the topic has.
   *
   * @param there as many as are read, or more
   */
  void saw(int there) {
    notRead = there - read;
    if (there > read) {
      LOG.warn("{}", added(topic, read, there));
    }
  }

  /**
   * Sets the gauge, which the reader's thread alone can. It is not there until partitions were
   * added: Flink's runner copies whatever metrics a source has after each record.
   */
  void report() {
    int now = notRead;
    if (now != reported) {
      GAUGE.set(now);
      reported = now;
    }
  }

  /** What to say of a topic that has got more partitions. */
  static String added(String topic, int read, int there) {
    return topic
        + " has "
        + there
        + " partitions, of which "
        + (there - read)
        + " are not read: they were added since the stream started. Stop it with a savepoint and"
        + " start it again to read them; until then cards whose key falls there get no answer";
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
