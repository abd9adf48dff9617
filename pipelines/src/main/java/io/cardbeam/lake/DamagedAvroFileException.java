package io.cardbeam.lake;

import java.io.IOException;
import java.util.Locale;

/**
 * A file can't be read from here on, for what is in it. Whatever is wrong with a file's content is
 * reported by this exception and no other; an {@link IOException} of another class comes from where
 * the file lies.
 */
public final class DamagedAvroFileException extends IOException {
  private static final long serialVersionUID = 1L;

  private DamagedAvroFileException(String message) {
    super(message);
  }

  /** Damage before the first block. */
  static DamagedAvroFileException inHeader(String why) {
    return new DamagedAvroFileException("its header is damaged: " + why);
  }

  /**
   * Damage in a block's frame: its counts, its end, or how it is compressed.
   *
   * @param block from 1
   * @param at where it begins, bytes from the start of the file
   */
  static DamagedAvroFileException inBlock(long block, long at, String why) {
    return new DamagedAvroFileException(
        String.format(Locale.ROOT, "block %d, at byte %d, is damaged: %s", block, at, why));
  }

  /**
   * Damage in a record.
   *
   * @param block from 1
   * @param at where the block begins, bytes from the start of the file
   * @param record from 1 in its block
   */
  static DamagedAvroFileException inRecord(long block, long at, long record, String why) {
    return new DamagedAvroFileException(
        String.format(
            Locale.ROOT,
            "record %d of block %d, which begins at byte %d, is damaged: %s",
            record,
            block,
            at,
            why));
  }
}
