package io.cardbeam.local;

import io.cardbeam.command.stream.StreamState.StateBackend;
import io.cardbeam.command.traffic.Bookmark;
import io.cardbeam.command.traffic.BookmarkFile;
import io.cardbeam.command.traffic.EventSender;
import io.cardbeam.command.traffic.Pace;
import io.cardbeam.command.traffic.TrafficDriver;
import io.cardbeam.command.traffic.TrafficMeter;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.TransactionException;
import io.cardbeam.flink.FlinkHost;
import io.cardbeam.flink.FlinkJob;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.UnreadableRecordException;
import io.cardbeam.wire.WireCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The stream of a later build, in a process whose class path begins with {@link LaterContracts}. It
 * goes on from what an earlier build left, plays further traffic, is asked again what the earlier
 * one answered, and is drained.
 */
final class LaterStream {
  /** How the line of what became of the decisions begins. */
  static final String DECISIONS = "decisions: ";

  /** How the line of exceptions begins that should not be. */
  static final String REFUSED = "refused: ";

  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);

  private LaterStream() {}

  /**
   * Runs the stream of a later build.
   *
   * @param args Kafka's address, the folder of state, lake and bookmark, how many requests are to
   *     be played by the end, how many of the first are asked again, event time of {@link
   *     EachContract}
   */
  public static void main(String[] args) throws Exception {
    if (AuthorizationRequest.getClassSchema().getField(LaterContracts.FIELD) == null) {
      throw new IllegalStateException("these are today's contracts");
    }
    KafkaConnection kafka = new KafkaConnection(args[0], "", Map.of());
    Path folder = Path.of(args[1]);
    int toPlay = Integer.parseInt(args[2]);
    int again = Integer.parseInt(args[3]);
    try (FlinkHost host = new FlinkHost()) {
      FlinkJob job = of(kafka, folder, StateBackend.heap).submit(host);
      TrafficMeter meter = new TrafficMeter();
      Bookmark bookmark = new BookmarkFile(bookmark(folder)).read();
      try (TrafficDriver driver =
          new TrafficDriver(kafka, Pace.fast(), meter, bookmark, latest -> {})) {
        driver.run(StreamOnTrial.traffic(toPlay).iterator());
      }
      long decisions = TopicReader.count(kafka, Topic.AUTHORIZATION_DECISIONS);
      try (EventSender sender = new EventSender(kafka)) {
        for (Event event : firstRequests(kafka, again)) {
          sender.send(event);
        }
        sender.send(new EachContract(Instant.parse(args[4])).refund(EachContract.LATE_REFUND, 1));
        sender.flush();
      }
      awaitDecisions(kafka, decisions + again, job);
      job.drain();
    }
    System.out.println(DECISIONS + DecisionsCheck.of(kafka, StreamOnTrial.deciding()));
    System.out.println(REFUSED + refused(kafka));
    System.exit(0);
  }

  /** A version that keeps in its state all that it is to archive. */
  static StreamOnTrial of(KafkaConnection kafka, Path folder, StateBackend backend) {
    return new StreamOnTrial(
        kafka,
        folder.resolve("state"),
        backend,
        Optional.of(folder.resolve("lake")),
        Duration.ofHours(1),
        false);
  }

  static Path bookmark(Path folder) {
    return folder.resolve("bookmark");
  }

  private static List<Event> firstRequests(KafkaConnection kafka, int count) throws IOException {
    WireCodec codec = new WireCodec();
    List<Event> first = new ArrayList<>();
    TopicReader.read(
        kafka,
        Topic.CARD_EVENTS,
        (value, offset) -> {
          try {
            Event event = codec.decodeEvent(value, Topic.CARD_EVENTS, offset);
            if (event.type() == EventType.AUTHORIZATION_REQUEST && first.size() < count) {
              first.add(event);
            }
          } catch (UnreadableRecordException e) {
            throw new IOException(e);
          }
        });
    return first;
  }

  private static void awaitDecisions(KafkaConnection kafka, long count, FlinkJob job)
      throws IOException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (TopicReader.count(kafka, Topic.AUTHORIZATION_DECISIONS) < count) {
      job.throwIfFailed();
      if (System.nanoTime() > deadline) {
        throw new IOException("answers to what was asked again stay away");
      }
    }
  }

  /** Ids of transactions that were refused, with the code of each. */
  private static List<String> refused(KafkaConnection kafka) throws IOException {
    WireCodec codec = new WireCodec();
    List<String> codes = new ArrayList<>();
    TopicReader.read(
        kafka,
        Topic.TRANSACTION_EXCEPTIONS,
        (value, offset) -> {
          try {
            TransactionException exception = (TransactionException) codec.decode(value);
            codes.add(exception.getTransactionId() + " " + exception.getCode());
          } catch (UnreadableRecordException e) {
            throw new IOException(e);
          }
        });
    return codes.stream().sorted().toList();
  }
}
