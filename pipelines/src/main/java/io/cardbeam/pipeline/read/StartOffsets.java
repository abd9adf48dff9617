package io.cardbeam.pipeline.read;

import io.cardbeam.pipeline.read.ReadKafka.StartFrom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.io.kafka.KafkaCheckpointMark;
import org.apache.beam.sdk.io.kafka.KafkaCheckpointMark.PartitionMark;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a reader begins in each of its partitions. A partition that its checkpoint knows goes on
 * where it stood. One that it does not know was added since, and is read from its first record. A
 * job without a checkpoint begins where it is told to.
 *
 * @param begins oldest offsets that Kafka has
 * @param ends offsets after the newest records
 * @param startFrom where a job without a checkpoint begins
 * @param skipDeleted whether to go on where records that were not read have been deleted
 */
record StartOffsets(
    Map<TopicPartition, Long> begins,
    Map<TopicPartition, Long> ends,
    StartFrom startFrom,
    boolean skipDeleted) {
  private static final long NO_WATERMARK = BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis();

  /**
   * The places as KafkaIO takes them.
   *
   * @param partitions the reader's, in order
   * @param checkpoint of the reader before it
   * @throws KafkaException if what is to be read next is no longer there, or never was
   */
  KafkaCheckpointMark of(
      List<TopicPartition> partitions, Optional<KafkaCheckpointMark> checkpoint) {
    Map<TopicPartition, PartitionMark> known = new HashMap<>();
    checkpoint.ifPresent(
        mark ->
            mark.getPartitions()
                .forEach(m -> known.put(new TopicPartition(m.getTopic(), m.getPartition()), m)));
    List<PartitionMark> marks = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      PartitionMark mark = known.get(partition);
      if (mark != null) {
        marks.add(checked(partition, mark));
      } else if (checkpoint.isPresent() || startFrom == StartFrom.EARLIEST) {
        marks.add(at(partition, begin(partition), NO_WATERMARK));
      } else {
        marks.add(at(partition, end(partition), NO_WATERMARK));
      }
    }
    return new KafkaCheckpointMark(marks, Optional.empty());
  }

  private PartitionMark checked(TopicPartition partition, PartitionMark mark) {
    long next = mark.getNextOffset();
    if (next > end(partition)) {
      throw new KafkaException(
          String.format(
              "%s ends at offset %d, and the state has read to %d: the topic was created again"
                  + " since. Delete the topic of dead letters, which names records by their offsets,"
                  + " and start with --fresh; or start from the state that belongs to the topic",
              partition, end(partition), next));
    }
    if (next >= begin(partition)) {
      return mark;
    }
    if (skipDeleted) {
      return at(partition, begin(partition), mark.getWatermarkMillis());
    }
    throw new KafkaException(
        String.format(
            "%s begins at offset %d, and the state has read to %d: retention has deleted %d records"
                + " that were not read. --skip-deleted goes on without them; to lose none, copy"
                + " them back from an archive and start with --fresh",
            partition, begin(partition), next, begin(partition) - next));
  }

  private static PartitionMark at(TopicPartition partition, long offset, long watermarkMillis) {
    return new PartitionMark(partition.topic(), partition.partition(), offset, watermarkMillis);
  }

  private long begin(TopicPartition partition) {
    return begins.getOrDefault(partition, 0L);
  }

  private long end(TopicPartition partition) {
    return ends.getOrDefault(partition, 0L);
  }

  /** What to say when records are deleted under a reader that stands before them. */
  static String deleted(Map<TopicPartition, Long> next) {
    StringBuilder text = new StringBuilder();
    next.forEach(
        (partition, offset) ->
            text.append(partition)
                .append(" has no offset ")
                .append(offset)
                .append(" any more: retention has deleted records before they were read; "));
    return text
        + "keep them for longer than the stream may stand still, and start with --skip-deleted to"
        + " go on without them";
  }
}
