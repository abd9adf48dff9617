package io.cardbeam.pipeline.weblog;

import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.joda.time.Duration;

/** Timers by the runner's clock. */
final class ClockTimer {
  private ClockTimer() {}

  /** Lets it fire in so many milliseconds. It holds no watermark back meanwhile. */
  static void setIn(Timer timer, long millis) {
    timer
        .withOutputTimestamp(GlobalWindow.INSTANCE.maxTimestamp())
        .offset(Duration.millis(millis))
        .setRelative();
  }
}
