package io.cardbeam.profile;

/**
 * The requests of a card that were likelier fraud than not, ever.
 *
 * @param count how many
 * @param lastMillis event time of the newest, milliseconds since 1970 UTC; MIN_VALUE if there is
 *     none
 */
public record SuspectedRequests(int count, long lastMillis) {
  /** Of a card without any. */
  public static final SuspectedRequests NONE = new SuspectedRequests(0, Long.MIN_VALUE);

  /** These and one more request, if it was suspected. */
  public SuspectedRequests plus(RecentRequest request) {
    return request.suspicion().isHigh()
        ? new SuspectedRequests(
            Math.min(count, Integer.MAX_VALUE - 1) + 1, Math.max(lastMillis, request.timeMillis()))
        : this;
  }
}
