package io.cardbeam.pipeline.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.decision.CardDesk;
import io.cardbeam.decision.Deciding;
import io.cardbeam.decision.DecisionRuleBook;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardStatus;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.sample.GeneratedCards;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class ClassifyTransactionsTest implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Deciding DECIDING = Deciding.standard();

  @Test
  void decidesABatchAsASlowModelDoesWhateverItsOrder() {
    long seed = seed();
    List<Event> events = new ArrayList<>(GeneratedCards.of(seed, 6, 60));
    List<AuthorizationDecision> expected = model(events);
    events.addAll(events.subList(0, events.size() / 3));
    Collections.shuffle(events, new Random(seed));
    Pipeline pipeline = pipeline();
    assertDecided(pipeline.apply(Create.of(events).withCoder(EventCoder.of())), expected);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void decidesAStreamInOrderAsTheBatch() {
    List<Event> events = GeneratedCards.of(seed(), 5, 50);
    Pipeline pipeline = pipeline();
    assertDecided(pipeline.apply(stream(events)), model(events));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void answersARequestThatIsSentAgainWithTheSameBytes() {
    List<Event> events = GeneratedCards.of(seed(), 3, 30);
    List<Event> twice = new ArrayList<>();
    for (Event event : events) {
      twice.add(event);
      twice.add(event);
    }
    List<AuthorizationDecision> expected = new ArrayList<>(model(events));
    expected.addAll(model(events));
    Pipeline pipeline = pipeline();
    assertDecided(pipeline.apply(stream(twice)), expected);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void aLateRequestIsAnsweredAndChangesNoAnswerGivenBefore() {
    List<Event> events = GeneratedCards.of(seed(), 1, 40);
    List<Event> requests =
        events.stream().filter(e -> e.type() == EventType.AUTHORIZATION_REQUEST).toList();
    Event late = requests.get(requests.size() / 2);
    List<Event> without = new ArrayList<>(events);
    without.remove(late);
    List<Event> reordered = new ArrayList<>(without);
    reordered.add(late);

    List<AuthorizationDecision> expected = new ArrayList<>(model(without));
    Pipeline pipeline = pipeline();
    PCollection<String> answered =
        pipeline
            .apply(stream(reordered))
            .apply(new ClassifyTransactions(DECIDING))
            .get(ClassifyTransactions.DECIDED)
            .apply(
                MapElements.into(TypeDescriptor.of(String.class))
                    .via(d -> d.decision().toString()));
    List<String> before = expected.stream().map(AuthorizationDecision::toString).toList();
    int all = before.size() + 1;
    PAssert.that(answered)
        .satisfies(
            texts -> {
              List<String> given = new ArrayList<>();
              texts.forEach(given::add);
              assertThat(given).hasSize(all).containsAll(before);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void keepsADecisionThatWasRecorded() {
    List<Event> events = new ArrayList<>(GeneratedCards.of(seed(), 2, 20));
    List<AuthorizationDecision> recorded =
        model(events).stream()
            .map(d -> AuthorizationDecision.newBuilder(d).setPolicyVersion("older").build())
            .toList();
    recorded.forEach(decision -> events.add(Event.of(decision)));
    Pipeline pipeline = pipeline();
    assertDecided(pipeline.apply(Create.of(events).withCoder(EventCoder.of())), recorded);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void decidesAlikeOnACardThatWasIdleWhetherOrNotItsStateWasFreed() {
    List<Event> events = usedCard();
    assertDecidedAlikeThoughFreed(events, List.of(requestAgain(events, 480)));
  }

  @Test
  void aLabelThatComesWhenTheStateWasFreedCountsForNothingInEitherMode() {
    List<Event> events = usedCard();
    Event label =
        SampleEvents.finding(
            "n",
            "some-request",
            SampleEvents.START,
            "card-0",
            daysAfterTheLast(events, 460),
            FindingVerdict.FRAUD);
    assertDecidedAlikeThoughFreed(events, List.of(label, requestAgain(events, 480)));
  }

  private static List<Event> usedCard() {
    List<Event> events = new ArrayList<>(GeneratedCards.of(11, 1, 30));
    events.add(
        0,
        SampleEvents.cardUpdate(
            "u-0",
            "card-0",
            SampleEvents.START.minusSeconds(1),
            CardStatus.ACTIVE,
            "1 Elm Street"));
    return events;
  }

  private static java.time.Instant daysAfterTheLast(List<Event> events, int days) {
    long last = events.stream().mapToLong(Event::eventTimeMillis).max().orElseThrow();
    return java.time.Instant.ofEpochMilli(last).plus(Duration.ofDays(days));
  }

  private static Event requestAgain(List<Event> events, int daysAfter) {
    AuthorizationRequest latest =
        events.stream()
            .filter(e -> e.type() == EventType.AUTHORIZATION_REQUEST)
            .reduce((a, b) -> b)
            .orElseThrow()
            .body(AuthorizationRequest.class);
    return Event.of(
        AuthorizationRequest.newBuilder(latest)
            .setRequestId("again")
            .setEventTime(daysAfterTheLast(events, daysAfter))
            .build());
  }

  /** The watermark goes in steps, so that the timer fires, sets itself again, and then frees. */
  private void assertDecidedAlikeThoughFreed(List<Event> events, List<Event> later) {
    List<Event> all = new ArrayList<>(events);
    all.addAll(later);
    TestStream.Builder<Event> stream = TestStream.create(EventCoder.of());
    for (Event event : events) {
      stream = stream.addElements(timestamped(event));
    }
    for (int days = 380; days <= 440; days += 5) {
      stream =
          stream.advanceWatermarkTo(
              Instant.ofEpochMilli(daysAfterTheLast(events, days).toEpochMilli()));
    }
    for (Event event : later) {
      stream =
          stream
              .advanceWatermarkTo(Instant.ofEpochMilli(event.eventTimeMillis()))
              .addElements(timestamped(event));
    }
    Pipeline pipeline = pipeline();
    assertDecided(pipeline.apply(stream.advanceWatermarkToInfinity()), model(all));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void remembersACardWhoseEventsAreYearsBehindTheClock() {
    List<Event> events = GeneratedCards.of(seed(), 3, 30);
    TestStream.Builder<Event> stream = TestStream.create(EventCoder.of());
    Instant clock = Instant.parse("2036-01-01T00:00:00Z");
    for (Event event : events) {
      clock = clock.plus(org.joda.time.Duration.standardSeconds(1));
      stream = stream.advanceWatermarkTo(clock).addElements(timestamped(event));
    }
    Pipeline pipeline = pipeline();
    assertDecided(pipeline.apply(stream.advanceWatermarkToInfinity()), model(events));
    pipeline.run().waitUntilFinish();
  }

  /** Each card by itself: its events sorted by comparing all pairs, then decided one by one. */
  private static List<AuthorizationDecision> model(List<Event> events) {
    Map<String, List<Event>> byCard = new HashMap<>();
    events.forEach(e -> byCard.computeIfAbsent(e.cardToken(), c -> new ArrayList<>()).add(e));
    List<AuthorizationDecision> decisions = new ArrayList<>();
    for (List<Event> log : byCard.values()) {
      log.sort(
          Comparator.comparingLong(Event::effectiveFromMillis)
              .thenComparing(e -> e.type() == EventType.AUTHORIZATION_REQUEST)
              .thenComparing(Event::type)
              .thenComparing(Event::id));
      CardDesk desk = new CardDesk(DECIDING);
      CardProfile profile = CardProfile.EMPTY;
      for (Event event : log) {
        if (event.type() == EventType.AUTHORIZATION_REQUEST) {
          var answer =
              desk.answer(
                  profile, event.body(AuthorizationRequest.class), DecisionRuleBook.shipped());
          profile = answer.profile();
          decisions.add(answer.decision());
        } else {
          profile = profile.apply(event);
        }
      }
    }
    return decisions;
  }

  private static void assertDecided(
      PCollection<Event> events, List<AuthorizationDecision> expected) {
    PCollection<String> decisions =
        events
            .apply("Classify", new ClassifyTransactions(DECIDING))
            .get(ClassifyTransactions.DECIDED)
            .apply(
                "AsText",
                MapElements.into(TypeDescriptor.of(String.class))
                    .via((Decided d) -> d.decision().toString()));
    PAssert.that(decisions)
        .containsInAnyOrder(expected.stream().map(AuthorizationDecision::toString).toList());
  }

  private static TestStream<Event> stream(List<Event> events) {
    TestStream.Builder<Event> stream = TestStream.create(EventCoder.of());
    long newest = 0;
    for (Event event : events) {
      newest = Math.max(newest, event.eventTimeMillis());
      stream =
          stream
              .addElements(timestamped(event))
              .advanceWatermarkTo(Instant.ofEpochMilli(newest - 10_000));
    }
    return stream.advanceWatermarkToInfinity();
  }

  private static TimestampedValue<Event> timestamped(Event event) {
    return TimestampedValue.of(event, Instant.ofEpochMilli(event.eventTimeMillis()));
  }

  private static Pipeline pipeline() {
    return Pipeline.create(PipelineOptionsFactory.create());
  }

  private static long seed() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    return seed;
  }
}
