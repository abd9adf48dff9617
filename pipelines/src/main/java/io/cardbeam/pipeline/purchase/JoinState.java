package io.cardbeam.pipeline.purchase;

/**
 * What is kept per authorization between elements.
 *
 * @param file the case
 * @param armedMillis event time, milliseconds since 1970 UTC, at which the timer is set to fire;
 *     {@link #NOT_ARMED} if none is set. Kept so that a timer is set only when one is needed
 *     earlier: setting it on each element would halve the throughput.
 */
record JoinState(CaseFile file, long armedMillis) {
  static final long NOT_ARMED = Long.MAX_VALUE;
  static final JoinState EMPTY = new JoinState(CaseFile.EMPTY, NOT_ARMED);
}
