package io.cardbeam.pipeline.read;

import java.util.Optional;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.TimestampPolicy;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Event time of a Kafka partition: each record's timestamp, and a watermark that lies {@link
 * #ALLOWED_DISORDER} behind the latest of them.
 */
final class EventTimePolicy extends TimestampPolicy<byte[], byte[]> {
  /** How far events of one partition may be out of order without being late. */
  static final Duration ALLOWED_DISORDER = Duration.standardSeconds(10);

  private final WatermarkClock clock;
  private Instant latest;

  EventTimePolicy(WatermarkClock clock, Optional<Instant> previousWatermark) {
    this.clock = clock;
    this.latest =
        previousWatermark
            .map(watermark -> watermark.plus(ALLOWED_DISORDER))
            .orElse(BoundedWindow.TIMESTAMP_MIN_VALUE.plus(ALLOWED_DISORDER));
  }

  @Override
  public Instant getTimestampForRecord(
      PartitionContext context, KafkaRecord<byte[], byte[]> record) {
    Instant timestamp = Instant.ofEpochMilli(record.getTimestamp());
    if (timestamp.isAfter(latest)) {
      latest = timestamp;
    }
    return timestamp;
  }

  @Override
  public Instant getWatermark(PartitionContext context) {
    if (clock == WatermarkClock.EVENTS_AND_WALL_CLOCK && context.getMessageBacklog() == 0) {
      Instant checked = context.getBacklogCheckTime();
      if (checked.isAfter(latest)) {
        latest = checked;
      }
    }
    return latest.minus(ALLOWED_DISORDER);
  }
}
