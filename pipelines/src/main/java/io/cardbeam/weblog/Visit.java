package io.cardbeam.weblog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A session: requests of one visitor without a gap of more than {@value #GAP_SECONDS} s between
 * them. Parts of one that were read apart make the whole, in whatever order they come.
 *
 * @param start time of the first request, seconds since 1970 UTC
 * @param end of the last one
 * @param hits requests
 * @param pages of them those that ask for no part of a page
 * @param errors answered by a status of 400 or more
 * @param robots that asked for robots.txt
 * @param probes that looked for holes
 * @param bytes sent
 * @param entry path of the first request; of several at one second the least
 * @param exit path of the last request; of several at one second the greatest
 */
public record Visit(
    long start,
    long end,
    long hits,
    long pages,
    long errors,
    long robots,
    long probes,
    long bytes,
    String entry,
    String exit) {

  /** Longest time between two requests of a session, seconds. */
  public static final long GAP_SECONDS = 30 * 60;

  private static final Comparator<Visit> BY_START =
      Comparator.comparingLong(Visit::start)
          .thenComparingLong(Visit::end)
          .thenComparing(Visit::entry)
          .thenComparing(Visit::exit);

  /** Of one request. */
  static Visit of(Hit hit, String path) {
    RequestKind kind = RequestKind.of(hit.request(), hit.status());
    return new Visit(
        hit.epochSeconds(),
        hit.epochSeconds(),
        1,
        kind == RequestKind.ASSET ? 0 : 1,
        hit.isError() ? 1 : 0,
        kind == RequestKind.ROBOTS_TXT ? 1 : 0,
        kind == RequestKind.PROBE ? 1 : 0,
        hit.bytes().orElse(0),
        path,
        path);
  }

  /** Whether both are parts of one session, if there is nothing else of the visitor. */
  public boolean meets(Visit other) {
    return other.start <= end + GAP_SECONDS && start <= other.end + GAP_SECONDS;
  }

  /** Both as one. */
  public Visit with(Visit other) {
    return new Visit(
        Math.min(start, other.start),
        Math.max(end, other.end),
        hits + other.hits,
        pages + other.pages,
        errors + other.errors,
        robots + other.robots,
        probes + other.probes,
        bytes + other.bytes,
        start < other.start || (start == other.start && entry.compareTo(other.entry) <= 0)
            ? entry
            : other.entry,
        end > other.end || (end == other.end && exit.compareTo(other.exit) >= 0)
            ? exit
            : other.exit);
  }

  /** The same with other paths. */
  public Visit withPaths(String first, String last) {
    return first.equals(entry) && last.equals(exit)
        ? this
        : new Visit(start, end, hits, pages, errors, robots, probes, bytes, first, last);
  }

  /** The sessions that parts of them make, by time. */
  public static List<Visit> joined(List<Visit> parts) {
    List<Visit> sorted = new ArrayList<>(parts);
    sorted.sort(BY_START);
    List<Visit> sessions = new ArrayList<>();
    for (Visit part : sorted) {
      int last = sessions.size() - 1;
      if (last >= 0 && sessions.get(last).meets(part)) {
        sessions.set(last, sessions.get(last).with(part));
      } else {
        sessions.add(part);
      }
    }
    return sessions;
  }
}
