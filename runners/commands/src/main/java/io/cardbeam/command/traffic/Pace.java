package io.cardbeam.command.traffic;

import io.cardbeam.traffic.Step;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * When each step of traffic is due. It is asked for every step in turn, from one thread, and again
 * for the same step while that has to wait.
 */
public interface Pace {

  /**
   * Nanoseconds until the step is due; 0 or less if it is.
   *
   * @param nowNanos of {@link System#nanoTime}
   */
  long nanosUntil(Step step, long nowNanos);

  /** Told when a request was sent. */
  default void sent(long nowNanos) {}

  /** As fast as answers come. */
  static Pace fast() {
    return (step, nowNanos) -> 0;
  }

  /**
   * So many requests a second, whatever lies between them in event time.
   *
   * @throws IllegalArgumentException unless above 0
   */
  static Pace steady(double requestsPerSecond) {
    return new SteadyPace(requestsPerSecond);
  }

  /**
   * As the events lie in time, on today's clock: an event is due at its event time, and what lies
   * behind is due at once.
   */
  static Pace wallClock(InstantSource clock) {
    return (step, nowNanos) ->
        TimeUnit.MILLISECONDS.toNanos(step.eventTimeMillis() - clock.millis());
  }

  /**
   * As the events lie in time, faster by a factor.
   *
   * @param factor seconds of event time per second; 1 is as it was
   * @throws IllegalArgumentException unless above 0
   */
  static Pace eventTime(double factor) {
    return new EventTimePace(factor);
  }
}
