package io.cardbeam.browser.bench;

import java.util.List;

/**
 * What was measured.
 *
 * @param rate requests a second
 * @param firstFiguresMillis from when the page was asked for until its first figures were drawn
 * @param longestAtStartMillis longest task until then and ten seconds on; 0 if none took over
 *     {@value #LONG_MILLIS}
 * @param inTime at that rate, by the clock
 * @param heap what the page held after each twelfth of the requests that came faster; empty if that
 *     was left out
 * @param cold of another console, whose process has just started
 */
record PageResult(
    int rate,
    double firstFiguresMillis,
    double longestAtStartMillis,
    InTime inTime,
    List<Sample> heap,
    ColdStart cold) {
  /** A task that takes no longer is not seen. */
  static final int LONG_MILLIS = 50;

  /** Longest that a task may take. */
  static final int MOST_TASK_MILLIS = 100;

  /** Most of its time that the main thread may be busy. */
  static final double MOST_BUSY = 0.5;

  /** How much of the first sample the heap may grow by: as much as samples differ by chance. */
  static final double MOST_GROWTH = 0.1;

  private static final int LEAST_SAMPLES = 2;

  /**
   * At the rate, by the clock.
   *
   * @param seconds that were measured
   * @param requestsPerSecond that came
   * @param framesPerSecond that the page got
   * @param longTasks how many took over {@value #LONG_MILLIS} ms
   * @param longestTaskMillis 0 if there was none of them
   * @param busy share of the time that the main thread was busy, 0 to 1
   * @param script share of the time that it was in scripts
   */
  record InTime(
      double seconds,
      double requestsPerSecond,
      double framesPerSecond,
      int longTasks,
      double longestTaskMillis,
      double busy,
      double script) {}

  /**
   * The page after some requests.
   *
   * @param requests that came since the first sample
   */
  record Sample(long requests, MeasuredPage.Held held) {}

  PageResult {
    heap = List.copyOf(heap);
  }

  /** Whether no task was too long. */
  boolean tasksHold() {
    return inTime.longestTaskMillis() <= MOST_TASK_MILLIS;
  }

  /** Whether the main thread had time enough left. */
  boolean busyHolds() {
    return inTime.busy() <= MOST_BUSY;
  }

  /** Whether the heap is flat. */
  boolean heapHolds() {
    return growth() <= MOST_GROWTH;
  }

  /** Whether all of it holds. */
  boolean holds() {
    return tasksHold() && busyHolds() && heapHolds() && cold.holds();
  }

  /** Slope of the line through the samples by least squares: bytes for each request. */
  double bytesPerRequest() {
    if (heap.size() < LEAST_SAMPLES) {
      return 0;
    }
    double meanRequests = heap.stream().mapToLong(Sample::requests).average().orElse(0);
    double meanBytes = heap.stream().mapToLong(one -> one.held().bytes()).average().orElse(0);
    double together = 0;
    double squares = 0;
    for (Sample one : heap) {
      double requests = one.requests() - meanRequests;
      together += requests * (one.held().bytes() - meanBytes);
      squares += requests * requests;
    }
    return squares == 0 ? 0 : together / squares;
  }

  /** How much the heap grew along that line, as a share of the first sample. */
  double growth() {
    if (heap.isEmpty()) {
      return 0;
    }
    return bytesPerRequest() * last().requests() / first().held().bytes();
  }

  /** The first sample; there must be one. */
  Sample first() {
    return heap.get(0);
  }

  /** The last sample; there must be one. */
  Sample last() {
    return heap.get(heap.size() - 1);
  }
}
