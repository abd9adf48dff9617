package io.cardbeam.pipeline.classify;

import io.cardbeam.decision.Deciding;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.DecidedCoder;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.wire.Event;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Decides every authorization request from what its card did before: events of cards (requests,
 * card updates, chargebacks, and transactions from their posting cut-off on) in, a {@link Decided}
 * per request out, with the request's event time.
 *
 * <p>Unbounded: one state per card, in arrival order; a late request is decided on what is known
 * when it comes, and enters the windows at its place. Bounded: all events of a card at once, in the
 * order of its log. Both give the same decisions for the same log.
 */
public final class ClassifyTransactions
    extends PTransform<PCollection<Event>, PCollection<Decided>> {
  private static final long serialVersionUID = 1L;

  private final Deciding deciding;

  public ClassifyTransactions(Deciding deciding) {
    this.deciding = deciding;
  }

  @Override
  public PCollection<Decided> expand(PCollection<Event> events) {
    PCollection<KV<String, Event>> byCard =
        events
            .apply(
                "KeyByCard", WithKeys.of(Event::cardToken).withKeyType(TypeDescriptors.strings()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), EventCoder.of()));
    PCollection<Decided> decided =
        events.isBounded() == IsBounded.BOUNDED
            ? byCard
                .apply("GroupByCard", GroupByKey.create())
                .apply("DecideInOrder", ParDo.of(new DecideInOrderFn(deciding)))
            : byCard.apply("Decide", ParDo.of(new DecideFn(deciding)));
    return decided.setCoder(DecidedCoder.of());
  }
}
