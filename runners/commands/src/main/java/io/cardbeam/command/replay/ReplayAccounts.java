package io.cardbeam.command.replay;

import io.cardbeam.command.Account;
import io.cardbeam.pipeline.card.ConflictLetter;
import io.cardbeam.pipeline.classify.ClassifyCounters;
import java.time.Instant;

/** What replays did, in names and figures. */
final class ReplayAccounts {
  private ReplayAccounts() {}

  /**
   * Of a replay to Kafka.
   *
   * @param seconds it took
   */
  static Account of(ArchiveScan scan, ReplayCounts counts, double seconds) {
    Account account =
        new Account().with("files", scan.archive().files()).with("records read", scan.read());
    if (counts.sentBefore() > 0) {
      account.with("sent before", counts.sentBefore());
    }
    counts.sent().forEach((topic, count) -> account.with("sent " + topic.topicName(), count));
    account
        .with("sent", counts.sentNow())
        .with("duplicates", counts.duplicates())
        .with("outside", counts.outside())
        .with("dead letters", counts.deadLetters())
        .with("from the future", scan.fromTheFuture())
        .with("came late", counts.late());
    if (counts.stopped()) {
      account
          .with("to go", scan.read() - counts.accountedFor())
          .with("stopped at", instant(counts.reachedMillis()));
    } else {
      account.with("adds up", addsUp(scan, counts) ? "yes" : "NO");
    }
    return account
        .with("seconds", seconds)
        .with("records per second", counts.sentNow() / Math.max(seconds, 0.001));
  }

  /** Whether what was read, when it was first looked at, is what was sent or left out. */
  static boolean addsUp(ArchiveScan scan, ReplayCounts counts) {
    return scan.read() == counts.accountedFor();
  }

  /** A time, or a dash for the beginning and the end of all time. */
  static String instant(long millis) {
    return millis == Long.MIN_VALUE || millis == Long.MAX_VALUE
        ? "-"
        : Instant.ofEpochMilli(millis).toString();
  }

  /** Of a bounded replay. */
  static Account of(BoundedReplay replay) {
    Account account =
        new Account()
            .with("rows read", replay.run().requests() + replay.run().invalid())
            .with("invalid", replay.run().invalid())
            .with("before", replay.before())
            .with("outside", replay.run().outside());
    replay
        .outcomes()
        .forEach((outcome, count) -> account.with(ClassifyCounters.nameOf(outcome), count));
    return account
        .with("repeated", replay.run().repeated())
        .with(ConflictLetter.COUNTER, replay.run().conflicts())
        .with("same", replay.same())
        .with("different", replay.different())
        .with("other outcome", replay.otherOutcome())
        .with("not in archive", replay.notInArchive())
        .with("only in archive", replay.onlyInArchive())
        .with("adds up", replay.addsUp() ? "yes" : "NO")
        .with("seconds", replay.run().seconds())
        .with("requests per second", replay.run().requests() / replay.run().seconds());
  }
}
