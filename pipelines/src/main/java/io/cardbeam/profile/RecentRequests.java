package io.cardbeam.profile;

import java.util.Arrays;
import java.util.List;

/**
 * The requests of a card's last seven days in order of event time, for exact sliding windows. A
 * late request is put at its place. Holds at most {@value #MAX_REQUESTS}; beyond it the oldest go
 * first, so that a window over a card of more than that many requests a week sees the latest of
 * them. Immutable: adding copies up to that many references.
 *
 * <p>Requests of the very same instant stand by the hashes of their ids, whatever order the card's
 * log has them in. The log tells which of them is answered first; the windows of the others end
 * before that instant, so they do not see it. A later request sees all of them, and in the same
 * order wherever its features are read: training, which fills in the first scores, knows requests
 * and no log.
 */
public final class RecentRequests {
  /** Longest window that can be asked for, milliseconds. */
  public static final long KEPT_MILLIS = 7L * 24 * 60 * 60 * 1000;

  /** Most requests that are kept. */
  public static final int MAX_REQUESTS = 256;

  /** Of a card without requests. */
  public static final RecentRequests NONE = new RecentRequests(new RecentRequest[0]);

  private final RecentRequest[] ascending;

  private RecentRequests(RecentRequest[] ascending) {
    this.ascending = ascending;
  }

  static RecentRequests of(List<RecentRequest> ascending) {
    return new RecentRequests(ascending.toArray(RecentRequest[]::new));
  }

  /** These and one more. */
  public RecentRequests plus(RecentRequest request) {
    int place = ascending.length;
    while (place > 0 && request.isBefore(ascending[place - 1])) {
      place--;
    }
    RecentRequest[] all = Arrays.copyOf(ascending, ascending.length + 1);
    System.arraycopy(ascending, place, all, place + 1, ascending.length - place);
    all[place] = request;
    long newest = all[all.length - 1].timeMillis();
    int from = Math.max(0, all.length - MAX_REQUESTS);
    while (all[from].timeMillis() < newest - KEPT_MILLIS) {
      from++;
    }
    return new RecentRequests(from == 0 ? all : Arrays.copyOfRange(all, from, all.length));
  }

  /** How many are kept. */
  public int size() {
    return ascending.length;
  }

  /** The one at a place in order of event time, from 0. */
  public RecentRequest get(int index) {
    return ascending[index];
  }

  /** All that are kept, in order of event time. */
  public List<RecentRequest> ascending() {
    return List.of(ascending);
  }
}
