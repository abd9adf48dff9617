package io.cardbeam.command.replay;

import io.cardbeam.event.AddressCount;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.lake.DamagedAvroFileException;
import io.cardbeam.lake.LakeAddressCounts;
import io.cardbeam.lake.LakeReader;
import io.cardbeam.lake.LakeRules;
import io.cardbeam.pipeline.read.SourceTags;
import io.cardbeam.pipeline.rule.RuleDecoder;
import io.cardbeam.wire.AddressCountChecks;
import io.cardbeam.wire.RuleRecord;
import io.cardbeam.wire.UnreadableRecordException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Published records of an archive, each once, in the order in which they were published.
 *
 * @param items the records, and before them what of them can't be taken
 * @param duplicates records that the archive holds once more
 */
record PublishedItems(List<ReplayItem> items, long duplicates) {
  /** Most records of a kind; all of them are in memory. */
  static final int MAX_RECORDS = 1_000_000;

  PublishedItems {
    items = List.copyOf(items);
  }

  private interface Opener<T> {
    LakeReader<T> open(InputStream in) throws IOException;
  }

  private interface Check<T> {
    void check(T record) throws UnreadableRecordException;
  }

  /**
   * Reads rules and lists.
   *
   * @throws IOException if there are too many, or storage fails
   */
  static PublishedItems ofRules(List<Archive.RuleFile> files) throws IOException {
    Gathered<RuleRecord> rules =
        new Gathered<>(
            RuleRecord.PUBLISHED_ORDER, RuleDecoder::checkStored, "rules and list entries");
    for (Archive.RuleFile file : files) {
      rules.read(file.path(), in -> new LakeRules.Reader(file.schema(), in));
    }
    return rules.as(ReplayItem.OfRule::new);
  }

  /**
   * Reads counts of addresses' cards.
   *
   * @throws IOException if there are too many, or storage fails
   */
  static PublishedItems ofAddressCounts(List<Path> files) throws IOException {
    Gathered<AddressCount> counts =
        new Gathered<>(
            LakeAddressCounts.PUBLISHED_ORDER,
            AddressCountChecks::check,
            "counts of addresses' cards; name the --topics without address-counts to replay"
                + " without them");
    for (Path file : files) {
      counts.read(file, LakeAddressCounts::reader);
    }
    return counts.as(ReplayItem.OfAddressCount::new);
  }

  /** Records of one kind, file after file. */
  private static final class Gathered<T> {
    private final List<ReplayItem> items = new ArrayList<>();
    private final TreeSet<T> records;
    private final Check<T> check;
    private final String many;
    private long duplicates;

    /**
     * @param many what is too much if there are more than a replay takes
     */
    Gathered(Comparator<T> order, Check<T> check, String many) {
      this.records = new TreeSet<>(order);
      this.check = check;
      this.many = many;
    }

    void read(Path file, Opener<T> opener) throws IOException {
      long position = 0;
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
          LakeReader<T> reader = opener.open(in)) {
        for (Optional<T> next = reader.next(); next.isPresent(); next = reader.next()) {
          try {
            check.check(next.get());
            duplicates += records.add(next.get()) ? 0 : 1;
          } catch (UnreadableRecordException e) {
            unread(file, position, e.code(), e.reason());
          }
          position++;
        }
      } catch (DamagedAvroFileException e) {
        unread(file, position, SourceTags.DAMAGED_FILE, "file can't be read on: " + e.getMessage());
      }
      if (records.size() > MAX_RECORDS) {
        throw new IOException("more than " + MAX_RECORDS + " " + many);
      }
    }

    private void unread(Path file, long position, String code, String reason) {
      items.add(
          new ReplayItem.Unread(
              new DeadLetter(file.toString(), position, code, reason, ByteBuffer.allocate(0))));
    }

    PublishedItems as(Function<T, ReplayItem> item) {
      records.forEach(record -> items.add(item.apply(record)));
      return new PublishedItems(items, duplicates);
    }
  }
}
