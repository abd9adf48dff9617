package io.cardbeam.pipeline.read;

import io.cardbeam.traffic.InputWindow;
import io.cardbeam.traffic.LatestHour;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.UnreadableRecordException;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Which event times a stream takes. What it refuses is a dead letter and touches no state, so that
 * a clock that is wrong somewhere harms nobody's card.
 */
public sealed interface EventTimes extends Serializable {
  /** Code of an event that lies ahead of the clock. */
  String FROM_THE_FUTURE = LatestHour.FROM_THE_FUTURE;

  /** Code of an event that is too old for live traffic. */
  String TOO_OLD = "TOO_OLD";

  /** Code of an event outside the window that was asked for. */
  String OUTSIDE_WINDOW = "OUTSIDE_WINDOW";

  /** What moves the watermark on. */
  WatermarkClock clock();

  /**
   * Checks an event as it is read.
   *
   * @throws UnreadableRecordException if its time is refused; code and reason follow from the event
   *     alone
   */
  void check(Event event) throws UnreadableRecordException;

  /** Up to when the events of a topic's partitions are taken. */
  default PartitionLimits limits(Topic topic) {
    return PartitionLimits.NONE;
  }

  /** What to say of an event that was refused with this code. */
  static UnreadableRecordException refusal(String code, Event event) {
    Instant time = Instant.ofEpochMilli(event.eventTimeMillis());
    return new UnreadableRecordException(
        code,
        switch (code) {
          case FROM_THE_FUTURE ->
              "event time "
                  + time
                  + " lay ahead of the clock when it was read: is the sender's"
                  + " clock right? --max-clock-skew allows for more";
          case TOO_OLD ->
              "event time "
                  + time
                  + " is too old for live traffic: --oldest allows for older, and"
                  + " --event-time replay for any";
          default -> "event time " + time + " is outside --events-from and --events-to";
        });
  }

  /**
   * Events that happen now.
   *
   * @param maxClockSkew how far ahead of the clock a sender's may be
   * @param oldest how long ago an event may have happened; updates of cards, which tell what a card
   *     is, may be of any age
   * @param now the clock; the worker's own, but in tests
   */
  record Live(Duration maxClockSkew, Duration oldest, Clock now) implements EventTimes {
    /** How far ahead of the clock a sender's may be unless told otherwise. */
    public static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(2);

    /** How long ago an event may have happened unless told otherwise. */
    public static final Duration OLDEST = Duration.ofDays(400);

    public Live {
      if (maxClockSkew.isNegative() || oldest.isNegative() || oldest.isZero()) {
        throw new IllegalArgumentException("a limit of event times is negative");
      }
    }

    /** With the usual limits. */
    public static Live standard() {
      return new Live(MAX_CLOCK_SKEW, OLDEST, Clock.systemUTC());
    }

    @Override
    public WatermarkClock clock() {
      return WatermarkClock.EVENTS_AND_WALL_CLOCK;
    }

    @Override
    public void check(Event event) throws UnreadableRecordException {
      long ahead = event.eventTimeMillis() - now.millis();
      if (ahead > maxClockSkew.toMillis()) {
        throw refusal(FROM_THE_FUTURE, event);
      }
      if (-ahead > oldest.toMillis() && event.type() != EventType.CARD_UPDATE) {
        throw refusal(TOO_OLD, event);
      }
    }
  }

  /**
   * Events of any age.
   *
   * @param window event times that are taken
   * @param limits how far what lies in a topic's partitions may be beyond the others there, by
   *     topic
   */
  record Replay(InputWindow window, Map<Topic, PartitionLimits> limits) implements EventTimes {
    /** All of them. */
    public static final Replay ALL = new Replay(InputWindow.ALL);

    public Replay {
      limits = new HashMap<>(limits);
    }

    /** Those of a window. */
    public Replay(InputWindow window) {
      this(window, Map.of());
    }

    @Override
    public PartitionLimits limits(Topic topic) {
      return limits.getOrDefault(topic, PartitionLimits.NONE);
    }

    @Override
    public WatermarkClock clock() {
      return WatermarkClock.EVENTS;
    }

    @Override
    public void check(Event event) throws UnreadableRecordException {
      if (!window.holds(event)) {
        throw refusal(OUTSIDE_WINDOW, event);
      }
    }
  }
}
