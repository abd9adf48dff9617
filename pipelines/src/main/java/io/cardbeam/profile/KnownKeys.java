package io.cardbeam.profile;

import io.cardbeam.text.StableHash;
import java.util.Arrays;

/**
 * What a card was used with, such as its merchants: {@link StableHash}es, each with the time of the
 * last request. Of more than a given number the one not used for longest goes. Immutable.
 */
public final class KnownKeys {
  static final KnownKeys NONE = new KnownKeys(new long[0], new long[0]);

  private final long[] keys;
  private final long[] lastUseMillis;

  KnownKeys(long[] keys, long[] lastUseMillis) {
    this.keys = keys;
    this.lastUseMillis = lastUseMillis;
  }

  /** Whether the card was used with it, as far as is remembered. */
  public boolean contains(long key) {
    return indexOf(key) >= 0;
  }

  /** Whether none is known. */
  public boolean isEmpty() {
    return keys.length == 0;
  }

  /**
   * These and one more.
   *
   * @param most that are kept, at least 1; the same at each call
   */
  KnownKeys plus(long key, long timeMillis, int most) {
    int index = indexOf(key);
    if (index >= 0) {
      if (lastUseMillis[index] >= timeMillis) {
        return this;
      }
      long[] uses = lastUseMillis.clone();
      uses[index] = timeMillis;
      return new KnownKeys(keys, uses);
    }
    boolean full = keys.length == most;
    int place = full ? leastRecent() : keys.length;
    long[] moreKeys = Arrays.copyOf(keys, full ? keys.length : keys.length + 1);
    long[] moreUses = Arrays.copyOf(lastUseMillis, moreKeys.length);
    moreKeys[place] = key;
    moreUses[place] = timeMillis;
    return new KnownKeys(moreKeys, moreUses);
  }

  private int indexOf(long key) {
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] == key) {
        return i;
      }
    }
    return -1;
  }

  private int leastRecent() {
    int least = 0;
    for (int i = 1; i < keys.length; i++) {
      if (lastUseMillis[i] < lastUseMillis[least]) {
        least = i;
      }
    }
    return least;
  }

  /** All of them; not to be changed. */
  long[] keys() {
    return keys;
  }

  /** When each of them was used last, milliseconds since 1970 UTC; not to be changed. */
  long[] lastUseMillis() {
    return lastUseMillis;
  }
}
