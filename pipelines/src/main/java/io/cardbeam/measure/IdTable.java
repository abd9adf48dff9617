package io.cardbeam.measure;

import io.cardbeam.text.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Numbers ids from 0 on in the order in which they come, without keeping their text: an id is known
 * by the first 128 bits of its SHA-256, 25 bytes or so in memory. Two of 50 million ids are alike
 * with a probability of 4e-24.
 */
final class IdTable {
  static final int UNKNOWN = -1;

  private static final int FIRST_SLOTS = 1 << 12;

  private final MessageDigest digest = Sha256.newDigest();
  private long[] high = new long[FIRST_SLOTS / 2];
  private long[] low = new long[FIRST_SLOTS / 2];
  private int[] slots = emptySlots(FIRST_SLOTS);
  private int size;

  private static int[] emptySlots(int count) {
    int[] slots = new int[count];
    Arrays.fill(slots, UNKNOWN);
    return slots;
  }

  int size() {
    return size;
  }

  /** Number of an id, or {@link #UNKNOWN}. */
  int find(String id) {
    ByteBuffer hash = hash(id);
    return slots[slotOf(hash.getLong(), hash.getLong())];
  }

  /** Takes an id in; false if it is known already. */
  boolean add(String id) {
    ByteBuffer hash = hash(id);
    long idHigh = hash.getLong();
    long idLow = hash.getLong();
    int slot = slotOf(idHigh, idLow);
    if (slots[slot] != UNKNOWN) {
      return false;
    }
    slots[slot] = size;
    high[size] = idHigh;
    low[size] = idLow;
    size++;
    if (size == high.length) {
      grow();
    }
    return true;
  }

  private ByteBuffer hash(String id) {
    return ByteBuffer.wrap(digest.digest(id.getBytes(StandardCharsets.UTF_8)));
  }

  /** The slot that holds an id, or the free one where it belongs; at least half are free. */
  private int slotOf(long idHigh, long idLow) {
    int mask = slots.length - 1;
    int slot = (int) idLow & mask;
    while (slots[slot] != UNKNOWN && (high[slots[slot]] != idHigh || low[slots[slot]] != idLow)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    high = Arrays.copyOf(high, 2 * size);
    low = Arrays.copyOf(low, 2 * size);
    slots = emptySlots(4 * size);
    for (int i = 0; i < size; i++) {
      slots[slotOf(high[i], low[i])] = i;
    }
  }
}
