package io.cardbeam.local.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Work may take its time, but not stand still. */
class PatientWaitTest {
  private static final Duration PATIENCE = Duration.ofMillis(600);

  @Test
  void givesUpWorkThatStandsStill() {
    CountDownLatch never = new CountDownLatch(1);
    assertThatThrownBy(
            () ->
                PatientWait.until(
                    "work", () -> never.await(1, TimeUnit.MINUTES), () -> 7, PATIENCE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("work stands still");
    never.countDown();
  }

  @Test
  void waitsLongerForWorkThatGoesOn() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    AtomicLong looks = new AtomicLong();
    assertThat(
            PatientWait.<Boolean>until(
                "work",
                () -> never.await(3 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS),
                looks::incrementAndGet,
                PATIENCE))
        .isFalse();
    assertThat(looks).hasValueGreaterThan(3);
  }

  @Test
  void tellsWhyWorkFailed() {
    assertThatThrownBy(
            () ->
                PatientWait.until(
                    "work",
                    () -> {
                      throw new IllegalStateException("outer", new IOException("inner"));
                    },
                    () -> 7,
                    PATIENCE))
        .hasMessage("work: IOException: inner");
  }
}
