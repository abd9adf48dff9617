package io.cardbeam.pipeline.classify;

import io.cardbeam.decision.Deciding;
import io.cardbeam.pipeline.card.CardBooks;
import io.cardbeam.pipeline.card.CardBooksCoder;
import io.cardbeam.rule.RuleBook;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * The books of cards whose requests clear as soon as they are approved, as the rows of CSV files
 * do: decided and cleared in one step, because both need all of a card and nothing else. Blocks of
 * events in, bounded, keyed by card.
 */
public final class BookCards
    extends PTransform<PCollection<KV<String, byte[]>>, PCollection<CardBooks>> {
  private static final long serialVersionUID = 1L;

  private final Deciding deciding;
  private final PCollectionView<RuleBook> book;

  /** Decides by this book as well. */
  public BookCards(Deciding deciding, PCollectionView<RuleBook> book) {
    this.deciding = deciding;
    this.book = book;
  }

  @Override
  public PCollection<CardBooks> expand(PCollection<KV<String, byte[]>> blocks) {
    return blocks
        .apply("GroupByCard", GroupByKey.create())
        .apply("Book", ParDo.of(new BookCardFn(deciding)).withSideInput(BookInHand.VIEW, book))
        .setCoder(CardBooksCoder.of());
  }
}
