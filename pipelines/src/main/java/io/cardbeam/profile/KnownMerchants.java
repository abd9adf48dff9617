package io.cardbeam.profile;

import java.util.Arrays;

/**
 * The merchants where a card asked, as {@link StableHash}es with the time of the last request; at
 * most {@value #MAX_MERCHANTS}, beyond which the one not visited for longest goes. Immutable.
 */
public final class KnownMerchants {
  /** Most merchants that are kept. */
  public static final int MAX_MERCHANTS = 128;

  static final KnownMerchants NONE = new KnownMerchants(new long[0], new long[0]);

  private final long[] hashes;
  private final long[] lastVisitMillis;

  KnownMerchants(long[] hashes, long[] lastVisitMillis) {
    this.hashes = hashes;
    this.lastVisitMillis = lastVisitMillis;
  }

  /** Whether the card asked there, as far as is remembered. */
  public boolean contains(long merchantHash) {
    return indexOf(merchantHash) >= 0;
  }

  KnownMerchants plus(long merchantHash, long timeMillis) {
    int index = indexOf(merchantHash);
    if (index >= 0) {
      if (lastVisitMillis[index] >= timeMillis) {
        return this;
      }
      long[] visits = lastVisitMillis.clone();
      visits[index] = timeMillis;
      return new KnownMerchants(hashes, visits);
    }
    boolean full = hashes.length == MAX_MERCHANTS;
    int place = full ? leastRecent() : hashes.length;
    long[] moreHashes = Arrays.copyOf(hashes, full ? hashes.length : hashes.length + 1);
    long[] moreVisits = Arrays.copyOf(lastVisitMillis, moreHashes.length);
    moreHashes[place] = merchantHash;
    moreVisits[place] = timeMillis;
    return new KnownMerchants(moreHashes, moreVisits);
  }

  private int indexOf(long merchantHash) {
    for (int i = 0; i < hashes.length; i++) {
      if (hashes[i] == merchantHash) {
        return i;
      }
    }
    return -1;
  }

  private int leastRecent() {
    int least = 0;
    for (int i = 1; i < hashes.length; i++) {
      if (lastVisitMillis[i] < lastVisitMillis[least]) {
        least = i;
      }
    }
    return least;
  }

  long[] hashes() {
    return hashes.clone();
  }

  long[] lastVisitMillis() {
    return lastVisitMillis.clone();
  }
}
