package io.cardbeam.csv;

import io.cardbeam.text.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Transaction numbers for rows of a file that has none: a hash of what the row tells (half of
 * SHA-256), with the token in place of the card number, and, from the second equal row on, which of
 * them it is. So the same rows have the same numbers in any order and any form. Of each row 8 bytes
 * are kept to count equal ones: about 16 bytes a row of memory.
 */
final class RowIds {
  /** Most rows without a transaction number of one file. */
  static final int MAX_ROWS = 50_000_000;

  private static final int ID_BYTES = 16;
  private static final int FIRST_SLOTS = 1 << 12;
  private static final String BETWEEN = "\u001F";

  private final MessageDigest sha = Sha256.newDigest();
  private final Map<Long, Integer> repeated = new HashMap<>();
  private final int maxRows;
  // An open hash table of the digests' first 8 bytes; 0 marks a free slot.
  private long[] seen = new long[FIRST_SLOTS];
  private int rows;

  RowIds() {
    this(MAX_ROWS);
  }

  RowIds(int maxRows) {
    this.maxRows = maxRows;
  }

  /**
   * The row under a transaction number: its own, or the next that is made for its like.
   *
   * @throws BadRowException code TOO_MANY_ROWS above {@link #MAX_ROWS}
   */
  CsvRow numbered(CsvRow row) throws BadRowException {
    return row.transactionNumber().isEmpty() ? row.numbered(next(row)) : row;
  }

  private String next(CsvRow row) throws BadRowException {
    String told =
        String.join(
            BETWEEN,
            row.cardToken(),
            Long.toString(row.eventTimeMillis()),
            Long.toString(row.amountMinor()),
            row.currency(),
            row.merchantId(),
            row.category(),
            row.channel().name(),
            String.valueOf(row.merchantLatitude()),
            String.valueOf(row.merchantLongitude()),
            String.valueOf(row.merchantCity()),
            String.valueOf(row.merchantState()));
    byte[] digest = sha.digest(told.getBytes(StandardCharsets.UTF_8));
    String id = HexFormat.of().formatHex(digest, 0, ID_BYTES);
    long key = ByteBuffer.wrap(digest).getLong();
    if (add(key == 0 ? 1 : key)) {
      return id;
    }
    return id + "-" + repeated.merge(key, 2, (before, two) -> before + 1);
  }

  private boolean add(long key) throws BadRowException {
    if (rows * 4L > seen.length * 3L) {
      grow();
    }
    int slot = slot(seen, key);
    if (seen[slot] == key) {
      return false;
    }
    if (rows >= maxRows) {
      throw new BadRowException(
          "TOO_MANY_ROWS",
          "file has more than " + maxRows + " rows and no transaction numbers to tell them apart");
    }
    seen[slot] = key;
    rows++;
    return true;
  }

  private void grow() {
    long[] larger = new long[seen.length * 2];
    Arrays.stream(seen).filter(key -> key != 0).forEach(key -> larger[slot(larger, key)] = key);
    seen = larger;
  }

  private static int slot(long[] table, long key) {
    int slot = (int) key & (table.length - 1);
    while (table[slot] != 0 && table[slot] != key) {
      slot = (slot + 1) & (table.length - 1);
    }
    return slot;
  }
}
