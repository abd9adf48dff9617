package io.cardbeam.command;

import io.cardbeam.command.traffic.Bookmark;
import io.cardbeam.command.traffic.Pace;
import io.cardbeam.command.traffic.TrafficCounts;
import io.cardbeam.command.traffic.TrafficDriver;
import io.cardbeam.command.traffic.TrafficMeter;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.traffic.Step;
import java.io.IOException;
import java.util.Iterator;

/** Traffic played to a Kafka on which a stream decides, from its beginning to its end. */
final class KafkaPlay {
  private KafkaPlay() {}

  /**
   * Plays it.
   *
   * @param account gets how the requests were decided and how long it took
   * @return whether every request was decided
   * @throws IOException if Kafka fails, or decisions stay away
   */
  static boolean play(KafkaConnection kafka, Pace pace, Iterator<Step> steps, Account account)
      throws IOException {
    TrafficMeter meter = new TrafficMeter();
    long startNanos = System.nanoTime();
    try (TrafficDriver driver =
        new TrafficDriver(kafka, pace, meter, Bookmark.START, bookmark -> {})) {
      driver.run(steps);
    }
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    TrafficCounts counts = meter.counts();
    account
        .with("requests", counts.requests())
        .with("approved", counts.approved())
        .with("referred", counts.referred())
        .with("declined", counts.declined())
        .with("alerts", counts.alerts())
        .with("transactions sent", counts.followUps())
        .with("latency p50 ms", counts.latency().p50Micros() / 1000.0)
        .with("latency p99 ms", counts.latency().p99Micros() / 1000.0)
        .with("seconds", seconds)
        .with("requests per second", counts.requests() / Math.max(seconds, 0.001));
    return counts.requests() == counts.decided();
  }
}
