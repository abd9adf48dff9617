package io.cardbeam.pipeline;

import io.cardbeam.decision.Deciding;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.event.TransactionException;
import io.cardbeam.pipeline.card.CardBooks;
import io.cardbeam.pipeline.classify.BookCards.Clearing;
import io.cardbeam.pipeline.read.ReadCards;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.PCollection;

/**
 * What warehouse and statements are made of. Decisions that lie in a lake stand.
 *
 * @param cards for each card its requests with their decisions, and what was booked on it
 * @param exceptions transactions that were not booked
 * @param deadLetters what could not be read, and what is in conflict with what came before
 */
public record BoundedBooks(
    PCollection<CardBooks> cards,
    PCollection<TransactionException> exceptions,
    PCollection<DeadLetter> deadLetters) {

  /** Assembles it. A CSV row's purchase is made from its own approval: nothing is to match. */
  public static BoundedBooks read(Pipeline pipeline, ReadCards source, Deciding deciding) {
    return BoundedCards.read(pipeline, source, deciding)
        .books(source.readsCsv() ? Clearing.ON_APPROVAL : Clearing.BY_TRANSACTIONS);
  }
}
