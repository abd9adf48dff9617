package io.cardbeam.pipeline;

import io.cardbeam.decision.Deciding;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.pipeline.format.ValueFormat;
import io.cardbeam.pipeline.read.EventTimes;
import io.cardbeam.pipeline.read.ReadKafka.StartFrom;
import java.time.Duration;
import java.util.Optional;

/**
 * What an unbounded run is connected to.
 *
 * @param kafka where events are read and answers are written
 * @param startFrom where a run without a checkpoint starts to read
 * @param format of the events on Kafka
 * @param times event times that are taken, and what moves the watermark on
 * @param skipDeleted whether to go on where retention has deleted records that were not read
 * @param books the normalised database, if it is to be written
 * @param lake root of the archive, if there is to be one, on any of Beam's file systems
 * @param archiveWait longest time that an event waits for its archive file to fill
 * @param activityEvery time between early results of a minute's activity
 * @param deciding what is decided by
 */
public record StreamSettings(
    KafkaConnection kafka,
    StartFrom startFrom,
    ValueFormat format,
    EventTimes times,
    boolean skipDeleted,
    Optional<BooksConnection> books,
    Optional<String> lake,
    Duration archiveWait,
    Duration activityEvery,
    Deciding deciding) {
  /** Longest wait for an archive file unless told otherwise. */
  public static final Duration ARCHIVE_WAIT = Duration.ofMinutes(5);

  /** Time between early results of activity unless told otherwise. */
  public static final Duration ACTIVITY_EVERY = Duration.ofSeconds(5);
}
