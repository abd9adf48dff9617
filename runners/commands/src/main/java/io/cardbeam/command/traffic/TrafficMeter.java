package io.cardbeam.command.traffic;

import io.cardbeam.event.Outcome;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;

/** Counts traffic while it runs; one thread counts and others may look. */
public final class TrafficMeter {
  private static final long MAX_MICROS = TimeUnit.HOURS.toMicros(1);
  private static final int SIGNIFICANT_DIGITS = 3;

  private final Histogram latency = new Histogram(MAX_MICROS, SIGNIFICANT_DIGITS);
  private final Histogram recent = new Histogram(MAX_MICROS, SIGNIFICANT_DIGITS);
  private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
  private final RecentIds alertIds = new RecentIds();
  private final Predicate<String> isThief;
  private long requests;
  private long alerts;
  private long followUps;
  private long updates;
  private long repeated;
  private long eventTimeMillis;
  private long thefts;
  private long theftsStopped;

  /** Of traffic that doesn't tell who uses the cards. */
  public TrafficMeter() {
    this(requestId -> false);
  }

  /**
   * Of traffic whose truth is known.
   *
   * @param isThief whether a request, by its id, is a thief's; asked once for each answer, by the
   *     thread that reads it
   */
  public TrafficMeter(Predicate<String> isThief) {
    this.isThief = isThief;
  }

  synchronized void request(long newEventTimeMillis) {
    requests++;
    eventTimeMillis = Math.max(eventTimeMillis, newEventTimeMillis);
  }

  synchronized void answer(String requestId, Outcome outcome, long latencyNanos) {
    if (isThief.test(requestId)) {
      thefts++;
      theftsStopped += outcome == Outcome.APPROVED ? 0 : 1;
    }
    outcomes.merge(outcome, 1L, Long::sum);
    long micros = Math.min(MAX_MICROS, TimeUnit.NANOSECONDS.toMicros(latencyNanos));
    latency.recordValue(micros);
    recent.recordValue(micros);
  }

  synchronized void repeated() {
    repeated++;
  }

  synchronized void alert(String alertId) {
    if (alertIds.add(alertId)) {
      alerts++;
    }
  }

  synchronized void followUp() {
    followUps++;
  }

  synchronized void update() {
    updates++;
  }

  /** The counts now; begins a new interval for the recent latency. */
  public synchronized TrafficCounts counts() {
    TrafficCounts counts =
        new TrafficCounts(
            requests,
            outcomes.getOrDefault(Outcome.APPROVED, 0L),
            outcomes.getOrDefault(Outcome.REFERRED, 0L),
            outcomes.getOrDefault(Outcome.DECLINED, 0L),
            alerts,
            followUps,
            updates,
            repeated,
            eventTimeMillis,
            thefts,
            theftsStopped,
            of(latency),
            of(recent));
    recent.reset();
    return counts;
  }

  /** The counts until now; counting starts afresh. No request may be without its answer. */
  public synchronized TrafficCounts restart() {
    TrafficCounts counts = counts();
    latency.reset();
    outcomes.clear();
    requests = 0;
    alerts = 0;
    followUps = 0;
    updates = 0;
    repeated = 0;
    thefts = 0;
    theftsStopped = 0;
    return counts;
  }

  private static TrafficCounts.Latency of(Histogram histogram) {
    return new TrafficCounts.Latency(
        histogram.getValueAtPercentile(50),
        histogram.getValueAtPercentile(99),
        histogram.getMaxValue());
  }
}
