package io.cardbeam.pipeline.classify;

import io.cardbeam.account.Bookings;
import io.cardbeam.address.AddressCards;
import io.cardbeam.decision.CardDesk;
import io.cardbeam.decision.CardLog;
import io.cardbeam.decision.ClearedCard;
import io.cardbeam.decision.Deciding;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.pipeline.RunProgress;
import io.cardbeam.pipeline.card.CardHistory;
import io.cardbeam.pipeline.rule.RulesAtStart;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.star.AnsweredRequest;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Answers the requests of a card whose events are all there: puts them into the order of the card's
 * log and does for each what the stream does. A request that comes twice is answered once; one
 * whose decision is there keeps it. All of it is counted.
 *
 * <p>Not safe for use by several threads at once.
 */
final class CardAnswers {
  private final CardDesk desk;
  private final BookInHand book = new BookInHand(RulesAtStart.NONE);

  CardAnswers(Deciding deciding) {
    this.desk = new CardDesk(deciding);
  }

  /** Takes answers, in the order of the card's log. */
  @FunctionalInterface
  interface Receiver {
    void answered(AuthorizationRequest request, CardDesk.Answer answer);

    /** Takes what was booked and refused beside the answers. */
    default void booked(Bookings bookings) {}
  }

  /**
   * A card's answers, and nothing of the profile behind them.
   *
   * @param answers its requests with their decisions
   * @param bookings what was booked on it
   */
  record Cleared(List<AnsweredRequest> answers, Bookings bookings) {}

  /**
   * Plays the card's log.
   *
   * @param published rules and lists that were published, beside those that are shipped
   * @param addresses counts of cards that were published
   */
  void play(CardHistory card, RuleBook published, AddressCards addresses, Receiver receiver) {
    RuleBook rules = book.with(published);
    Set<String> kept = new HashSet<>();
    CardLog.play(
        CardLog.inOrder(card.events()),
        desk.bookkeeper(),
        new CardLog.Answering() {
          @Override
          public CardProfile answer(CardProfile profile, AuthorizationRequest request) {
            AuthorizationDecision known = card.decisions().get(request.getRequestId());
            CardDesk.Answer answer;
            if (known == null) {
              answer = desk.answer(profile, request, rules, addresses);
            } else {
              kept.add(request.getRequestId());
              answer = desk.given(profile, request, known);
            }
            count(answer);
            receiver.answered(request, answer);
            return answer.profile();
          }

          @Override
          public void booked(Bookings bookings) {
            receiver.booked(bookings);
          }
        });
    count(card, kept.size());
  }

  /** The requests with their answers, and what is booked. */
  Cleared cleared(CardHistory card, RuleBook published, AddressCards addresses) {
    if (card.isDecided()) {
      // A profile is kept up for what is to be decided, and nothing is.
      return new Cleared(
          given(card),
          ClearedCard.of(CardLog.inOrder(card.events()), card.decisions(), desk.bookkeeper()));
    }
    List<AnsweredRequest> answers = new ArrayList<>();
    List<Bookings> bookings = new ArrayList<>();
    play(
        card,
        published,
        addresses,
        new Receiver() {
          @Override
          public void answered(AuthorizationRequest request, CardDesk.Answer answer) {
            answers.add(new AnsweredRequest(request, answer.decision()));
            bookings.add(answer.bookings());
          }

          @Override
          public void booked(Bookings more) {
            bookings.add(more);
          }
        });
    return new Cleared(answers, Bookings.all(bookings));
  }

  /** The requests with their answers. */
  List<AnsweredRequest> answers(CardHistory card, RuleBook published, AddressCards addresses) {
    if (card.isDecided()) {
      return given(card);
    }
    List<AnsweredRequest> answers = new ArrayList<>();
    play(
        card,
        published,
        addresses,
        (request, answer) -> answers.add(new AnsweredRequest(request, answer.decision())));
    return answers;
  }

  private static List<AnsweredRequest> given(CardHistory card) {
    List<AnsweredRequest> answers = new ArrayList<>();
    for (Event event : CardLog.inOrder(card.events())) {
      AuthorizationDecision known = card.decisions().get(event.id());
      if (event.type() == EventType.AUTHORIZATION_REQUEST && known != null) {
        answers.add(new AnsweredRequest(event.body(AuthorizationRequest.class), known));
        ClassifyCounters.count(known);
        RunProgress.countDecided();
      }
    }
    count(card, answers.size());
    return answers;
  }

  private static void count(CardDesk.Answer answer) {
    ClassifyCounters.count(answer);
    RunProgress.countDecided();
  }

  private static void count(CardHistory card, int kept) {
    ClassifyCounters.countRepeated(card.repeatedRequests());
    ClassifyCounters.countKept(kept);
    ClassifyCounters.countAstray(card.decisions().size() - kept);
  }
}
