package io.cardbeam.pipeline.classify;

import io.cardbeam.address.AddressCounts;
import io.cardbeam.decision.CardDesk;
import io.cardbeam.decision.Deciding;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.RuleMarks;
import io.cardbeam.pipeline.card.CardHistory;
import io.cardbeam.pipeline.card.ConflictLetter;
import io.cardbeam.rule.RuleBook;
import java.util.Objects;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides all requests of a card at once, from the heap of its events. */
final class DecideInOrderFn extends DoFn<KV<String, Iterable<byte[]>>, Decided> {
  private static final long serialVersionUID = 1L;

  private final Deciding deciding;
  private transient @Nullable CardAnswers answers;

  DecideInOrderFn(Deciding deciding) {
    this.deciding = deciding;
  }

  @Setup
  public void setUp() {
    answers = new CardAnswers(deciding);
  }

  @ProcessElement
  public void process(
      @Element KV<String, Iterable<byte[]>> card,
      @SideInput(BookInHand.VIEW) RuleBook published,
      @SideInput(CountsInHand.VIEW) AddressCounts counts,
      MultiOutputReceiver output) {
    CardHistory history = CardHistory.of(card.getValue());
    OutputReceiver<Decided> decided = output.get(ClassifyCards.DECIDED);
    Objects.requireNonNull(answers, "not set up")
        .play(history, published, counts, (request, answer) -> emit(request, answer, decided));
    ConflictLetter.counted(history.conflicts()).forEach(output.get(ConflictLetter.TAG)::output);
  }

  private static void emit(
      AuthorizationRequest request, CardDesk.Answer answer, OutputReceiver<Decided> output) {
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
}
