package io.cardbeam.pipeline.read;

import java.time.Clock;
import java.util.Optional;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.TimestampPolicy;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Event time of a Kafka partition, from the timestamps of its records: a watermark that lies {@link
 * #ALLOWED_DISORDER} behind the latest that is believed. Producers set timestamps, and may set them
 * wrong, so none is trusted by itself.
 *
 * <ul>
 *   <li>{@link TrimmedLatest} counts: a few records far ahead of all others move nothing.
 *   <li>What lies beyond a replay's {@link PartitionLimits} is not counted at all.
 *   <li>Where the clock tells the time too, it is the limit: no records, however many, move the
 *       watermark past it; and a partition of which all is read follows it.
 * </ul>
 *
 * <p>The watermark frees memory and ends waits, both of days; it decides nothing. An element's
 * timestamp is its record's, at most the latest that is believed; no transform reads it, since each
 * event bears its time.
 */
final class EventTimePolicy extends TimestampPolicy<byte[], byte[]> {
  /** How far events of one partition may be out of order without being late. */
  static final Duration ALLOWED_DISORDER = Duration.standardSeconds(10);

  private static final long LAST_MILLIS = GlobalWindow.INSTANCE.maxTimestamp().getMillis();

  private final WatermarkClock watermarkClock;
  private final Clock clock;
  private final PartitionLimits.Limit limit;
  private final TrimmedLatest trimmed = new TrimmedLatest();
  private long latestMillis;

  EventTimePolicy(
      WatermarkClock watermarkClock,
      Clock clock,
      PartitionLimits.Limit limit,
      Optional<Instant> previousWatermark) {
    this.watermarkClock = watermarkClock;
    this.clock = clock;
    this.limit = limit;
    this.latestMillis =
        previousWatermark
            .orElse(BoundedWindow.TIMESTAMP_MIN_VALUE)
            .plus(ALLOWED_DISORDER)
            .getMillis();
  }

  @Override
  public Instant getTimestampForRecord(
      PartitionContext context, KafkaRecord<byte[], byte[]> record) {
    long millis = record.getTimestamp();
    if (!limit.doubts(record.getOffset(), millis)) {
      // Beam's time ends long before Kafka's.
      believe(Math.min(trimmed.plus(millis), LAST_MILLIS));
    }
    long least = BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis();
    return Instant.ofEpochMilli(Math.max(least, Math.min(millis, latestMillis)));
  }

  private void believe(long millis) {
    if (millis > latestMillis) {
      latestMillis =
          watermarkClock == WatermarkClock.EVENTS
              ? millis
              : Math.max(latestMillis, Math.min(millis, clock.millis()));
    }
  }

  @Override
  public Instant getWatermark(PartitionContext context) {
    if (watermarkClock == WatermarkClock.EVENTS_AND_WALL_CLOCK
        && context.getMessageBacklog() == 0) {
      latestMillis =
          Math.max(
              latestMillis, Math.min(context.getBacklogCheckTime().getMillis(), clock.millis()));
    }
    return Instant.ofEpochMilli(latestMillis).minus(ALLOWED_DISORDER);
  }
}
