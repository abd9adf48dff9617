package io.cardbeam.pipeline.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.event.DeadLetter;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.WholeTopic;
import io.cardbeam.traffic.LatestHour;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.UnreadableRecordException;
import io.cardbeam.wire.WireCodec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records of a topic that were refused for their time before. The clock has gone on since, and
 * would take some of them now; so that a record has one fate, whoever reads it again, after a fault
 * or in a replay, refuses what lies as a dead letter with that code.
 *
 * <p>What a replay refused for its partition's {@link LatestHour} is not among them: the next
 * replay finds the limit again, or is asked for a later one.
 *
 * <p>Of a partition the newest {@value #MAX_OFFSETS} are known.
 */
final class RefusedOffsets {
  /** Most records of a partition and code, 8 bytes each. */
  static final int MAX_OFFSETS = 1_000_000;

  /** Nothing was refused. */
  static final RefusedOffsets NONE = new RefusedOffsets(Map.of());

  private static final Logger LOG = LoggerFactory.getLogger(RefusedOffsets.class);
  private static final List<String> CODES = List.of(EventTimes.FROM_THE_FUTURE, EventTimes.TOO_OLD);

  private final Map<Integer, Map<String, long[]>> byPartition;

  private RefusedOffsets(Map<Integer, Map<String, long[]>> byPartition) {
    this.byPartition = byPartition;
  }

  /** Offsets as they come. */
  private static final class Offsets {
    private long[] offsets = new long[16];
    private int size;

    void add(long offset) {
      if (size == offsets.length) {
        if (size >= 2 * MAX_OFFSETS) {
          Arrays.sort(offsets);
          System.arraycopy(offsets, MAX_OFFSETS, offsets, 0, MAX_OFFSETS);
          size = MAX_OFFSETS;
          LOG.warn("more than {} records were refused for their time; the newest count", size);
        } else {
          offsets = Arrays.copyOf(offsets, Math.min(2 * size, 2 * MAX_OFFSETS));
        }
      }
      offsets[size++] = offset;
    }

    long[] sorted() {
      long[] sorted = Arrays.copyOf(offsets, size);
      Arrays.sort(sorted);
      return size <= MAX_OFFSETS ? sorted : Arrays.copyOfRange(sorted, size - MAX_OFFSETS, size);
    }
  }

  /** Gathers them from dead letters. */
  static final class Builder {
    private final String prefix;
    private final byte[] prefixBytes;
    private final WireCodec codec = new WireCodec();
    private final Map<Integer, Map<String, Offsets>> found = new HashMap<>();

    /**
     * @param topicName the topic's name on Kafka
     */
    Builder(String topicName) {
      this.prefix = topicName + "-";
      this.prefixBytes = prefix.getBytes(UTF_8);
    }

    /** Dead letters have their source as key, so those of other topics need not be decoded. */
    void add(ConsumerRecord<byte[], byte[]> record) {
      if (record.value() == null || (record.key() != null && !isOfTopic(record.key()))) {
        return;
      }
      try {
        if (codec.decode(record.value()) instanceof DeadLetter letter) {
          add(letter);
        }
      } catch (UnreadableRecordException e) {
        LOG.warn("a dead letter at offset {} can't be read: {}", record.offset(), e.reason());
      }
    }

    private boolean isOfTopic(byte[] key) {
      return key.length >= prefixBytes.length
          && Arrays.equals(key, 0, prefixBytes.length, prefixBytes, 0, prefixBytes.length);
    }

    void add(DeadLetter letter) {
      String source = letter.getSource();
      if (!CODES.contains(letter.getCode())
          || !source.startsWith(prefix)
          || LatestHour.isReason(letter.getReason())) {
        return;
      }
      String partition = source.substring(prefix.length());
      if (partition.matches("[0-9]{1,9}")) {
        found
            .computeIfAbsent(Integer.valueOf(partition), p -> new HashMap<>())
            .computeIfAbsent(letter.getCode(), c -> new Offsets())
            .add(letter.getPosition());
      }
    }

    RefusedOffsets build() {
      Map<Integer, Map<String, long[]>> sorted = new HashMap<>();
      found.forEach(
          (partition, byCode) -> {
            Map<String, long[]> offsets = new HashMap<>();
            byCode.forEach((code, of) -> offsets.put(code, of.sorted()));
            sorted.put(partition, offsets);
          });
      return new RefusedOffsets(sorted);
    }
  }

  /**
   * What the topic of dead letters tells of a topic.
   *
   * @throws org.apache.kafka.common.KafkaException if it can't be read
   */
  static RefusedOffsets read(KafkaConnection kafka, Topic topic) {
    Builder builder = new Builder(kafka.name(topic));
    WholeTopic.read(kafka, Topic.DEAD_LETTERS, builder::add);
    return builder.build();
  }

  /** The code with which a record was refused before, if it was. */
  Optional<String> codeOf(int partition, long offset) {
    if (byPartition.isEmpty()) {
      return Optional.empty();
    }
    for (Map.Entry<String, long[]> of : byPartition.getOrDefault(partition, Map.of()).entrySet()) {
      if (Arrays.binarySearch(of.getValue(), offset) >= 0) {
        return Optional.of(of.getKey());
      }
    }
    return Optional.empty();
  }
}
