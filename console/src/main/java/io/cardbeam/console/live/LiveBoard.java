package io.cardbeam.console.live;

import io.cardbeam.event.Activity;
import io.cardbeam.event.FraudAlert;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What happens now, for many readers, each at its own pace. */
public final class LiveBoard {
  private final ActivityBoard activity = new ActivityBoard();
  private final AlertList alerts = new AlertList();
  private long activityVersion;
  private long lastAlert;
  private boolean closed;

  /**
   * How far a reader is.
   *
   * @param activityVersion version of the figures that it has
   * @param lastAlert number of the last alert that it has
   */
  record Place(long activityVersion, long lastAlert) {
    /** Of who has nothing yet. */
    static final Place START = new Place(-1, 0);
  }

  /**
   * What a reader lacks.
   *
   * @param figures empty if it has the newest
   * @param alerts oldest first
   * @param place where it is when it has these
   */
  record News(
      Optional<ActivityBoard.Picture> figures, List<AlertList.Numbered> alerts, Place place) {}

  /** Takes figures. */
  public synchronized void apply(Activity record) {
    if (activity.apply(record)) {
      activityVersion++;
      notifyAll();
    }
  }

  /** Takes an alert. */
  public synchronized void apply(FraudAlert alert) {
    if (alerts.add(alert)) {
      lastAlert++;
      notifyAll();
    }
  }

  /**
   * Waits until there is something new for a reader.
   *
   * @return what is new, which is nothing if the time ran out
   */
  synchronized News await(Place place, Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (!closed
        && place.activityVersion() == activityVersion
        && place.lastAlert() == lastAlert) {
      long leftMillis = (end - System.nanoTime()) / 1_000_000;
      if (leftMillis <= 0) {
        break;
      }
      wait(leftMillis);
    }
    return new News(
        place.activityVersion() == activityVersion
            ? Optional.empty()
            : Optional.of(activity.picture()),
        alerts.after(place.lastAlert()),
        new Place(activityVersion, lastAlert));
  }

  /** Whether readers are to go. */
  synchronized boolean isClosed() {
    return closed;
  }

  /** Sends all readers away. */
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
