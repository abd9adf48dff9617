package io.cardbeam.decision;

import io.cardbeam.wire.Event;
import io.cardbeam.wire.Topic;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of one card in the order in which they count, from a heap of them: those of {@link
 * Topic#CARD_EVENTS} in {@link Event#CARD_ORDER}, and before each of them the transactions whose
 * posting cut-off has come by its event time. A stream that reads transactions before their cut-off
 * decides on the same.
 */
public final class CardLog {
  private CardLog() {}

  /** All the events, in order; the same for any order of the argument. */
  public static List<Event> inOrder(Iterable<Event> events) {
    List<Event> cardEvents = new ArrayList<>();
    List<Event> transactions = new ArrayList<>();
    for (Event event : events) {
      (event.type().topic() == Topic.CARD_EVENTS ? cardEvents : transactions).add(event);
    }
    cardEvents.sort(Event.CARD_ORDER);
    if (transactions.isEmpty()) {
      return cardEvents;
    }
    transactions.sort(Event.CARD_ORDER);
    List<Event> ordered = new ArrayList<>(cardEvents.size() + transactions.size());
    int next = 0;
    for (Event event : cardEvents) {
      long time = event.eventTimeMillis();
      while (next < transactions.size() && transactions.get(next).effectiveFromMillis() <= time) {
        ordered.add(transactions.get(next++));
      }
      ordered.add(event);
    }
    ordered.addAll(transactions.subList(next, transactions.size()));
    return ordered;
  }
}
