package io.cardbeam.console.live;

import java.util.List;
import java.util.Optional;

/**
 * What was asked in a range.
 *
 * @param extent what the books hold altogether; empty if nothing
 * @param points a figure for each step of the range, oldest first, those without requests too
 * @param states busiest first; the empty name stands for those not known
 * @param cities of the state that was asked for, busiest first; none if none was asked for
 * @param categories busiest first
 * @param hours by hour of the day in UTC, 24 of them
 * @param complete false if there were more states, cities or categories than are kept
 */
record History(
    HistoryRange range,
    Optional<HistoryRange.Extent> extent,
    Figures total,
    List<Figures> points,
    List<Named> states,
    List<Named> cities,
    List<Named> categories,
    List<Figures> hours,
    boolean complete) {
  /** Figures of one state, city or category. */
  record Named(String name, Figures figures) {}
}
