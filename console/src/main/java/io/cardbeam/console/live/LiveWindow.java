package io.cardbeam.console.live;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The newest {@value #MAX_REQUESTS} answered requests, numbered from 1 as they came, each once. Of
 * times from {@link #completeFromMillis} it has all that were answered since; what is older is in
 * the books alone.
 */
final class LiveWindow {
  /** Most requests that are kept. */
  static final int MAX_REQUESTS = 100_000;

  private final LiveRequest[] ring;
  private final Set<LiveRequest.Key> known = new HashSet<>();
  private long last;
  private long completeFrom = Long.MIN_VALUE;

  LiveWindow() {
    this(MAX_REQUESTS);
  }

  LiveWindow(int size) {
    ring = new LiveRequest[size];
  }

  /** Takes a request; whether it is new. */
  boolean add(LiveRequest request) {
    if (!known.add(request.key())) {
      return false;
    }
    int slot = slot(last + 1);
    if (last >= ring.length) {
      LiveRequest oldest = ring[slot];
      known.remove(oldest.key());
      lacks(oldest.timeMillis());
    }
    ring[slot] = request;
    last++;
    return true;
  }

  /** Notes that requests until this time may be missing. */
  void lacks(long timeMillis) {
    completeFrom = Math.max(completeFrom, timeMillis + 1);
  }

  /** Whether a request is here. */
  boolean has(LiveRequest.Key key) {
    return known.contains(key);
  }

  /** Number of the newest; 0 if there is none. */
  long last() {
    return last;
  }

  /** Whether all that came after this number are still here. */
  boolean reachesBackTo(long number) {
    return number <= last && number >= last - size();
  }

  /** Event time from which none is missing. */
  long completeFromMillis() {
    return completeFrom;
  }

  /** Number before that of the oldest that is here. */
  long beforeOldest() {
    return last - size();
  }

  /** Those with a higher number, as they came. */
  List<LiveRequest> after(long number) {
    long from = Math.max(number, last - size());
    List<LiveRequest> requests = new ArrayList<>((int) (last - from));
    for (long n = from + 1; n <= last; n++) {
      requests.add(ring[slot(n)]);
    }
    return requests;
  }

  private long size() {
    return Math.min(last, ring.length);
  }

  private int slot(long number) {
    return (int) ((number - 1) % ring.length);
  }
}
