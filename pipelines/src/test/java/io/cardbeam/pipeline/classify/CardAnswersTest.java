package io.cardbeam.pipeline.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.address.AddressCards;
import io.cardbeam.decision.Deciding;
import io.cardbeam.decision.DecisionRuleBook;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.GeneratedBooks;
import io.cardbeam.pipeline.card.CardHistory;
import io.cardbeam.star.AnsweredRequest;
import io.cardbeam.wire.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** With all decisions there, no profile is played: the answers must be those of playing it. */
class CardAnswersTest {

  @Property(tries = 20)
  void areThoseOfPlayingTheLog(@ForAll @LongRange(min = 0, max = 10_000) long seed) {
    GeneratedBooks books = GeneratedBooks.of(seed, 1, 40);
    Random random = new Random(seed);
    List<Event> events = new ArrayList<>(books.events());
    for (Decided one : books.decided()) {
      events.add(Event.of(one.decision()));
      for (int copies = random.nextInt(3); copies >= 0; copies--) {
        events.add(Event.of(one.request()));
      }
    }
    Collections.shuffle(events, random);
    CardHistory card = CardHistory.ofEvents(events);
    assertThat(card.isDecided()).isTrue();
    CardAnswers answers = new CardAnswers(Deciding.standard());
    List<AnsweredRequest> played = new ArrayList<>();
    answers.play(
        card,
        DecisionRuleBook.empty(),
        AddressCards.NONE,
        (request, answer) -> played.add(new AnsweredRequest(request, answer.decision())));
    assertThat(answers.answers(card, DecisionRuleBook.empty(), AddressCards.NONE))
        .isEqualTo(played)
        .isNotEmpty();
  }
}
