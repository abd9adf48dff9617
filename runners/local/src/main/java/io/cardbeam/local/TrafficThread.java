package io.cardbeam.local;

import io.cardbeam.command.traffic.TrafficDriver;
import io.cardbeam.flink.RootCause;
import io.cardbeam.traffic.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A driver at work on a thread of its own. */
public final class TrafficThread {
  private static final Duration STOPS_WITHIN = TrafficDriver.ANSWER_WITHIN.plusSeconds(10);

  private final TrafficDriver driver;
  private final CompletableFuture<Boolean> done;

  /** Sets it to work. */
  public TrafficThread(TrafficDriver driver, Iterator<Step> traffic) {
    this.driver = driver;
    this.done = CompletableFuture.supplyAsync(() -> run(traffic), TrafficThread::start);
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "traffic");
    thread.setDaemon(true);
    thread.start();
  }

  private boolean run(Iterator<Step> traffic) {
    try {
      driver.run(traffic);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it has come to its end, or failed. */
  public boolean isDone() {
    return done.isDone();
  }

  /** Stops it where it is and waits until what is on its way is answered. */
  public void stop() throws IOException {
    driver.stop();
    join();
  }

  /** Waits for its end; throws what it failed with. */
  public void join() throws IOException {
    try {
      done.get(STOPS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the traffic was stopping", e);
    } catch (TimeoutException e) {
      throw new IOException("the traffic does not stop", e);
    } catch (ExecutionException e) {
      throw new IOException(RootCause.line(e), e);
    }
  }
}
