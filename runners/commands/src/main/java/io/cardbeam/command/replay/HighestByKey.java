package io.cardbeam.command.replay;

import java.io.IOException;

/**
 * The highest number that was seen with each of many keys: an open hash table of two long arrays,
 * because a map of boxed numbers takes five times as much for millions of cards.
 */
final class HighestByKey {
  private static final int FIRST_SLOTS = 1 << 10;
  private static final int NOT_ZERO = 1;

  /** 2^64 by the golden ratio: keys that are alike come to lie apart (Fibonacci hashing). */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final int maxKeys;
  private long[] keys = new long[FIRST_SLOTS];
  private long[] values = new long[FIRST_SLOTS];
  private int size;

  HighestByKey(int maxKeys) {
    this.maxKeys = maxKeys;
  }

  /**
   * Adds a number.
   *
   * @param value 0 or more
   * @return the highest one before it with this key; -1 if there was none
   * @throws IOException if there are too many keys
   */
  long put(long key, long value) throws IOException {
    // 0 marks a free slot.
    long marked = key == 0 ? NOT_ZERO : key;
    int slot = slot(keys, marked);
    if (keys[slot] == 0) {
      if (size == maxKeys) {
        throw new IOException(
            "more than "
                + maxKeys
                + " logs of cards: replay the archive in parts, with --from and --to");
      }
      keys[slot] = marked;
      values[slot] = value;
      size++;
      if (size > keys.length / 3 * 2) {
        grow();
      }
      return -1;
    }
    long before = values[slot];
    values[slot] = Math.max(before, value);
    return before;
  }

  private static int slot(long[] keys, long key) {
    int mask = keys.length - 1;
    int slot = (int) ((key * SPREAD) >>> Integer.SIZE) & mask;
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] moreKeys = new long[keys.length * 2];
    long[] moreValues = new long[values.length * 2];
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != 0) {
        int slot = slot(moreKeys, keys[i]);
        moreKeys[slot] = keys[i];
        moreValues[slot] = values[i];
      }
    }
    keys = moreKeys;
    values = moreValues;
  }
}
