package io.cardbeam.pipeline.classify;

import io.cardbeam.address.AddressCounts;
import io.cardbeam.decision.Deciding;
import io.cardbeam.event.Outcome;
import io.cardbeam.pipeline.card.CardBooks;
import io.cardbeam.pipeline.card.CardHistory;
import io.cardbeam.pipeline.card.ConflictLetter;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.star.AnsweredRequest;
import io.cardbeam.traffic.ClearOnApproval;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/** Decides and clears the requests of one card, which are all held in memory. */
final class BookCardFn extends DoFn<KV<String, Iterable<byte[]>>, CardBooks> {
  private static final long serialVersionUID = 1L;

  private final Deciding deciding;
  private transient @Nullable CardAnswers desk;

  BookCardFn(Deciding deciding) {
    this.deciding = deciding;
  }

  @Setup
  public void setUp() {
    desk = new CardAnswers(deciding);
  }

  @ProcessElement
  public void process(
      @Element KV<String, Iterable<byte[]>> card,
      @SideInput(BookInHand.VIEW) RuleBook published,
      @SideInput(CountsInHand.VIEW) AddressCounts counts,
      MultiOutputReceiver output) {
    CardHistory history = CardHistory.of(card.getValue());
    ConflictLetter.counted(history.conflicts()).forEach(output.get(ConflictLetter.TAG)::output);
    List<AnsweredRequest> answers =
        Objects.requireNonNull(desk, "not set up").answers(history, published, counts);
    List<Event> booked = new ArrayList<>();
    for (Event event : history.events()) {
      if (event.type() != EventType.AUTHORIZATION_REQUEST) {
        booked.add(event);
      }
    }
    for (AnsweredRequest answer : answers) {
      if (answer.decision().getOutcome() == Outcome.APPROVED) {
        booked.add(ClearOnApproval.purchase(answer.request()));
      }
    }
    if (booked.isEmpty() && answers.isEmpty()) {
      return; // Decisions alone, on another input's requests, make no card.
    }
    output.get(BookCards.BOOKS).output(new CardBooks(card.getKey(), booked, answers));
  }
}
