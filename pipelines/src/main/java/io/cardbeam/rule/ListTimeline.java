package io.cardbeam.rule;

import io.cardbeam.event.ListEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** When a key is on a list. The entry that came into force last tells, of two at once the newer. */
final class ListTimeline {
  static final ListTimeline NONE = new ListTimeline(List.of());

  private static final Comparator<ListEntry> IN_TIME =
      Comparator.comparing(ListEntry::getEffectiveFrom)
          .thenComparing(ListEntry::getPublishedAt)
          .thenComparing(Comparator.<ListEntry>naturalOrder());

  private final List<ListEntry> inTime;
  private final long[] from;
  private final long[] until;

  private ListTimeline(List<ListEntry> inTime) {
    this.inTime = inTime;
    this.from = inTime.stream().mapToLong(e -> e.getEffectiveFrom().toEpochMilli()).toArray();
    this.until = inTime.stream().mapToLong(ListTimeline::untilMillis).toArray();
  }

  /** An entry that takes the key off counts for no time at all. */
  private static long untilMillis(ListEntry entry) {
    Instant until = entry.getUntil();
    return !entry.getListed()
        ? Long.MIN_VALUE
        : until == null ? Long.MAX_VALUE : until.toEpochMilli();
  }

  ListTimeline plus(ListEntry entry) {
    TreeSet<ListEntry> entries = new TreeSet<>(IN_TIME);
    entries.addAll(inTime);
    entries.add(entry);
    return new ListTimeline(List.copyOf(new ArrayList<>(entries)));
  }

  List<ListEntry> entries() {
    return inTime;
  }

  boolean has(ListEntry entry) {
    return inTime.contains(entry);
  }

  boolean isListed(long eventTimeMillis) {
    for (int i = from.length - 1; i >= 0; i--) {
      if (from[i] <= eventTimeMillis) {
        return eventTimeMillis < until[i];
      }
    }
    return false;
  }
}
