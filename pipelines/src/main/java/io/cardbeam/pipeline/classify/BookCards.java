package io.cardbeam.pipeline.classify;

import io.cardbeam.address.AddressCounts;
import io.cardbeam.decision.Deciding;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.pipeline.AvroRecordCoder;
import io.cardbeam.pipeline.card.CardBooks;
import io.cardbeam.pipeline.card.CardBooksCoder;
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
 * The books of cards whose requests clear as soon as they are approved, as the rows of CSV files
 * do: decided and cleared in one step, because both need all of a card and nothing else. All blocks
 * of events of each card in, bounded; {@link #BOOKS} out, and dead letters ({@link
 * ConflictLetter#TAG}).
 */
public final class BookCards
    extends PTransform<PCollection<KV<String, Iterable<byte[]>>>, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  /** Output: the books of each card. */
  public static final TupleTag<CardBooks> BOOKS = new TupleTag<>("books") {};

  private final Deciding deciding;
  private final PCollectionView<RuleBook> book;
  private final PCollectionView<AddressCounts> counts;

  /** Decides by this book and these counts of cards as well. */
  public BookCards(
      Deciding deciding, PCollectionView<RuleBook> book, PCollectionView<AddressCounts> counts) {
    this.deciding = deciding;
    this.book = book;
    this.counts = counts;
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<String, Iterable<byte[]>>> cards) {
    PCollectionTuple booked =
        cards.apply(
            "Book",
            ParDo.of(new BookCardFn(deciding))
                .withSideInput(BookInHand.VIEW, book)
                .withSideInput(CountsInHand.VIEW, counts)
                .withOutputTags(BOOKS, TupleTagList.of(ConflictLetter.TAG)));
    booked.get(BOOKS).setCoder(CardBooksCoder.of());
    booked.get(ConflictLetter.TAG).setCoder(AvroRecordCoder.of(DeadLetter.class));
    return booked;
  }
}
