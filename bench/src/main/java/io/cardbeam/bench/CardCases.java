package io.cardbeam.bench;

import io.cardbeam.decision.CardDesk;
import io.cardbeam.decision.Deciding;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Outcome;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.simulator.Simulator;
import io.cardbeam.simulator.SimulatorSettings;
import io.cardbeam.token.CardTokenizer;
import io.cardbeam.traffic.Step;
import io.cardbeam.wire.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Requests with the profiles that their cards have by then: the last {@value #CASES} of {@value
 * #REQUESTS} requests that the simulator makes on {@value #CARDS} cards, each decided and taken
 * into its card's profile, with what follows from an approval at its time. Always the same ones.
 * They come in order of event time, so one after the other is of another card, and there are too
 * many for a processor to learn their branches by heart or to hold them in its nearest caches.
 */
final class CardCases {
  static final int CARDS = 200;
  static final int REQUESTS = 60_000;
  static final int CASES = 4_096;
  private static final long SEED = 3;
  private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

  /**
   * A request that is to be decided.
   *
   * @param profile the card's before it, as of its event time
   * @param decision the answer, without rules
   */
  record Case(CardProfile profile, AuthorizationRequest request, AuthorizationDecision decision) {}

  private final CardDesk desk;
  private final RuleBook noRules;
  private final Map<String, CardProfile> profiles = new HashMap<>();
  private final PriorityQueue<Event> toCome = new PriorityQueue<>(Event.TIME_ORDER);

  private CardCases(Deciding by, RuleBook noRules) {
    this.desk = new CardDesk(by);
    this.noRules = noRules;
  }

  /** The cases. */
  static List<Case> all(Deciding by, RuleBook noRules) {
    CardCases traffic = new CardCases(by, noRules);
    Iterator<Step> steps =
        new Simulator(
                SimulatorSettings.endless(SEED, CARDS, START).atMost(REQUESTS),
                CardTokenizer.withoutSecret())
            .steps();
    List<Case> cases = new ArrayList<>(CASES);
    int requests = 0;
    while (steps.hasNext()) {
      Step step = steps.next();
      traffic.catchUp(step.eventTimeMillis());
      if (step instanceof Step.Publish published) {
        traffic.take(published.event());
      } else if (step instanceof Step.Attempt attempt) {
        Case decided = traffic.decide(attempt);
        if (++requests > REQUESTS - CASES) {
          cases.add(decided);
        }
      }
    }
    return List.copyOf(cases);
  }

  private void catchUp(long timeMillis) {
    while (!toCome.isEmpty() && toCome.element().eventTimeMillis() <= timeMillis) {
      take(toCome.remove());
    }
  }

  private void take(Event event) {
    profiles.put(event.cardToken(), profile(event.cardToken()).apply(event));
  }

  private CardProfile profile(String cardToken) {
    return profiles.getOrDefault(cardToken, CardProfile.EMPTY);
  }

  private Case decide(Step.Attempt attempt) {
    AuthorizationRequest request = attempt.request();
    CardProfile before =
        profile(request.getCardToken()).asOf(request.getEventTime().toEpochMilli());
    CardDesk.Answer answer = desk.answer(before, request, noRules);
    profiles.put(request.getCardToken(), answer.profile());
    if (answer.decision().getOutcome() == Outcome.APPROVED) {
      toCome.addAll(attempt.ifApproved());
    }
    return new Case(before, request, answer.decision());
  }
}
