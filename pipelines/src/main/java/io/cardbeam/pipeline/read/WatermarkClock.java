package io.cardbeam.pipeline.read;

/** What moves a stream's watermark on. */
public enum WatermarkClock {
  /** Events alone: a partition without events holds it back. For events of any age. */
  EVENTS,
  /** Events, and the wall clock where a partition has no more of them. For live traffic. */
  EVENTS_AND_WALL_CLOCK
}
