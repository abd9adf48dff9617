package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.command.ShippedModel;
import io.cardbeam.decision.CardDesk;
import io.cardbeam.decision.Deciding;
import io.cardbeam.decision.DecisionRuleBook;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Channel;
import io.cardbeam.event.Outcome;
import io.cardbeam.feature.Reference;
import io.cardbeam.policy.Costs;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.simulator.SimulatedStep;
import io.cardbeam.simulator.Simulator;
import io.cardbeam.simulator.SimulatorSettings;
import io.cardbeam.token.CardTokenizer;
import io.cardbeam.traffic.Step;
import io.cardbeam.wire.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The history of a demo as its stream decides it, in one thread, and then a payment. */
class SampleCardsTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-11-28T00:00:00Z");
  private static final CardTokenizer TOKENIZER = new CardTokenizer(new byte[32]);

  private final CardDesk desk =
      new CardDesk(
          new Deciding(ShippedModel.SIMULATOR.model(), Costs.standard(), Reference.standard()));
  private final Map<String, CardProfile> profiles = new HashMap<>();

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 9, 13, 17, 21})
  void twoPaymentsWithTheCardThatIsShownAreApprovedAtAnyHour(int hour) {
    Instant now = MIDNIGHT.plus(Duration.ofHours(hour));
    Population population = Population.ofToday(hour, 300, 0.1, now);
    SampleCards samples = new SampleCards(population.cards());
    play(population, samples, now);

    SampleCards.Sample sample = samples.take(now).orElseThrow();
    assertThat(sample.like().getCardToken()).isEqualTo(TOKENIZER.token(sample.cardNumber()));
    for (int i = 0; i < 2; i++) {
      Instant time = now.plusSeconds(30 + 60L * i);
      AuthorizationRequest payment =
          AuthorizationRequest.newBuilder(sample.like())
              .setRequestId("tried " + i)
              .setEventTime(time)
              .build();
      assertThat(decide(payment)).as("payment %s of %s", i, sample).isEqualTo(Outcome.APPROVED);
    }
  }

  /** Of a demo that ran for long, more requests than are kept. */
  @Test
  void theCardIsChosenByTheLatestRequests() {
    int cards = 200;
    int ofEachCard = SampleCards.LIMIT / cards;
    SampleCards samples = new SampleCards(cards);
    Map<String, List<Instant>> atCounters = new HashMap<>();
    Set<String> stolen = new HashSet<>();
    Instant[] last = {MIDNIGHT};
    Iterator<SimulatedStep> steps =
        new Simulator(
                SimulatorSettings.endless(3, cards, MIDNIGHT).atMost(2L * SampleCards.LIMIT),
                TOKENIZER)
            .labelled();
    steps.forEachRemaining(
        step -> {
          samples.saw(step);
          if (step instanceof SimulatedStep.Attempt attempt) {
            AuthorizationRequest request = attempt.step().request();
            last[0] = request.getEventTime();
            if (attempt.behaviour().isFraud()) {
              stolen.add(request.getCardToken());
            } else if (request.getChannel() == Channel.CARD_PRESENT) {
              atCounters
                  .computeIfAbsent(request.getCardToken(), token -> new ArrayList<>())
                  .add(request.getEventTime());
            }
          }
        });

    SampleCards.Sample sample = samples.take(last[0].plus(Duration.ofHours(4))).orElseThrow();
    String token = sample.like().getCardToken();
    List<Instant> its = atCounters.getOrDefault(token, List.of());
    assertThat(its).hasSizeGreaterThan(ofEachCard);
    assertThat(sample.like().getEventTime()).isAfterOrEqualTo(its.get(its.size() - ofEachCard));
    assertThat(stolen).isNotEmpty().doesNotContain(token);
  }

  private void play(Population population, SampleCards samples, Instant end) {
    PriorityQueue<Event> followUps =
        new PriorityQueue<>(Comparator.comparingLong(Event::eventTimeMillis));
    Iterator<SimulatedStep> steps =
        new Simulator(population.settings().until(end), TOKENIZER).labelled();
    while (steps.hasNext()) {
      SimulatedStep step = steps.next();
      samples.saw(step);
      while (!followUps.isEmpty()
          && followUps.peek().eventTimeMillis() <= step.step().eventTimeMillis()) {
        apply(followUps.remove());
      }
      if (step.step() instanceof Step.Publish publish) {
        apply(publish.event());
      } else if (step.step() instanceof Step.Attempt attempt
          && decide(attempt.request()) == Outcome.APPROVED) {
        followUps.addAll(attempt.ifApproved());
      }
    }
  }

  private void apply(Event event) {
    profiles.merge(
        event.cardToken(), CardProfile.EMPTY.apply(event), (known, first) -> known.apply(event));
  }

  private Outcome decide(AuthorizationRequest request) {
    CardDesk.Answer answer =
        desk.answer(
            profiles.getOrDefault(request.getCardToken(), CardProfile.EMPTY),
            request,
            DecisionRuleBook.shipped());
    profiles.put(request.getCardToken(), answer.profile());
    return answer.decision().getOutcome();
  }
}
