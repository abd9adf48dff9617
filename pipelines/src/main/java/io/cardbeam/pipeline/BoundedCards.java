package io.cardbeam.pipeline;

import io.cardbeam.decision.Deciding;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.pipeline.card.CardBooks;
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
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * The start that every bounded command shares: files read, and the means to decide their requests.
 * Each method but {@link #deadLetters} adds steps to the pipeline, and is for one call: what a
 * command does not ask for costs it nothing.
 */
public final class BoundedCards {
  private final PCollection<KV<String, byte[]>> blocks;
  private final PCollection<DeadLetter> deadLetters;
  private final Deciding deciding;
  private final PCollectionView<RuleBook> book;

  private BoundedCards(
      PCollection<KV<String, byte[]>> blocks,
      PCollection<DeadLetter> deadLetters,
      Deciding deciding,
      PCollectionView<RuleBook> book) {
    this.blocks = blocks;
    this.deadLetters = deadLetters;
    this.deciding = deciding;
    this.book = book;
  }

  /**
   * Reads files. Rules and lists are those that lie in the lake; CSV files have none.
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
    return new BoundedCards(
        read.get(SourceTags.CARDS),
        PCollectionList.of(read.get(SourceTags.DEAD_LETTERS))
            .and(book.deadLetters())
            .apply("NotRead", Flatten.pCollections()),
        deciding,
        book.book());
  }

  /** Requests with their decisions. */
  public PCollection<Decided> decided() {
    return blocks.apply("Classify", new ClassifyCards(deciding, book));
  }

  /** The books of cards whose requests clear as soon as they are approved, as CSV rows do. */
  PCollection<CardBooks> clearedOnApproval() {
    return blocks.apply("BookCards", new BookCards(deciding, book));
  }

  /** The events of some types, as they were read. */
  PCollection<Event> events(String name, Set<EventType> types) {
    return blocks.apply(name, new UnpackEvents(types));
  }

  /** What could not be read. */
  public PCollection<DeadLetter> deadLetters() {
    return deadLetters;
  }
}
