package io.cardbeam.pipeline.card;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.traffic.Conflict;
import io.cardbeam.traffic.DistinctEvents;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All events of one card, each once, which are held in memory: the decisions that were made before,
 * and all else.
 *
 * @param events in no particular order
 * @param decisions by the id of their request
 * @param conflicts events whose identity another one has that came first and says something else
 * @param repeatedRequests requests that came again, the same or another
 */
public record CardHistory(
    List<Event> events,
    Map<String, AuthorizationDecision> decisions,
    List<Conflict> conflicts,
    int repeatedRequests) {

  /** What is in these blocks of one card. */
  public static CardHistory of(Iterable<byte[]> blocks) {
    List<Event> all = new ArrayList<>();
    for (byte[] block : blocks) {
      EventBlocks.read(block, all::add);
    }
    return ofEvents(all);
  }

  /** What these events of one card tell, in whatever order they are and however often. */
  public static CardHistory ofEvents(Collection<Event> all) {
    DistinctEvents distinct = DistinctEvents.of(all);
    List<Event> events = new ArrayList<>(distinct.events().size());
    Map<String, AuthorizationDecision> decisions = new HashMap<>();
    for (Event event : distinct.events()) {
      if (event.type() == EventType.AUTHORIZATION_DECISION) {
        decisions.put(event.id(), event.body(AuthorizationDecision.class));
      } else {
        events.add(event);
      }
    }
    return new CardHistory(
        events, decisions, distinct.conflicts(), requests(all) - requests(events));
  }

  private static int requests(Collection<Event> events) {
    int requests = 0;
    for (Event event : events) {
      requests += event.type() == EventType.AUTHORIZATION_REQUEST ? 1 : 0;
    }
    return requests;
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
