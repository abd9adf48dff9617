package io.cardbeam.label;

import io.cardbeam.wire.Event;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What the requests of one card turned out to be, by its events, and its purchases, for those that
 * name no request.
 */
public final class CardLabels {
  private final Map<String, HeldLabel> byRequest = new HashMap<>();
  private final Map<String, HeldLabel> byPurchase = new HashMap<>();

  /** The labels that events give, in their order. */
  public static CardLabels of(Iterable<Event> events) {
    CardLabels labels = new CardLabels();
    events.forEach(labels::add);
    return labels;
  }

  /** Takes in an event, which changes nothing unless it gives a label. */
  public void add(Event event) {
    Label.ofAny(event)
        .ifPresent(
            label -> {
              hold(byRequest, label.requestId(), label);
              hold(byPurchase, label.purchaseId(), label);
            });
  }

  private static void hold(Map<String, HeldLabel> labels, String id, Label label) {
    if (!id.isEmpty()) {
      labels.compute(id, (any, held) -> held == null ? HeldLabel.of(label) : held.and(label));
    }
  }

  /** Whether a request was fraud, by all that was added; not so if nothing was. */
  public boolean isFraud(String requestId) {
    return fraudSinceMillis(requestId).isPresent();
  }

  /**
   * Whether a purchase was fraud: its request, or where it names none, by the disputes of the
   * purchase itself.
   *
   * @param requestId that it names; empty for none
   */
  public boolean isFraud(String requestId, String purchaseId) {
    HeldLabel disputed = byPurchase.get(purchaseId);
    return requestId.isEmpty() ? disputed != null && disputed.isFraud() : isFraud(requestId);
  }

  /** Whether any request was fraud. */
  public boolean hasFraud() {
    return byRequest.values().stream().anyMatch(HeldLabel::isFraud);
  }

  /**
   * Since when a request has been known as fraud, milliseconds since 1970 UTC; none if it is not.
   */
  public OptionalLong fraudSinceMillis(String requestId) {
    HeldLabel held = byRequest.get(requestId);
    return held != null && held.isFraud()
        ? OptionalLong.of(held.sinceMillis())
        : OptionalLong.empty();
  }
}
