package io.cardbeam.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
  private static final Rate TEN = new Rate(10, 20);

  private final MovableMeter time = new MovableMeter();
  private final RateLimits limits = new RateLimits(time);

  @Test
  void letsABurstThroughAndThenTheRate() {
    for (int left = TEN.burst() - 1; left >= 0; left--) {
      RateLimits.Verdict verdict = limits.take("k_1", TEN);
      assertThat(verdict.allowed()).isTrue();
      assertThat(verdict.remaining()).isEqualTo(left);
    }
    RateLimits.Verdict refused = limits.take("k_1", TEN);
    assertThat(refused.allowed()).isFalse();
    assertThat(refused.retrySeconds()).isEqualTo(1);
    assertThat(refused.policyHeader()).isEqualTo("\"key\";q=20;w=2");
    assertThat(refused.limitHeader()).isEqualTo("\"key\";r=0;t=2");

    time.pass(Duration.ofMillis(100));
    assertThat(limits.take("k_1", TEN).allowed()).isTrue();
    assertThat(limits.take("k_1", TEN).allowed()).isFalse();
    time.pass(Duration.ofMinutes(1));
    assertThat(limits.take("k_1", TEN).remaining()).isEqualTo(TEN.burst() - 1);
  }

  @Test
  void anEmptyBucketIsNobodyElses() {
    for (int i = 0; i <= TEN.burst(); i++) {
      limits.take("k_1", TEN);
    }

    assertThat(limits.take("k_1", TEN).allowed()).isFalse();
    assertThat(limits.take("k_2", TEN).allowed()).isTrue();
  }

  @Test
  void aNewRateHoldsAtOnce() {
    for (int i = 0; i <= TEN.burst(); i++) {
      limits.take("k_1", TEN);
    }

    RateLimits.Verdict verdict = limits.take("k_1", new Rate(1, 3));
    assertThat(verdict.allowed()).isTrue();
    assertThat(verdict.policyHeader()).isEqualTo("\"key\";q=3;w=3");
  }

  private static final class MovableMeter implements TimeMeter {
    private long nanos;

    void pass(Duration time) {
      nanos += time.toNanos();
    }

    @Override
    public long currentTimeNanos() {
      return nanos;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
