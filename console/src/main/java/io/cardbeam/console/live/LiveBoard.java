package io.cardbeam.console.live;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.FraudAlert;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What happens now, for many readers, each at its own pace: a reader has a place and asks for what
 * came after it, so that nothing queues for one that is slow.
 */
public final class LiveBoard {
  private static final Duration OUT_OF_ORDER = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final LiveWindow window;
  private final AlertList alerts;
  private final RequestJoin join;
  private final CountDownLatch closed = new CountDownLatch(1);
  private boolean ready;

  /** A board of nothing yet. */
  public LiveBoard(InstantSource clock) {
    this(clock, new LiveWindow(), new AlertList());
  }

  LiveBoard(InstantSource clock, LiveWindow window, AlertList alerts) {
    this.clock = clock;
    this.window = window;
    this.alerts = alerts;
    join = new RequestJoin(window);
  }

  /**
   * How far a reader is.
   *
   * @param request number of the last request that it has
   * @param alert number of the last alert that it has
   */
  record Place(long request, long alert) {}

  /**
   * What a reader lacks, as it came.
   *
   * @param place where it is when it has these
   */
  record News(List<LiveRequest> requests, List<FraudAlert> alerts, Place place) {}

  /** Takes a request. */
  public synchronized void apply(AuthorizationRequest request) {
    join.take(request);
  }

  /** Takes a decision. */
  public synchronized void apply(AuthorizationDecision decision) {
    join.take(decision, ready ? Optional.of(clock.millis()) : Optional.empty());
  }

  /** Takes an alert. */
  public synchronized void apply(FraudAlert alert) {
    alerts.add(alert);
  }

  /**
   * Notes that nothing before this decision is read. Even where it is the first of its partition
   * the books may hold older requests, which a batch run has put there.
   *
   * @param hasOlder whether there are older decisions; few of them are of a later event time
   */
  public synchronized void startsAt(AuthorizationDecision decision, boolean hasOlder) {
    long millis = decision.getEventTime().toEpochMilli();
    window.lacks(hasOlder ? millis + OUT_OF_ORDER.toMillis() : millis - 1);
  }

  /** Notes that what was there before is read; from then on readers are served. */
  public synchronized void caughtUp() {
    join.forgetDecisions();
    ready = true;
    notifyAll();
  }

  /** Wakes readers for what was taken. */
  public synchronized void publish() {
    notifyAll();
  }

  /** Waits until readers can be served; whether they can. */
  synchronized boolean awaitReady(Duration atMost) throws InterruptedException {
    for (long end = end(atMost); !ready && !isClosed() && left(end) > 0; ) {
      wait(left(end));
    }
    return ready;
  }

  /**
   * Where a reader begins.
   *
   * @param completeFromMillis event time from which no answered request is missing in the news,
   *     milliseconds since 1970 UTC
   */
  record Beginning(long completeFromMillis, News news) {}

  /** All that is kept, for a reader who gets so many alerts of before. */
  synchronized Beginning begin(int alertsOfBefore) {
    Place before =
        new Place(
            window.beforeOldest(), Math.max(alerts.beforeOldest(), alerts.last() - alertsOfBefore));
    long completeFrom = window.completeFromMillis();
    return new Beginning(
        completeFrom == Long.MIN_VALUE ? clock.millis() : completeFrom, newsAfter(before));
  }

  /** Whether a reader can go on from here without missing anything. */
  synchronized boolean reachesBackTo(Place place) {
    return window.reachesBackTo(place.request()) && alerts.reachesBackTo(place.alert());
  }

  /**
   * Waits until there is something new for a reader.
   *
   * @return what is new, which is nothing if the time ran out; empty if some of it is gone
   */
  synchronized Optional<News> await(Place place, Duration atMost) throws InterruptedException {
    for (long end = end(atMost); !isClosed() && !hasNewsFor(place) && left(end) > 0; ) {
      wait(left(end));
    }
    if (!reachesBackTo(place)) {
      return Optional.empty();
    }
    return Optional.of(newsAfter(place));
  }

  private News newsAfter(Place place) {
    return new News(
        window.after(place.request()),
        alerts.after(place.alert()),
        new Place(window.last(), alerts.last()));
  }

  private boolean hasNewsFor(Place place) {
    return place.request() != window.last() || place.alert() != alerts.last();
  }

  private static long end(Duration atMost) {
    return System.nanoTime() + atMost.toNanos();
  }

  private static long left(long end) {
    return TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
  }

  /** Waits as long, or until readers are to go; whether they are. */
  boolean pause(Duration time) throws InterruptedException {
    return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether readers are to go. */
  boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Sends all readers away. */
  public synchronized void close() {
    closed.countDown();
    notifyAll();
  }
}
