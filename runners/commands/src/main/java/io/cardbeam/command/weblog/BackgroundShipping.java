package io.cardbeam.command.weblog;

import io.cardbeam.command.Stopping;
import io.cardbeam.pipeline.KafkaConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the lines of a log of this process to a topic, on a thread of its own. */
public final class BackgroundShipping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundShipping.class);
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(30);

  private final Stop stop;
  private final CompletableFuture<Boolean> done;

  private static final class Stop implements Stopping {
    private final CountDownLatch asked = new CountDownLatch(1);

    @Override
    public boolean isAsked() {
      return asked.getCount() == 0;
    }

    @Override
    public boolean await(Duration atMost) throws InterruptedException {
      return asked.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
      asked.countDown();
    }
  }

  private record Work(Path log, String host, PlaceFile kept, LineSender to, Stop stop) {
    void run() throws IOException, InterruptedException {
      try (PlaceFile places = kept;
          LineSender sender = to) {
        new LogShipping(List.of(log), places, sender, LogShipping.Ends.STOPPED_AND_SENT)
            .run(host, stop, LOG::info);
      }
    }
  }

  private BackgroundShipping(Stop stop, CompletableFuture<Boolean> done) {
    this.stop = stop;
    this.done = done;
  }

  /**
   * Starts it.
   *
   * @param topic whole name; it must be there
   * @param log absolute; it need not be there yet
   * @param place file in which the place is kept
   * @param host what to call this machine
   * @throws IOException if Kafka does not answer, or the place can't be read
   */
  public static BackgroundShipping start(
      KafkaConnection kafka, String topic, Path log, Path place, String host) throws IOException {
    Stop stop = new Stop();
    PlaceFile places = PlaceFile.open(place, topic);
    LineSender sender;
    try {
      sender = LineSender.to(kafka, topic, stop, LOG::info);
    } catch (IOException e) {
      places.close();
      throw e;
    }
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    Thread thread =
        new Thread(() -> run(new Work(log, host, places, sender, stop), done), "ship-log");
    thread.setDaemon(true);
    thread.start();
    return new BackgroundShipping(stop, done);
  }

  private static void run(Work work, CompletableFuture<Boolean> done) {
    try {
      work.run();
      done.complete(true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      done.completeExceptionally(e);
    } catch (IOException | RuntimeException e) {
      LOG.warn("lines of a log are not sent any more: {}", e.toString());
      done.completeExceptionally(e);
    }
  }

  /**
   * Sends what is there, and ends.
   *
   * @throws IOException if Kafka did not take all of it
   */
  @Override
  public void close() throws IOException {
    stop.close();
    try {
      done.get(STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the last lines of a log were sent", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("lines of a log could not be sent: " + e, e);
    }
  }
}
