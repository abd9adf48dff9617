package io.cardbeam.command.weblog;

import io.cardbeam.command.Stopping;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Sends the lines of logs as servers write them, and keeps the places.
 *
 * @param logs absolute paths
 * @param places of all of them
 * @param ends when it ends
 */
record LogShipping(List<Path> logs, PlaceFile places, LineSender sender, Ends ends) {
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);
  private static final long KEEP_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** When it ends by itself. */
  enum Ends {
    /** When it is stopped, where it is. */
    STOPPED,
    /** When it is stopped and what was written before is sent. */
    STOPPED_AND_SENT,
    /** When what is there is sent. */
    SENT
  }

  /**
   * Runs until its end.
   *
   * @param host what to call this machine
   * @param says gets what a person should know
   * @throws IOException with a line for the user if Kafka refuses a line, or a log can't be read
   */
  void run(String host, Stopping stop, Consumer<String> says)
      throws IOException, InterruptedException {
    List<LogFollower> followers = new ArrayList<>();
    try {
      for (Path log : logs) {
        followers.add(LogFollower.of(log, host, places.of(log), says));
      }
      says.accept(
          (ends == Ends.SENT ? "sends " : "follows ") + logs.size() + " logs to " + sender.topic());
      follow(followers, stop);
    } finally {
      sender.finish();
      keep(followers);
      for (LogFollower follower : followers) {
        follower.close();
      }
    }
    sender.throwIfFailed();
  }

  private void follow(List<LogFollower> followers, Stopping stop)
      throws IOException, InterruptedException {
    byte[] buffer = new byte[OpenLog.BUFFER_BYTES];
    boolean once = ends == Ends.SENT;
    long keptNanos = System.nanoTime();
    try {
      while (true) {
        boolean stopped = stop.isAsked();
        if (stopped && ends != Ends.STOPPED_AND_SENT) {
          return;
        }
        boolean any = false;
        for (LogFollower follower : followers) {
          any |= follower.poll(buffer, sender, once);
        }
        sender.throwIfFailed();
        if (!any && (stopped || (once && followers.stream().allMatch(LogFollower::isAllTaken)))) {
          return;
        }
        if (!any) {
          stop.await(LOOK_EVERY);
        }
        if (System.nanoTime() - keptNanos > KEEP_EVERY_NANOS) {
          keep(followers);
          keptNanos = System.nanoTime();
        }
      }
    } catch (LineSender.StoppedException e) {
      // What Kafka did not take is sent at the next start.
    }
  }

  private void keep(List<LogFollower> followers) throws IOException {
    List<ShippedPlace> now = new ArrayList<>();
    followers.forEach(follower -> now.addAll(follower.places()));
    // A log that is not followed yet keeps its place.
    places.keep(now, logs.subList(0, followers.size()));
  }
}
