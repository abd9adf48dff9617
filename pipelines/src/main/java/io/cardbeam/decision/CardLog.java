package io.cardbeam.decision;

import static io.cardbeam.account.ClearingTerms.later;

import io.cardbeam.account.Bookings;
import io.cardbeam.account.Bookkeeper;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import io.cardbeam.wire.Topic;
import java.time.Duration;
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
  /** An event that is dated further ahead of what follows it does not tell the time. */
  private static final Duration MOST_AHEAD = Duration.ofDays(7);

  private CardLog() {}

  /** Answers a card's requests while its log is played. */
  @FunctionalInterface
  public interface Answering {
    /**
     * Answers a request.
     *
     * @param profile the card's, as of the request's event time
     * @return the profile after the request and its answer
     */
    CardProfile answer(CardProfile profile, AuthorizationRequest request);

    /** Takes what the card's other events did to its money. */
    default void booked(Bookings bookings) {}
  }

  /**
   * Plays the log of a card of which nothing is known before: each event takes its effect on the
   * profile, and each request is answered at its place. A request that comes again is not.
   *
   * @param ordered the card's events, in order
   * @param bookkeeper who books its transactions
   * @return how many requests came again
   */
  public static int play(List<Event> ordered, Bookkeeper bookkeeper, Answering answering) {
    CardProfile profile = CardProfile.EMPTY;
    Set<String> answered = new HashSet<>();
    int again = 0;
    long[] times = times(ordered);
    for (int i = 0; i < times.length; i++) {
      Event event = ordered.get(i);
      if (event.type() != EventType.AUTHORIZATION_REQUEST) {
        profile = booked(profile.take(event, bookkeeper), answering);
      } else if (answered.add(event.id())) {
        CardProfile waited = booked(profile.expired(times[i], bookkeeper), answering);
        profile =
            answering.answer(
                waited.asOf(event.eventTimeMillis()).forgetting(times[i]),
                event.body(AuthorizationRequest.class));
      } else {
        again++;
      }
    }
    booked(profile.expired(Long.MAX_VALUE, bookkeeper), answering);
    return again;
  }

  private static CardProfile booked(CardProfile.Step step, Answering answering) {
    if (!step.bookings().isNone()) {
      answering.booked(step.bookings());
    }
    return step.profile();
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
    long[] times = times(cardEvents);
    int next = 0;
    for (int i = 0; i < times.length; i++) {
      while (next < transactions.size()
          && transactions.get(next).effectiveFromMillis() <= times[i]) {
        ordered.add(transactions.get(next++));
      }
      ordered.add(cardEvents.get(i));
    }
    ordered.addAll(transactions.subList(next, transactions.size()));
    return ordered;
  }

  /**
   * The time that each event tells, milliseconds since 1970 UTC: its own, unless it is dated more
   * than {@link #MOST_AHEAD} ahead of an event of the card's topic that follows it, as by a wrong
   * clock; then that of the earliest of those. So one wrong date ends no waiting and forgets
   * nothing.
   */
  static long[] times(List<Event> ordered) {
    long[] times = new long[ordered.size()];
    long earliest = Long.MAX_VALUE;
    for (int i = times.length - 1; i >= 0; i--) {
      Event event = ordered.get(i);
      long time = event.eventTimeMillis();
      times[i] = time > later(earliest, MOST_AHEAD) ? earliest : time;
      if (event.type().topic() == Topic.CARD_EVENTS) {
        earliest = Math.min(earliest, time);
      }
    }
    return times;
  }
}
