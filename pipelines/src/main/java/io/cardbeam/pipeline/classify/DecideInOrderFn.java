package io.cardbeam.pipeline.classify;

import io.cardbeam.decision.CardDesk;
import io.cardbeam.decision.CardLog;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.util.HashSet;
import java.util.Set;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/**
 * Decides all requests of a card at once, from the heap of its events: puts them into the order of
 * the card's log and does for each what the stream does. Holds one card's events in memory. A
 * request that comes twice is decided once.
 */
final class DecideInOrderFn extends DoFn<KV<String, Iterable<Event>>, Decided> {
  private static final long serialVersionUID = 1L;

  private final DecisionRules rules;

  DecideInOrderFn(DecisionRules rules) {
    this.rules = rules;
  }

  @ProcessElement
  public void process(@Element KV<String, Iterable<Event>> card, OutputReceiver<Decided> output) {
    CardProfile profile = CardProfile.EMPTY;
    Set<String> answered = new HashSet<>();
    for (Event event : CardLog.inOrder(card.getValue())) {
      if (event.type() != EventType.AUTHORIZATION_REQUEST) {
        profile = profile.apply(event);
        continue;
      }
      AuthorizationRequest request = event.body(AuthorizationRequest.class);
      CardDesk.Answer answer = rules.answer(profile, request);
      boolean first = answered.add(request.getRequestId());
      ClassifyCounters.count(
          first ? answer : new CardDesk.Answer(profile, answer.decision(), true));
      if (first) {
        profile = answer.profile();
        output.outputWithTimestamp(
            new Decided(request, answer.decision(), CardFactsOf.profile(profile)),
            Instant.ofEpochMilli(event.eventTimeMillis()));
      }
    }
  }

  /** Elements of a batch bear no time; decisions get the event time of their request. */
  @Override
  @SuppressWarnings("deprecation") // Nothing else lets a batch set its elements' times.
  public org.joda.time.Duration getAllowedTimestampSkew() {
    return org.joda.time.Duration.millis(Long.MAX_VALUE);
  }
}
