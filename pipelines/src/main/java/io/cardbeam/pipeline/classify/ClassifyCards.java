package io.cardbeam.pipeline.classify;

import io.cardbeam.address.AddressCounts;
import io.cardbeam.decision.Deciding;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.pipeline.AvroRecordCoder;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.DecidedCoder;
import io.cardbeam.pipeline.card.ConflictLetter;
import io.cardbeam.rule.RuleBook;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Decides every request of bounded input from what its card did before: all blocks of events of
 * each card in, a {@link Decided} per request out, with the request's event time, and a dead letter
 * for each event that is in conflict with another ({@link ConflictLetter}). The events of one card
 * are held in memory. A request that comes twice is decided once; one whose decision is among the
 * events keeps it.
 */
public final class ClassifyCards
    extends PTransform<PCollection<KV<String, Iterable<byte[]>>>, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  /** Output: requests with their decisions. */
  public static final TupleTag<Decided> DECIDED = new TupleTag<>("decided") {};

  private final Deciding deciding;
  private final PCollectionView<RuleBook> book;
  private final PCollectionView<AddressCounts> counts;

  /** Decides by this book and these counts of cards as well. */
  public ClassifyCards(
      Deciding deciding, PCollectionView<RuleBook> book, PCollectionView<AddressCounts> counts) {
    this.deciding = deciding;
    this.book = book;
    this.counts = counts;
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<String, Iterable<byte[]>>> cards) {
    PCollectionTuple decided =
        cards.apply(
            "DecideInOrder",
            ParDo.of(new DecideInOrderFn(deciding))
                .withSideInput(BookInHand.VIEW, book)
                .withSideInput(CountsInHand.VIEW, counts)
                .withOutputTags(DECIDED, TupleTagList.of(ConflictLetter.TAG)));
    decided.get(DECIDED).setCoder(DecidedCoder.of());
    decided.get(ConflictLetter.TAG).setCoder(AvroRecordCoder.of(DeadLetter.class));
    return decided;
  }
}
