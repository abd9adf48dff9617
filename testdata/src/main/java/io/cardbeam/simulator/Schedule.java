package io.cardbeam.simulator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/**
 * When the cardholders live: by which clocks, from when they buy more than people do, and which
 * days they sleep over.
 *
 * @param busyFrom from this instant on they buy, and are stolen from, more often
 * @param busyFactor so many times as often, 1 to {@value #MAX_BUSY_FACTOR}; they pay their bills as
 *     many times as often, so that the limits of their cards go on to be enough
 * @param allClocks whether their clocks are spread over all 24 hours, so that it is always day for
 *     as many of them; otherwise each has the clock of its home
 * @param pauses in which nobody buys anything; what was planned before and comes by itself, such as
 *     the end of a block, happens in them too. Whatever pause is added later, what came before it
 *     stays the same, to the byte.
 */
public record Schedule(Instant busyFrom, double busyFactor, boolean allClocks, List<Pause> pauses) {
  /** Largest factor: a hundred purchases a day, thus one each eight minutes while awake. */
  public static final double MAX_BUSY_FACTOR = 50;

  /** As people live. */
  public static final Schedule NATURAL = new Schedule(SimulatorSettings.NEVER, 1, false, List.of());

  private static final int HOURS = 24;
  private static final int WESTERNMOST = -11;

  /** Coprime to 24, so that neighbours among the cards have different clocks. */
  private static final int STEP_HOURS = 7;

  /**
   * A time in which nobody buys.
   *
   * @param from first instant
   * @param to first instant after it
   */
  public record Pause(Instant from, Instant to) {
    public Pause {
      if (to.isBefore(from)) {
        throw new IllegalArgumentException("a pause from " + from + " to " + to);
      }
    }

    boolean holds(long millis) {
      return from.toEpochMilli() <= millis && millis < to.toEpochMilli();
    }

    boolean holds(Day day) {
      return from.toEpochMilli() <= day.startMillis()
          && day.next().startMillis() <= to.toEpochMilli();
    }
  }

  public Schedule {
    if (!(busyFactor >= 1 && busyFactor <= MAX_BUSY_FACTOR)) {
      throw new IllegalArgumentException("busy factor must be 1 to " + MAX_BUSY_FACTOR);
    }
    pauses = List.copyOf(pauses);
  }

  /** How many times as often as usual they buy at an instant, milliseconds since 1970 UTC. */
  double factorAt(long millis) {
    return millis >= busyFrom.toEpochMilli() ? busyFactor : 1;
  }

  /** The largest factor at any time of a day. */
  double factorOn(Day day) {
    return factorAt(day.next().startMillis() - 1);
  }

  ZoneOffset clock(int card, double longitude) {
    return allClocks
        ? ZoneOffset.ofHours(Math.floorMod(card * STEP_HOURS, HOURS) + WESTERNMOST)
        : Day.clock(longitude);
  }

  /** Whether all of a day lies in one pause. */
  boolean isPaused(Day day) {
    return pauses.stream().anyMatch(pause -> pause.holds(day));
  }

  boolean isPausedAt(long millis) {
    return pauses.stream().anyMatch(pause -> pause.holds(millis));
  }
}
