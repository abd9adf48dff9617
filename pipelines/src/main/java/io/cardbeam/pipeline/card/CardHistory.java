package io.cardbeam.pipeline.card;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All events of one card, which are held in memory: the decisions that were made before, and all
 * else.
 *
 * @param events in no particular order, and perhaps several times
 * @param decisions by the id of their request
 */
public record CardHistory(List<Event> events, Map<String, AuthorizationDecision> decisions) {

  /** What is in these blocks of one card. */
  public static CardHistory of(Iterable<byte[]> blocks) {
    List<Event> events = new ArrayList<>();
    Map<String, AuthorizationDecision> decisions = new HashMap<>();
    for (byte[] block : blocks) {
      EventBlocks.read(
          block,
          event -> {
            if (event.type() == EventType.AUTHORIZATION_DECISION) {
              // Two decisions of one request are one too many; which one stands must not hang on
              // chance.
              decisions.merge(
                  event.id(),
                  event.body(AuthorizationDecision.class),
                  (a, b) -> a.compareTo(b) <= 0 ? a : b);
            } else {
              events.add(event);
            }
          });
    }
    return new CardHistory(events, decisions);
  }

  /** Whether each request has its decision. */
  public boolean isDecided() {
    return events.stream()
        .allMatch(
            event ->
                event.type() != EventType.AUTHORIZATION_REQUEST
                    || decisions.containsKey(event.id()));
  }
}
