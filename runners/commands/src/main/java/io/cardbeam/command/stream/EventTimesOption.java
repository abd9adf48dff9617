package io.cardbeam.command.stream;

import io.cardbeam.command.DurationConverter;
import io.cardbeam.command.UtcTimeConverter;
import io.cardbeam.command.WindowOption;
import io.cardbeam.pipeline.read.EventTimes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What tells a stream the time, and which event times it takes. */
final class EventTimesOption {
  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before any method is called.
  private CommandSpec spec;

  @Option(
      names = "--event-time",
      paramLabel = "live|replay",
      defaultValue = "live",
      description = {
        "live: events happen now, so where there are none the clock tells the time.",
        "replay: events are of any age, and they alone tell the time. Default: ${DEFAULT-VALUE}."
      })
  private EventTime eventTime = EventTime.LIVE;

  @Option(
      names = "--max-clock-skew",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = {
        "live: how far ahead of this clock a sender's may be, as 90s, 2m or 12h. An event further"
            + " ahead is a dead letter FROM_THE_FUTURE. Default: 2m."
      })
  private @Nullable Duration maxClockSkew;

  @Option(
      names = "--oldest",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = {
        "live: how long ago an event may have happened. An older one is a dead letter TOO_OLD; an"
            + " update of a card may be of any age. Default: 400d."
      })
  private @Nullable Duration oldest;

  @Option(
      names = "--events-from",
      paramLabel = "DATE",
      converter = UtcTimeConverter.class,
      description = {
        "replay: what happened before this date (or time, as 2020-06-21T12:00:00Z), UTC, is a dead"
            + " letter OUTSIDE_WINDOW. Default: none is."
      })
  private @Nullable Instant eventsFrom;

  @Option(
      names = "--events-to",
      paramLabel = "DATE",
      converter = UtcTimeConverter.class,
      description = {
        "replay: so is what happened from this date on. Name it where the data's last day is known:"
            + " no wrong date then gets past it. Default: none is, and the command first reads the"
            + " topics to find dates more than 365 days after 99.9 percent of the events of their"
            + " partition, which are dead letters FROM_THE_FUTURE."
      })
  private @Nullable Instant eventsTo;

  /** What tells the time, by the names that people type. */
  enum EventTime {
    LIVE,
    REPLAY
  }

  /**
   * What is taken.
   *
   * @throws ParameterException if options of the other mode are given, or nothing could be taken
   */
  EventTimes times() {
    if (eventTime == EventTime.LIVE) {
      if (eventsFrom != null || eventsTo != null) {
        throw wrong("--events-from and --events-to are for --event-time replay");
      }
      Duration skew = maxClockSkew == null ? EventTimes.Live.MAX_CLOCK_SKEW : maxClockSkew;
      Duration age = oldest == null ? EventTimes.Live.OLDEST : oldest;
      if (age.isZero()) {
        throw wrong("--oldest is above 0");
      }
      return new EventTimes.Live(skew, age, Clock.systemUTC());
    }
    if (maxClockSkew != null || oldest != null) {
      throw wrong(
          "--max-clock-skew and --oldest are for --event-time live; a replay takes --events-from"
              + " and --events-to");
    }
    return new EventTimes.Replay(
        WindowOption.between(
            spec.commandLine(), "--events-from", eventsFrom, "--events-to", eventsTo));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
