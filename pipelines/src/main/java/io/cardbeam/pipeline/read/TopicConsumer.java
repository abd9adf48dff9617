package io.cardbeam.pipeline.read;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The consumer under KafkaIO's reader. KafkaIO counts by records: its place is the offset after the
 * last one. Under transactions a log has offsets without records, for what is aborted and for the
 * marks at their ends, and behind the last record KafkaIO would for ever believe that there is
 * more: its partition never counts as read, and its clock stands. So where all is read that can be,
 * this one tells KafkaIO that the log ends after its last record, and tells Kafka, when KafkaIO
 * commits that place, where the log really ends.
 *
 * <p>The end that is meant is the last stable one: what is in a transaction that is still open is
 * not there yet.
 */
final class TopicConsumer extends KafkaConsumer<byte[], byte[]> {
  private final ConcurrentMap<TopicPartition, Place> places;

  /**
   * How far a partition has been read.
   *
   * @param afterRecord offset after the last record that was given out
   * @param position next offset to be read; between the two lie no records
   */
  private record Place(long afterRecord, long position) {}

  private TopicConsumer(Map<String, Object> config, ConcurrentMap<TopicPartition, Place> places) {
    super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.places = places;
  }

  /**
   * Makes the two consumers of a reader: one reads, the other asks where the partitions end.
   *
   * <p>A reader's consumers are made by one copy of it, and know of each other by that.
   */
  static final class Factory
      implements SerializableFunction<Map<String, Object>, Consumer<byte[], byte[]>> {
    private static final long serialVersionUID = 1L;

    private final Map<String, Object> settings;
    private final ConcurrentMap<TopicPartition, Place> places = new ConcurrentHashMap<>();

    /**
     * @param settings that stand, whatever KafkaIO adds to its own
     */
    Factory(Map<String, Object> settings) {
      this.settings = new HashMap<>(settings);
      this.settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    }

    @Override
    public Consumer<byte[], byte[]> apply(Map<String, Object> ofBeam) {
      Map<String, Object> config = new HashMap<>(ofBeam);
      config.putAll(settings);
      return new TopicConsumer(config, places);
    }
  }

  @Override
  public void seek(TopicPartition partition, long offset) {
    super.seek(partition, offset);
    places.put(partition, new Place(offset, offset));
  }

  /**
   * As Kafka's.
   *
   * @throws KafkaException if retention has deleted what was to be read next
   */
  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    ConsumerRecords<byte[], byte[]> records;
    try {
      records = super.poll(timeout);
    } catch (OffsetOutOfRangeException e) {
      throw new KafkaException(StartOffsets.deleted(e.offsetOutOfRangePartitions()), e);
    }
    for (TopicPartition partition : assignment()) {
      var of = records.records(partition);
      if (!of.isEmpty()) {
        long afterRecord = of.get(of.size() - 1).offset() + 1;
        places.put(partition, new Place(afterRecord, reached(partition).orElse(afterRecord)));
      } else {
        reached(partition)
            .ifPresent(
                position ->
                    places.computeIfPresent(
                        partition,
                        (p, place) ->
                            place.position == position
                                ? place
                                : new Place(place.afterRecord, position)));
      }
    }
    return records;
  }

  /**
   * Next offset to be read; empty while the client checks it, after a partition's leader changed.
   */
  private OptionalLong reached(TopicPartition partition) {
    try {
      return OptionalLong.of(position(partition, Duration.ZERO));
    } catch (TimeoutException e) {
      return OptionalLong.empty();
    }
  }

  @Override
  @Deprecated
  @SuppressWarnings("InlineMeSuggester") // KafkaIO calls it.
  public ConsumerRecords<byte[], byte[]> poll(long timeoutMillis) {
    return poll(Duration.ofMillis(timeoutMillis));
  }

  /** Where the partitions end for KafkaIO: after the last record, where nothing else is to come. */
  @Override
  public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> ends = new HashMap<>(super.endOffsets(partitions));
    ends.replaceAll(
        (partition, end) -> {
          Place place = places.get(partition);
          return place != null && place.position >= end ? place.afterRecord : end;
        });
    return ends;
  }

  @Override
  public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
    Map<TopicPartition, OffsetAndMetadata> real = new HashMap<>(offsets);
    real.replaceAll(
        (partition, offset) -> {
          Place place = places.get(partition);
          return place != null && offset.offset() == place.afterRecord
              ? new OffsetAndMetadata(place.position, offset.metadata())
              : offset;
        });
    super.commitSync(real);
  }
}
