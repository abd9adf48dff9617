package io.cardbeam.profile;

import io.cardbeam.label.Label;
import io.cardbeam.text.StableHash;
import io.cardbeam.wire.Event;
import java.util.ArrayList;
import java.util.List;

/**
 * The requests of a card that turned out to be fraud, as far as the card's log has told: by
 * chargebacks, their resolutions and findings, each from the moment it came. A finding that a
 * request was genuine takes an earlier one back, and so does a dispute that was rejected. At most
 * {@value #MAX_REQUESTS} requests; beyond it the oldest confirmation goes. Immutable.
 */
public final class ConfirmedFrauds {
  /** Most requests that are kept. */
  public static final int MAX_REQUESTS = 32;

  static final ConfirmedFrauds NONE = new ConfirmedFrauds(List.of());

  private final List<Confirmation> confirmations;

  ConfirmedFrauds(List<Confirmation> confirmations) {
    this.confirmations = List.copyOf(confirmations);
  }

  /**
   * A request that was confirmed as fraud.
   *
   * @param requestHash {@link StableHash} of the request id
   * @param sinceMillis when it was confirmed first, milliseconds since 1970 UTC
   */
  record Confirmation(long requestHash, long sinceMillis) {}

  /** These after an event, which changes nothing unless it is one of those. */
  ConfirmedFrauds plus(Event event) {
    return Label.of(event)
        .map(
            label ->
                label.isFraud()
                    ? plus(label.requestId(), label.timeMillis())
                    : minus(StableHash.of(label.requestId())))
        .orElse(this);
  }

  private ConfirmedFrauds plus(String requestId, long timeMillis) {
    long hash = StableHash.of(requestId);
    if (confirmations.stream().anyMatch(c -> c.requestHash() == hash)) {
      return this;
    }
    List<Confirmation> more = new ArrayList<>(confirmations);
    more.add(new Confirmation(hash, timeMillis));
    if (more.size() > MAX_REQUESTS) {
      more.remove(0);
    }
    return new ConfirmedFrauds(more);
  }

  private ConfirmedFrauds minus(long requestHash) {
    List<Confirmation> rest =
        confirmations.stream().filter(c -> c.requestHash() != requestHash).toList();
    return rest.size() == confirmations.size() ? this : new ConfirmedFrauds(rest);
  }

  /** How many there are. */
  public int count() {
    return confirmations.size();
  }

  /** When the last of them was confirmed, milliseconds since 1970 UTC; MIN_VALUE for none. */
  public long lastMillis() {
    return confirmations.isEmpty()
        ? Long.MIN_VALUE
        : confirmations.get(confirmations.size() - 1).sinceMillis();
  }

  List<Confirmation> confirmations() {
    return confirmations;
  }
}
