package io.cardbeam.pipeline.read;

import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.WholeTopic;
import io.cardbeam.pipeline.format.EventDecoder;
import io.cardbeam.pipeline.format.ValueFormat;
import io.cardbeam.traffic.HourCounts;
import io.cardbeam.traffic.LatestHour;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.RecordKey;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.UnreadableRecordException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * A first look at a topic before it is replayed: the event times of all committed records that lie
 * in it. Records are decoded for it, since a record's timestamp need not be its event time: a
 * producer that sets none stamps the time of sending, and so does a topic of {@code LogAppendTime}.
 *
 * @param limits up to when events are taken
 * @param records read
 * @param beyond how many of their events are not
 */
public record PartitionScan(PartitionLimits limits, long records, long beyond) {
  /** Most partitions that are read at once; each has its counts in memory, 18 MB at most. */
  static final int MAX_AT_ONCE = 16;

  /** Between two calls of who is shown how far it is. */
  private static final int RECORDS_BETWEEN = 10_000;

  /**
   * Later timestamps, as milliseconds since 1970 UTC, count as this: none is past the year 2100.
   */
  private static final long LATEST_TIMESTAMP = Instant.parse("2101-01-01T00:00:00Z").toEpochMilli();

  /** A partition's hours, by event time and by timestamp. */
  private static final class Counts {
    private final HourCounts events = new HourCounts();
    private final HourCounts timestamps = new HourCounts();
  }

  /**
   * Reads a topic to where it ends now.
   *
   * @param format of the records' values
   * @param progress receives how many records were read so far, now and then
   * @throws org.apache.kafka.common.KafkaException if Kafka does not answer, has no such topic, or
   *     gives nothing for 30 seconds though there is more
   */
  public static PartitionScan of(
      KafkaConnection kafka, Topic topic, ValueFormat format, LongConsumer progress) {
    RefusedOffsets refused = RefusedOffsets.read(kafka, topic);
    EventDecoder decoder = format.decoder();
    Map<Integer, PartitionLimits.Limit> limits = new HashMap<>();
    long[] read = {0};
    long beyond = 0;
    try (KafkaConsumer<byte[], byte[]> consumer = kafka.consumer()) {
      List<TopicPartition> all = kafka.partitions(consumer, topic);
      for (int from = 0; from < all.size(); from += MAX_AT_ONCE) {
        List<TopicPartition> some = all.subList(from, Math.min(from + MAX_AT_ONCE, all.size()));
        Map<TopicPartition, Long> ends = consumer.endOffsets(some);
        Map<Integer, Counts> counts = new HashMap<>();
        some.forEach(partition -> counts.put(partition.partition(), new Counts()));
        WholeTopic.read(
            consumer,
            ends,
            record -> {
              read[0]++;
              if (read[0] % RECORDS_BETWEEN == 0) {
                progress.accept(read[0]);
              }
              count(record, topic, decoder, refused, counts);
            });
        for (TopicPartition partition : some) {
          Counts of = Objects.requireNonNull(counts.get(partition.partition()));
          LatestHour latest = of.events.latest();
          beyond += latest.excluded();
          limits.put(
              partition.partition(),
              new PartitionLimits.Limit(
                  Objects.requireNonNull(ends.get(partition)),
                  latest.lastMillis(),
                  of.timestamps.latest().lastMillis()));
        }
      }
    }
    return new PartitionScan(new PartitionLimits(limits), read[0], beyond);
  }

  /** What is a dead letter for another reason has no say in when the others happened. */
  private static void count(
      ConsumerRecord<byte[], byte[]> record,
      Topic topic,
      EventDecoder decoder,
      RefusedOffsets refused,
      Map<Integer, Counts> counts) {
    byte[] value = record.value();
    Counts of = counts.get(record.partition());
    if (value == null
        || of == null
        || refused.codeOf(record.partition(), record.offset()).isPresent()) {
      return;
    }
    try {
      Event event = decoder.decode(value, topic, record.offset());
      RecordKey.check(record.key(), event.cardToken(), "the card token");
      of.events.add(event.eventTimeMillis());
      of.timestamps.add(Math.max(0, Math.min(record.timestamp(), LATEST_TIMESTAMP)));
    } catch (UnreadableRecordException e) {
      // The stream makes a dead letter of it.
    }
  }
}
