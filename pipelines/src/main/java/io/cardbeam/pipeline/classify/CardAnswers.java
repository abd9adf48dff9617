package io.cardbeam.pipeline.classify;

import io.cardbeam.address.AddressCards;
import io.cardbeam.decision.CardDesk;
import io.cardbeam.decision.CardLog;
import io.cardbeam.decision.Deciding;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.pipeline.RunProgress;
import io.cardbeam.pipeline.card.CardHistory;
import io.cardbeam.pipeline.rule.RulesAtStart;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.rule.RuleVerdict;
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
  interface Receiver {
    void answered(AuthorizationRequest request, CardDesk.Answer answer);
  }

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
        (profile, request) -> {
          AuthorizationDecision known = card.decisions().get(request.getRequestId());
          CardDesk.Answer answer;
          if (known == null) {
            answer = desk.answer(profile, request, rules, addresses);
          } else {
            kept.add(request.getRequestId());
            answer =
                new CardDesk.Answer(profile.apply(request, known), known, RuleVerdict.NONE, false);
          }
          count(answer);
          receiver.answered(request, answer);
          return answer.profile();
        });
    count(card, kept.size());
  }

  /** The requests with their answers, and nothing of the profile behind them. */
  List<AnsweredRequest> answers(CardHistory card, RuleBook published, AddressCards addresses) {
    List<AnsweredRequest> answers = new ArrayList<>();
    if (!card.isDecided()) {
      play(
          card,
          published,
          addresses,
          (request, answer) -> answers.add(new AnsweredRequest(request, answer.decision())));
      return answers;
    }
    // A profile is kept up for what is to be decided, and nothing is.
    int kept = 0;
    for (Event event : CardLog.inOrder(card.events())) {
      AuthorizationDecision known = card.decisions().get(event.id());
      if (event.type() == EventType.AUTHORIZATION_REQUEST && known != null) {
        answers.add(new AnsweredRequest(event.body(AuthorizationRequest.class), known));
        ClassifyCounters.count(known);
        RunProgress.countDecided();
        kept++;
      }
    }
    count(card, kept);
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
