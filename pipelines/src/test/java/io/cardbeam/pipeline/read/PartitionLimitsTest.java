package io.cardbeam.pipeline.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cardbeam.event.Payment;
import io.cardbeam.traffic.InputWindow;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.UnreadableRecordException;
import java.time.Instant;
import java.util.Map;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionLimitsTest {
  private static final long LAST = Instant.parse("2026-03-01T12:59:59.999Z").toEpochMilli();

  /** As a worker has them after the pipeline was sent to it, and after each restart. */
  private final EventTimes times =
      SerializableUtils.clone(
          new EventTimes.Replay(
              InputWindow.ALL,
              Map.of(
                  Topic.TRANSACTIONS,
                  new PartitionLimits(Map.of(3, new PartitionLimits.Limit(100, LAST, LAST))))));

  @ParameterizedTest(name = "partition {0}, offset {1}, {2} ms after the last that is taken: {3}")
  @CsvSource({
    "3, 0,   0, false",
    "3, 0,   1, true",
    "3, 99,  1, true",
    "3, 100, 1, false",
    "2, 0,   1, false",
  })
  void refusesWhatLayInThePartitionAndIsBeyond(
      int partition, long offset, long after, boolean refused) {
    Instant time = Instant.ofEpochMilli(LAST + after);
    Event event = Event.of(new Payment("p", "card", time, time, 100L, "USD", "ACH"));
    UnreadableRecordException refusal =
        catchThrowableOfType(
            UnreadableRecordException.class,
            () -> times.limits(Topic.TRANSACTIONS).check(event, partition, offset));
    assertThat(refusal != null).isEqualTo(refused);
    if (refusal != null) {
      assertThat(refusal.code()).isEqualTo("FROM_THE_FUTURE");
      assertThat(refusal.reason()).contains("2026-03-01T12:59:59.999Z").contains("--events-to");
    }
    assertThat(times.limits(Topic.CARD_EVENTS)).isEqualTo(PartitionLimits.NONE);
  }
}
