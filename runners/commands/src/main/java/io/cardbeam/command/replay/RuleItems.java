package io.cardbeam.command.replay;

import io.cardbeam.event.DeadLetter;
import io.cardbeam.lake.DamagedAvroFileException;
import io.cardbeam.lake.LakeRules;
import io.cardbeam.pipeline.read.SourceTags;
import io.cardbeam.pipeline.rule.RuleDecoder;
import io.cardbeam.wire.RuleRecord;
import io.cardbeam.wire.UnreadableRecordException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Rules and lists of an archive, each once, in the order in which they were published.
 *
 * @param items the records, and before them what of them can't be taken
 * @param duplicates records that the archive holds once more
 */
record RuleItems(List<ReplayItem> items, long duplicates) {
  /** Most records; all of them are in memory. */
  static final int MAX_RULES = 1_000_000;

  /**
   * Reads them.
   *
   * @throws IOException if there are too many, or storage fails
   */
  static RuleItems of(List<Archive.RuleFile> files) throws IOException {
    List<ReplayItem> items = new ArrayList<>();
    TreeSet<RuleRecord> rules = new TreeSet<>(RuleRecord.PUBLISHED_ORDER);
    long duplicates = 0;
    for (Archive.RuleFile file : files) {
      for (RuleRecord rule : read(file, items)) {
        duplicates += rules.add(rule) ? 0 : 1;
      }
      if (rules.size() > MAX_RULES) {
        throw new IOException("more than " + MAX_RULES + " rules and list entries");
      }
    }
    rules.forEach(rule -> items.add(new ReplayItem.OfRule(rule)));
    return new RuleItems(List.copyOf(items), duplicates);
  }

  private static List<RuleRecord> read(Archive.RuleFile file, List<ReplayItem> unread)
      throws IOException {
    List<RuleRecord> rules = new ArrayList<>();
    long position = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file.path()));
        LakeRules.Reader reader = new LakeRules.Reader(file.schema(), in)) {
      for (Optional<RuleRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
        try {
          RuleDecoder.checkStored(next.get());
          rules.add(next.get());
        } catch (UnreadableRecordException e) {
          unread.add(letter(file, position, e.code(), e.reason()));
        }
        position++;
      }
    } catch (DamagedAvroFileException e) {
      String reason = "file can't be read on: " + e.getMessage();
      unread.add(letter(file, position, SourceTags.DAMAGED_FILE, reason));
    }
    return rules;
  }

  private static ReplayItem letter(
      Archive.RuleFile file, long position, String code, String reason) {
    return new ReplayItem.Unread(
        new DeadLetter(file.path().toString(), position, code, reason, ByteBuffer.allocate(0)));
  }
}
