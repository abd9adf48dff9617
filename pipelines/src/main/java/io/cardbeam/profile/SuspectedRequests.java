package io.cardbeam.profile;

/**
 * The requests of a card that were likelier fraud than not, ever.
 *
 * @param count how many
 * @param lastMillis event time of the newest, milliseconds since 1970 UTC; MIN_VALUE if there is
 *     none
 * @param beforeMillis newest event time before that, for a request of the very same instant;
 *     MIN_VALUE if there is none
 */
public record SuspectedRequests(int count, long lastMillis, long beforeMillis) {
  /** Of a card without any. */
  public static final SuspectedRequests NONE =
      new SuspectedRequests(0, Long.MIN_VALUE, Long.MIN_VALUE);

  /** These and one more request, if it was suspected. */
  public SuspectedRequests plus(RecentRequest request) {
    if (!request.suspicion().isHigh()) {
      return this;
    }
    long time = request.timeMillis();
    long before =
        time > lastMillis
            ? lastMillis
            : time < lastMillis ? Math.max(beforeMillis, time) : beforeMillis;
    return new SuspectedRequests(
        Math.min(count, Integer.MAX_VALUE - 1) + 1, Math.max(lastMillis, time), before);
  }

  /**
   * Event time of the newest before a time; MIN_VALUE if there is none, or if more than one is
   * newer.
   */
  public long lastBefore(long timeMillis) {
    return lastMillis < timeMillis
        ? lastMillis
        : beforeMillis < timeMillis ? beforeMillis : Long.MIN_VALUE;
  }
}
