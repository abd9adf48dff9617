package io.cardbeam.pipeline;

import io.cardbeam.address.AddressCounts;
import io.cardbeam.decision.Deciding;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.pipeline.card.CardBooks;
import io.cardbeam.pipeline.card.ConflictLetter;
import io.cardbeam.pipeline.card.UnpackEvents;
import io.cardbeam.pipeline.classify.BookCards;
import io.cardbeam.pipeline.classify.ClassifyCards;
import io.cardbeam.pipeline.read.ReadCards;
import io.cardbeam.pipeline.read.SourceTags;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;

/**
 * The start that every bounded command shares: files read, and the means to decide their requests.
 * An event that lies in them several times counts once: the first of it stands, by {@link
 * io.cardbeam.wire.Event#FIRST_COPY}. Each method adds steps to the pipeline, and is for one call:
 * what a command does not ask for costs it nothing.
 */
public final class BoundedCards {
  private final PCollection<KV<String, Iterable<byte[]>>> cards;
  private final PCollection<DeadLetter> deadLetters;
  private final Deciding deciding;
  private final PCollectionView<RuleBook> book;
  private final PCollectionView<AddressCounts> counts;

  private BoundedCards(
      PCollection<KV<String, Iterable<byte[]>>> cards,
      PCollection<DeadLetter> deadLetters,
      Deciding deciding,
      PCollectionView<RuleBook> book,
      PCollectionView<AddressCounts> counts) {
    this.cards = cards;
    this.deadLetters = deadLetters;
    this.deciding = deciding;
    this.book = book;
    this.counts = counts;
  }

  /**
   * Reads files. Rules, lists and counts of addresses' cards are those that lie in the lake; CSV
   * files have none.
   *
   * @param source the files, and what of them
   */
  public static BoundedCards read(Pipeline pipeline, ReadCards source, Deciding deciding) {
    return read(pipeline, source, deciding, RuleSource.WITH_THE_INPUT);
  }

  /**
   * Reads files.
   *
   * @param source the files, and what of them
   * @param published rules and lists that were in force at their times
   */
  public static BoundedCards read(
      Pipeline pipeline, ReadCards source, Deciding deciding, RuleSource published) {
    PCollectionTuple read = pipeline.apply("ReadCards", source);
    RuleSource.Rules book = published.read(pipeline, source);
    AddressCountSource counts = AddressCountSource.of(pipeline, source);
    return new BoundedCards(
        read.get(SourceTags.CARDS).apply("GroupByCard", GroupByKey.create()),
        PCollectionList.of(read.get(SourceTags.DEAD_LETTERS))
            .and(book.deadLetters())
            .and(counts.deadLetters())
            .apply("NotRead", Flatten.pCollections()),
        deciding,
        book.book(),
        counts.counts());
  }

  /**
   * What was made of the cards.
   *
   * @param of for each card or request
   * @param deadLetters what could not be read, and what is in conflict with what came before
   */
  public record Made<T>(PCollection<T> of, PCollection<DeadLetter> deadLetters) {}

  /** Requests with their decisions. */
  public Made<Decided> decided() {
    return made(
        cards.apply("Classify", new ClassifyCards(deciding, book, counts)), ClassifyCards.DECIDED);
  }

  /** The books of cards whose requests clear in this way. */
  public BoundedBooks books(BookCards.Clearing clearing) {
    PCollectionTuple booked =
        cards.apply("BookCards", new BookCards(deciding, clearing, book, counts));
    Made<CardBooks> made = made(booked, BookCards.BOOKS);
    return new BoundedBooks(made.of(), booked.get(BookCards.EXCEPTIONS), made.deadLetters());
  }

  private <T> Made<T> made(PCollectionTuple made, TupleTag<T> tag) {
    return new Made<>(
        made.get(tag),
        PCollectionList.of(deadLetters)
            .and(made.get(ConflictLetter.TAG))
            .apply("NotTaken", Flatten.pCollections()));
  }

  /** The events of some types, each once. */
  public PCollection<Event> events(String name, Set<EventType> types) {
    return cards.apply(name, new UnpackEvents(types));
  }
}
