package io.cardbeam.command.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.Outcome;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TrafficMeterTest {
  @Test
  void countsAlertsOnceAndLatencyAnewForEachLook() {
    TrafficMeter meter = new TrafficMeter();
    meter.request(5_000);
    meter.request(4_000);
    meter.answer(Outcome.APPROVED, TimeUnit.MILLISECONDS.toNanos(3));
    meter.answer(Outcome.DECLINED, TimeUnit.MILLISECONDS.toNanos(3));
    meter.alert("a");
    meter.alert("a");
    TrafficCounts first = meter.counts();
    assertThat(first.requests()).isEqualTo(2);
    assertThat(first.decided()).isEqualTo(2);
    assertThat(first.alerts()).isEqualTo(1);
    assertThat(first.eventTimeMillis()).isEqualTo(5_000);
    assertThat(first.recentLatency().p50Micros()).isBetween(2_990L, 3_010L);
    TrafficCounts second = meter.counts();
    assertThat(second.latency().p50Micros()).isEqualTo(first.latency().p50Micros());
    assertThat(second.recentLatency().maxMicros()).isZero();
  }
}
