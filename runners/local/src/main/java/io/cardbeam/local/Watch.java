package io.cardbeam.local;

import io.cardbeam.command.traffic.TrafficMeter;
import io.cardbeam.flink.FlinkJob;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.pipeline.books.BooksCounts;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Shows traffic until it ends, is stopped, or the pipeline fails. */
final class Watch {
  /** A hundred years: the longest that counts in nanoseconds, in round figures. */
  static final Duration WITHOUT_LIMIT = Duration.ofDays(36_500);

  private static final Duration SHOW_EVERY = Duration.ofSeconds(1);

  /** Counting may take one part in so many of the time. */
  private static final int COUNT_SHARE = 5;

  private final DemoStage stage;
  private final FlinkJob job;
  private final TrafficMeter meter;
  private final Picture picture;
  private long rowsStored;
  private long nextCountNanos = System.nanoTime();

  /** What is shown meanwhile. */
  interface Shown {
    void show() throws IOException;
  }

  Watch(DemoStage stage, FlinkJob job, TrafficMeter meter) {
    this.stage = stage;
    this.job = job;
    this.meter = meter;
    this.picture = new Picture(stage.out(), stage.terminal());
  }

  /**
   * Shows it, as long as there is room on the disk.
   *
   * @param longest ends after this time at the latest
   * @throws IOException if the pipeline failed
   */
  void until(TrafficThread traffic, Duration longest) throws IOException {
    long beganNanos = System.nanoTime();
    until(
        () -> traffic.isDone() || System.nanoTime() - beganNanos >= longest.toNanos(),
        SHOW_EVERY,
        this::showPicture);
  }

  /**
   * Shows something else of it, as long as there is room on the disk.
   *
   * @param every how often
   * @throws IOException if the pipeline failed
   */
  void until(BooleanSupplier isDone, Duration every, Shown shown) throws IOException {
    try {
      while (!isDone.getAsBoolean()) {
        shown.show();
        job.throwIfFailed();
        if (stage.space().isLow() || stage.stop().await(every)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void showPicture() throws IOException {
    if (System.nanoTime() - nextCountNanos >= 0) {
      long beganNanos = System.nanoTime();
      rowsStored = rowsStored(stage.books());
      long tookNanos = System.nanoTime() - beganNanos;
      nextCountNanos = beganNanos + Math.max(SHOW_EVERY.toNanos(), COUNT_SHARE * tookNanos);
    }
    picture.show(meter.counts(), rowsStored, System.nanoTime());
  }

  /** Rows in all tables of the books, but for what they refused. */
  static long rowsStored(BooksConnection books) throws IOException {
    try {
      Map<String, Long> byTable = BooksCounts.read(books);
      long refused = byTable.getOrDefault("refused_document", 0L);
      return byTable.values().stream().mapToLong(Long::longValue).sum() - refused;
    } catch (SQLException e) {
      throw new IOException("the books can't be counted: " + e.getMessage(), e);
    }
  }
}
