package io.cardbeam.pipeline.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.KafkaTimestampType;
import org.apache.beam.sdk.io.kafka.TimestampPolicy.PartitionContext;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class EventTimePolicyTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final Clock CLOCK =
      Clock.fixed(java.time.Instant.ofEpochMilli(NOW.getMillis()), ZoneOffset.UTC);

  @Property
  void noTimestampMovesALivePartitionPastTheClock(@ForAll long[] timestamps) {
    EventTimePolicy policy =
        new EventTimePolicy(
            WatermarkClock.EVENTS_AND_WALL_CLOCK,
            CLOCK,
            PartitionLimits.Limit.NONE,
            Optional.empty());
    Instant before = policy.getWatermark(backlog(1, NOW));
    for (long timestamp : timestamps) {
      Instant element = policy.getTimestampForRecord(backlog(1, NOW), record(timestamp));
      assertThat(element)
          .isLessThanOrEqualTo(NOW)
          .isGreaterThanOrEqualTo(BoundedWindow.TIMESTAMP_MIN_VALUE);
      Instant watermark = policy.getWatermark(backlog(1, NOW));
      assertThat(watermark)
          .isGreaterThanOrEqualTo(before)
          .isLessThanOrEqualTo(NOW.minus(EventTimePolicy.ALLOWED_DISORDER));
      before = watermark;
    }
  }

  /** However many they are, where the tenth of them would be believed without the limit. */
  @Test
  void noRecordBeyondItsPartitionsLimitMovesTheWatermark() {
    long good = NOW.getMillis();
    PartitionLimits.Limit limit = new PartitionLimits.Limit(1, good + 1_000, good + 1_000);
    EventTimePolicy policy =
        new EventTimePolicy(WatermarkClock.EVENTS, CLOCK, limit, Optional.empty());
    for (int i = 0; i < 2 * TrimmedLatest.RANK; i++) {
      policy.getTimestampForRecord(backlog(1, NOW), record(good));
    }
    Instant before = policy.getWatermark(backlog(1, NOW));
    for (int i = 0; i < 2 * TrimmedLatest.BLOCK; i++) {
      Instant element = policy.getTimestampForRecord(backlog(1, NOW), record(good + 1_001 + i));
      assertThat(element).isEqualTo(NOW);
    }
    assertThat(policy.getWatermark(backlog(1, NOW))).isEqualTo(before);
  }

  @Property
  void fewTimestampsMoveAReplayedPartitionToNoTimeThatTheOthersHaveNotReached(
      @ForAll long[] timestamps) {
    EventTimePolicy policy =
        new EventTimePolicy(
            WatermarkClock.EVENTS, CLOCK, PartitionLimits.Limit.NONE, Optional.empty());
    long good = NOW.getMillis();
    for (int i = 0; i < 200; i++) {
      policy.getTimestampForRecord(backlog(1, NOW), record(good + i));
      if (i % 25 == 0 && timestamps.length > 0) {
        // Eight of two hundred.
        Instant element =
            policy.getTimestampForRecord(
                backlog(1, NOW), record(timestamps[i / 25 % timestamps.length]));
        assertThat(element).isLessThanOrEqualTo(Instant.ofEpochMilli(good + i));
      }
    }
    assertThat(policy.getWatermark(backlog(0, NOW.plus(Duration.millis(1_000_000)))))
        .isLessThanOrEqualTo(
            Instant.ofEpochMilli(good + 199).minus(EventTimePolicy.ALLOWED_DISORDER));
  }

  @Property
  void noTimestampsMoveAReplayedPartitionPastTheEndOfBeamsTime(@ForAll long[] timestamps) {
    EventTimePolicy policy =
        new EventTimePolicy(
            WatermarkClock.EVENTS, CLOCK, PartitionLimits.Limit.NONE, Optional.empty());
    Instant last = GlobalWindow.INSTANCE.maxTimestamp();
    Instant before = policy.getWatermark(backlog(1, NOW));
    for (long timestamp : timestamps) {
      for (int i = 0; i < TrimmedLatest.RANK; i++) {
        assertThat(policy.getTimestampForRecord(backlog(1, NOW), record(timestamp)))
            .isLessThanOrEqualTo(last)
            .isGreaterThanOrEqualTo(BoundedWindow.TIMESTAMP_MIN_VALUE);
        Instant watermark = policy.getWatermark(backlog(1, NOW));
        assertThat(watermark).isGreaterThanOrEqualTo(before).isLessThan(last);
        before = watermark;
      }
    }
  }

  @Test
  void anIdleLivePartitionFollowsTheClockAndAReplayedOneStands() {
    EventTimePolicy live =
        new EventTimePolicy(
            WatermarkClock.EVENTS_AND_WALL_CLOCK,
            CLOCK,
            PartitionLimits.Limit.NONE,
            Optional.empty());
    assertThat(live.getWatermark(backlog(0, NOW)))
        .isEqualTo(NOW.minus(EventTimePolicy.ALLOWED_DISORDER));
    Instant previous = Instant.parse("2020-01-01T00:00:00Z");
    EventTimePolicy replayed =
        new EventTimePolicy(
            WatermarkClock.EVENTS, CLOCK, PartitionLimits.Limit.NONE, Optional.of(previous));
    assertThat(replayed.getWatermark(backlog(0, NOW))).isEqualTo(previous);
  }

  @Test
  void aReplayedPartitionFollowsItsEventsTenRecordsBehind() {
    EventTimePolicy policy =
        new EventTimePolicy(
            WatermarkClock.EVENTS, CLOCK, PartitionLimits.Limit.NONE, Optional.empty());
    for (int i = 0; i < 100; i++) {
      policy.getTimestampForRecord(backlog(1, NOW), record(i * 60_000L));
    }
    assertThat(policy.getWatermark(backlog(1, NOW)))
        .isEqualTo(Instant.ofEpochMilli(90 * 60_000L).minus(EventTimePolicy.ALLOWED_DISORDER));
  }

  private static KafkaRecord<byte[], byte[]> record(long timestamp) {
    return new KafkaRecord<>(
        "card-events",
        0,
        0,
        timestamp,
        KafkaTimestampType.CREATE_TIME,
        null,
        KV.of(new byte[0], new byte[0]));
  }

  /** A partition of which so many messages are left. */
  static PartitionContext backlog(long messages, Instant checked) {
    return new PartitionContext() {
      @Override
      public long getMessageBacklog() {
        return messages;
      }

      @Override
      public Instant getBacklogCheckTime() {
        return checked;
      }
    };
  }
}
