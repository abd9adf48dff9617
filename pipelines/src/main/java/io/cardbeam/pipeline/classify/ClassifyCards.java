package io.cardbeam.pipeline.classify;

import io.cardbeam.decision.Deciding;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.DecidedCoder;
import io.cardbeam.rule.RuleBook;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Decides every request of bounded input from what its card did before: blocks of events in, keyed
 * by card, a {@link Decided} per request out, with the request's event time. The events of one card
 * are held in memory. A request that comes twice is decided once; one whose decision is among the
 * events keeps it.
 */
public final class ClassifyCards
    extends PTransform<PCollection<KV<String, byte[]>>, PCollection<Decided>> {
  private static final long serialVersionUID = 1L;

  private final Deciding deciding;
  private final PCollectionView<RuleBook> book;

  /** Decides by this book as well. */
  public ClassifyCards(Deciding deciding, PCollectionView<RuleBook> book) {
    this.deciding = deciding;
    this.book = book;
  }

  @Override
  public PCollection<Decided> expand(PCollection<KV<String, byte[]>> blocks) {
    return blocks
        .apply("GroupByCard", GroupByKey.create())
        .apply(
            "DecideInOrder",
            ParDo.of(new DecideInOrderFn(deciding)).withSideInput(BookInHand.VIEW, book))
        .setCoder(DecidedCoder.of());
  }
}
