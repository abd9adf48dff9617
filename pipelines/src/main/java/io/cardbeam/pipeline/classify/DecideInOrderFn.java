package io.cardbeam.pipeline.classify;

import io.cardbeam.decision.CardDesk;
import io.cardbeam.decision.CardLog;
import io.cardbeam.decision.Deciding;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.RuleMarks;
import io.cardbeam.pipeline.RunProgress;
import io.cardbeam.pipeline.rule.RulesAtStart;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.rule.RuleVerdict;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides all requests of a card at once, from the heap of its events: puts them into the order of
 * the card's log and does for each what the stream does. Holds one card's events in memory. A
 * request that comes twice is decided once; one whose decision is among the events keeps it.
 */
final class DecideInOrderFn extends DoFn<KV<String, Iterable<Event>>, Decided> {
  private static final long serialVersionUID = 1L;

  private final Deciding deciding;
  private transient @Nullable CardDesk desk;
  private transient @Nullable BookInHand book;

  DecideInOrderFn(Deciding deciding) {
    this.deciding = deciding;
  }

  @Setup
  public void setUp() {
    desk = new CardDesk(deciding);
    book = new BookInHand(RulesAtStart.NONE);
  }

  @ProcessElement
  public void process(
      @Element KV<String, Iterable<Event>> card,
      @SideInput(BookInHand.VIEW) RuleBook published,
      OutputReceiver<Decided> output) {
    Map<String, AuthorizationDecision> recorded = new HashMap<>();
    List<Event> events = new ArrayList<>();
    for (Event event : card.getValue()) {
      if (event.type() == EventType.AUTHORIZATION_DECISION) {
        // Two decisions of one request are one too many; which one stands must not hang on chance.
        recorded.merge(
            event.id(),
            event.body(AuthorizationDecision.class),
            (a, b) -> a.compareTo(b) <= 0 ? a : b);
      } else {
        events.add(event);
      }
    }
    int told = recorded.size();
    RuleBook rules = Objects.requireNonNull(book, "not set up").with(published);
    int again =
        CardLog.play(
            CardLog.inOrder(events),
            (profile, request) -> {
              AuthorizationDecision known = recorded.remove(request.getRequestId());
              CardDesk.Answer answer =
                  known == null
                      ? desk().answer(profile, request, rules)
                      : new CardDesk.Answer(
                          profile.apply(request, known), known, RuleVerdict.NONE, false);
              emit(request, answer, output);
              return answer.profile();
            });
    ClassifyCounters.countRepeated(again);
    ClassifyCounters.countKept(told - recorded.size());
    ClassifyCounters.countAstray(recorded.size());
  }

  private static void emit(
      AuthorizationRequest request, CardDesk.Answer answer, OutputReceiver<Decided> output) {
    ClassifyCounters.count(answer);
    RunProgress.countDecided();
    output.outputWithTimestamp(
        new Decided(
            request,
            answer.decision(),
            CardFactsOf.profile(answer.profile()),
            false,
            RuleMarks.of(answer.verdict())),
        Instant.ofEpochMilli(request.getEventTime().toEpochMilli()));
  }

  /** Elements of a batch bear no time; decisions get the event time of their request. */
  @Override
  @SuppressWarnings("deprecation") // Nothing else lets a batch set its elements' times.
  public Duration getAllowedTimestampSkew() {
    return Duration.millis(Long.MAX_VALUE);
  }

  private CardDesk desk() {
    return Objects.requireNonNull(desk, "not set up");
  }
}
