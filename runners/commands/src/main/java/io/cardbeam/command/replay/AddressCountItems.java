package io.cardbeam.command.replay;

import io.cardbeam.event.AddressCount;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.lake.DamagedAvroFileException;
import io.cardbeam.lake.LakeAddressCounts;
import io.cardbeam.lake.LakeReader;
import io.cardbeam.pipeline.read.SourceTags;
import io.cardbeam.wire.AddressCountChecks;
import io.cardbeam.wire.UnreadableRecordException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Counts of addresses' cards of an archive, each once, in the order in which they were published.
 *
 * @param items the counts, and before them what of them can't be taken
 * @param duplicates counts that the archive holds once more
 */
record AddressCountItems(List<ReplayItem> items, long duplicates) {
  /** Most counts; all of them are in memory. */
  static final int MAX_COUNTS = 1_000_000;

  /**
   * Reads them.
   *
   * @throws IOException if there are too many, or storage fails
   */
  static AddressCountItems of(List<Path> files) throws IOException {
    List<ReplayItem> items = new ArrayList<>();
    TreeSet<AddressCount> counts = new TreeSet<>(LakeAddressCounts.PUBLISHED_ORDER);
    long duplicates = 0;
    for (Path file : files) {
      for (AddressCount count : read(file, items)) {
        duplicates += counts.add(count) ? 0 : 1;
      }
      if (counts.size() > MAX_COUNTS) {
        throw new IOException(
            "more than "
                + MAX_COUNTS
                + " counts of addresses' cards; name the --topics without address-counts to replay"
                + " without them");
      }
    }
    counts.forEach(count -> items.add(new ReplayItem.OfAddressCount(count)));
    return new AddressCountItems(List.copyOf(items), duplicates);
  }

  private static List<AddressCount> read(Path file, List<ReplayItem> unread) throws IOException {
    List<AddressCount> counts = new ArrayList<>();
    long position = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
        LakeReader<AddressCount> reader = LakeAddressCounts.reader(in)) {
      for (Optional<AddressCount> next = reader.next(); next.isPresent(); next = reader.next()) {
        try {
          AddressCountChecks.check(next.get());
          counts.add(next.get());
        } catch (UnreadableRecordException e) {
          unread.add(letter(file, position, e.code(), e.reason()));
        }
        position++;
      }
    } catch (DamagedAvroFileException e) {
      String reason = "file can't be read on: " + e.getMessage();
      unread.add(letter(file, position, SourceTags.DAMAGED_FILE, reason));
    }
    return counts;
  }

  private static ReplayItem letter(Path file, long position, String code, String reason) {
    return new ReplayItem.Unread(
        new DeadLetter(file.toString(), position, code, reason, ByteBuffer.allocate(0)));
  }
}
