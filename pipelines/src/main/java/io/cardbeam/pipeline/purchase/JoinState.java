package io.cardbeam.pipeline.purchase;

/**
 * What is kept per authorization between elements.
 *
 * @param file the case
 * @param armedMillis event time, milliseconds since 1970 UTC, at which the timer is set to fire;
 *     {@link #NOT_ARMED} if none is set. Kept so that a timer is set only when one is needed
 *     earlier: setting it on each element would halve the throughput.
 * @param lagMillis how far the case's time is behind the stream's, milliseconds, 0 or more: the
 *     longest by which one of its facts was older than the watermark when it came
 */
record JoinState(CaseFile file, long armedMillis, long lagMillis) {
  static final long NOT_ARMED = Long.MAX_VALUE;
  static final JoinState EMPTY = new JoinState(CaseFile.EMPTY, NOT_ARMED, 0);

  JoinState {
    if (lagMillis < 0) {
      throw new IllegalArgumentException("a case is " + lagMillis + " ms behind");
    }
  }

  JoinState with(CaseFile newFile) {
    return new JoinState(newFile, armedMillis, lagMillis);
  }

  JoinState armedAt(long millis) {
    return new JoinState(file, millis, lagMillis);
  }

  JoinState disarmed() {
    return armedAt(NOT_ARMED);
  }

  /** After a fact of an event time came at a watermark, both milliseconds since 1970 UTC. */
  JoinState behind(long factMillis, long watermarkMillis) {
    return watermarkMillis <= factMillis
        ? this
        : new JoinState(
            file, armedMillis, Math.max(lagMillis, difference(watermarkMillis, factMillis)));
  }

  /** The case's time when the stream's is this; milliseconds since 1970 UTC. */
  long caseTime(long streamMillis) {
    return difference(streamMillis, lagMillis);
  }

  /** The stream's time when the case's is this; milliseconds since 1970 UTC. */
  long streamTime(long caseMillis) {
    long sum = caseMillis + lagMillis;
    return sum < caseMillis ? Long.MAX_VALUE : sum;
  }

  /** At most and least what there is of time: an absurd date must not wrap around. */
  private static long difference(long a, long b) {
    long difference = a - b;
    boolean wrapped = ((a ^ b) & (a ^ difference)) < 0;
    return wrapped ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : difference;
  }
}
