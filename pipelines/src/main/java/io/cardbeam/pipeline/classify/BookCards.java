package io.cardbeam.pipeline.classify;

import io.cardbeam.address.AddressCounts;
import io.cardbeam.decision.Deciding;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.event.TransactionException;
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
 * The books of cards: decided and cleared in one step, because both need all of a card and nothing
 * else. All blocks of events of each card in, bounded; {@link #BOOKS} and {@link #EXCEPTIONS} out,
 * and dead letters ({@link ConflictLetter#TAG}).
 */
public final class BookCards
    extends PTransform<PCollection<KV<String, Iterable<byte[]>>>, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  /** Output: the books of each card. */
  public static final TupleTag<CardBooks> BOOKS = new TupleTag<>("books") {};

  /** Output: transactions that are not booked, with the reason. */
  public static final TupleTag<TransactionException> EXCEPTIONS = new TupleTag<>("exceptions") {};

  /** How requests clear. */
  public enum Clearing {
    /** Each as soon as it is approved, as the rows of CSV files do. */
    ON_APPROVAL,
    /** By the card's transactions, as a stream clears them. */
    BY_TRANSACTIONS
  }

  private final Deciding deciding;
  private final Clearing clearing;
  private final PCollectionView<RuleBook> book;
  private final PCollectionView<AddressCounts> counts;

  /** Decides by this book and these counts of cards as well. */
  public BookCards(
      Deciding deciding,
      Clearing clearing,
      PCollectionView<RuleBook> book,
      PCollectionView<AddressCounts> counts) {
    this.deciding = deciding;
    this.clearing = clearing;
    this.book = book;
    this.counts = counts;
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<String, Iterable<byte[]>>> cards) {
    PCollectionTuple booked =
        cards.apply(
            "Book",
            ParDo.of(new BookCardFn(deciding, clearing))
                .withSideInput(BookInHand.VIEW, book)
                .withSideInput(CountsInHand.VIEW, counts)
                .withOutputTags(BOOKS, TupleTagList.of(EXCEPTIONS).and(ConflictLetter.TAG)));
    booked.get(BOOKS).setCoder(CardBooksCoder.of());
    booked.get(EXCEPTIONS).setCoder(AvroRecordCoder.of(TransactionException.class));
    booked.get(ConflictLetter.TAG).setCoder(AvroRecordCoder.of(DeadLetter.class));
    return booked;
  }
}
