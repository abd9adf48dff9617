package io.cardbeam.decision;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import io.cardbeam.wire.Topic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The events of one card in the order in which they count, from a heap of them: those of {@link
 * Topic#CARD_EVENTS} in {@link Event#CARD_ORDER}, and before each of them the transactions whose
 * posting cut-off has come by its event time. A stream that reads transactions before their cut-off
 * decides on the same.
 */
public final class CardLog {
  private CardLog() {}

  /** Answers a card's requests while its log is played. */
  public interface Answering {
    /**
     * Answers a request.
     *
     * @param profile the card's, as of the request's event time
     * @return the profile after the request and its answer
     */
    CardProfile answer(CardProfile profile, AuthorizationRequest request);
  }

  /**
   * Plays the log of a card of which nothing is known before: each event takes its effect on the
   * profile, and each request is answered at its place. A request that comes again is not.
   *
   * @param ordered the card's events, in order
   * @return how many requests came again
   */
  public static int play(List<Event> ordered, Answering answering) {
    CardProfile profile = CardProfile.EMPTY;
    Set<String> answered = new HashSet<>();
    int again = 0;
    for (Event event : ordered) {
      if (event.type() != EventType.AUTHORIZATION_REQUEST) {
        profile = profile.apply(event);
      } else if (answered.add(event.id())) {
        profile =
            answering.answer(
                profile.asOf(event.eventTimeMillis()), event.body(AuthorizationRequest.class));
      } else {
        again++;
      }
    }
    return again;
  }

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
