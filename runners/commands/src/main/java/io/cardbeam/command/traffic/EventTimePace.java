package io.cardbeam.command.traffic;

import io.cardbeam.traffic.Step;

/** The first request is due at once; from there event time runs at a multiple of the clock. */
final class EventTimePace implements Pace {
  private final EventClock clock;

  EventTimePace(double factor) {
    clock = new EventClock(factor);
  }

  @Override
  public long nanosUntil(Step step, long nowNanos) {
    return !clock.isStarted() && step instanceof Step.Publish
        ? 0
        : clock.nanosUntil(step.eventTimeMillis(), nowNanos);
  }
}
