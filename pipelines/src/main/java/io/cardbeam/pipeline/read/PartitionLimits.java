package io.cardbeam.pipeline.read;

import io.cardbeam.traffic.LatestHour;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.UnreadableRecordException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/**
 * Up to when a replay takes the events of a topic, by partition: the {@link LatestHour} of what lay
 * there before it was started. What is sent later is not limited, as the partition's percentile may
 * be another by then; and an archive may just be on its way into the topic.
 *
 * @param byPartition limits by number of the partition; one that is not here has none
 */
public record PartitionLimits(Map<Integer, Limit> byPartition) implements Serializable {
  /** No partition has a limit. */
  public static final PartitionLimits NONE = new PartitionLimits(Map.of());

  public PartitionLimits {
    byPartition = new HashMap<>(byPartition);
  }

  /**
   * Of a partition.
   *
   * @param untilOffset first offset that is not limited, 0 or more
   * @param lastMillis last event time that is taken, milliseconds since 1970 UTC
   * @param lastTimestampMillis last timestamp of a record that is believed. Timestamps need not be
   *     event times, so they have a percentile of their own
   */
  public record Limit(long untilOffset, long lastMillis, long lastTimestampMillis)
      implements Serializable {
    /** Every record is taken and believed. */
    public static final Limit NONE = new Limit(0, Long.MAX_VALUE, Long.MAX_VALUE);

    /** Whether a record's timestamp can't be, and is to move no watermark. */
    boolean doubts(long offset, long timestampMillis) {
      return offset < untilOffset && timestampMillis > lastTimestampMillis;
    }
  }

  /** The limit of a partition. */
  Limit of(int partition) {
    return byPartition.getOrDefault(partition, Limit.NONE);
  }

  /**
   * Checks an event.
   *
   * @param partition number of the partition that its record lies in
   * @param offset of its record
   * @throws UnreadableRecordException if it lies beyond
   */
  void check(Event event, int partition, long offset) throws UnreadableRecordException {
    if (byPartition.isEmpty()) {
      return;
    }
    Limit limit = of(partition);
    if (event.eventTimeMillis() > limit.lastMillis() && offset < limit.untilOffset()) {
      throw new UnreadableRecordException(
          EventTimes.FROM_THE_FUTURE,
          LatestHour.reason(
              event.eventTimeMillis(),
              limit.lastMillis(),
              "its partition's events",
              "--events-to with a later date takes it"));
    }
  }
}
