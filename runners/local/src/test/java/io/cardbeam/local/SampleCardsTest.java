package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.command.ShippedModel;
import io.cardbeam.decision.CardDesk;
import io.cardbeam.decision.Deciding;
import io.cardbeam.decision.DecisionRuleBook;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Outcome;
import io.cardbeam.feature.Reference;
import io.cardbeam.policy.Costs;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.simulator.SimulatedStep;
import io.cardbeam.simulator.Simulator;
import io.cardbeam.token.CardTokenizer;
import io.cardbeam.traffic.Step;
import io.cardbeam.wire.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.PriorityQueue;
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
    SampleCards samples = new SampleCards();
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
