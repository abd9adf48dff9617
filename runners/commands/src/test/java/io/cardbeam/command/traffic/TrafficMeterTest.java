package io.cardbeam.command.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.Outcome;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TrafficMeterTest {
  @Test
  void countsAlertsOnceAndLatencyAnewForEachLook() {
    TrafficMeter meter = new TrafficMeter();
    meter.request(5_000);
    meter.request(4_000);
    meter.answer("a", Outcome.APPROVED, TimeUnit.MILLISECONDS.toNanos(3));
    meter.answer("b", Outcome.DECLINED, TimeUnit.MILLISECONDS.toNanos(3));
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

  @Test
  void tellsThievesThatWereStoppedFromCardholdersThatWereHindered() {
    TrafficMeter meter = new TrafficMeter(Set.of("thief 1", "thief 2", "thief 3")::contains);
    meter.answer("thief 1", Outcome.DECLINED, 1);
    meter.answer("thief 2", Outcome.REFERRED, 1);
    meter.answer("thief 3", Outcome.APPROVED, 1);
    meter.answer("owner 1", Outcome.REFERRED, 1);
    meter.answer("owner 2", Outcome.APPROVED, 1);
    TrafficCounts counts = meter.counts();
    assertThat(counts.thefts()).isEqualTo(3);
    assertThat(counts.theftsStopped()).isEqualTo(2);
    assertThat(counts.hindered()).isEqualTo(1);
  }
}
