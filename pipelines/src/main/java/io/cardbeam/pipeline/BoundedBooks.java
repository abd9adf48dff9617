package io.cardbeam.pipeline;

import io.cardbeam.decision.Deciding;
import io.cardbeam.event.TransactionException;
import io.cardbeam.pipeline.purchase.Booked;
import io.cardbeam.pipeline.purchase.JoinPurchases;
import io.cardbeam.pipeline.read.ReadCards;
import io.cardbeam.wire.Event;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * What warehouse and statements are made of: the cards' updates and the transactions that go to the
 * books, beside the decisions.
 *
 * @param cards what was read and decided
 * @param events card updates and booked transactions
 * @param exceptions transactions on nobody's bill
 */
public record BoundedBooks(
    BoundedCards cards, PCollection<Event> events, PCollection<TransactionException> exceptions) {

  /**
   * Assembles it. Decisions that lie in a lake stand.
   *
   * @param input CSV file or root of a lake
   * @param tokenKey key for the card numbers in CSV
   */
  public static BoundedBooks read(
      Pipeline pipeline, String input, byte[] tokenKey, Deciding deciding) {
    return read(pipeline, new ReadCards(input, tokenKey, ReadCards.Decisions.KEEP), deciding);
  }

  /** Assembles it from any source. */
  public static BoundedBooks read(Pipeline pipeline, ReadCards source, Deciding deciding) {
    BoundedCards cards = BoundedCards.read(pipeline, source, deciding);
    // A CSV row's purchase was made from its own approval just now: there is nothing to match.
    return source.readsCsv() ? allBooked(pipeline, cards) : joined(cards);
  }

  /** The events and what requests have turned out to be, which is what a star is made of. */
  public PCollection<Event> eventsAndFindings() {
    return PCollectionList.of(events)
        .and(cards.findings())
        .apply("BooksAndFindings", Flatten.pCollections())
        .setCoder(EventCoder.of());
  }

  private static BoundedBooks allBooked(Pipeline pipeline, BoundedCards cards) {
    return new BoundedBooks(
        cards,
        events(cards.updates(), cards.transactions()),
        pipeline.apply(
            "NoExceptions", Create.empty(AvroRecordCoder.of(TransactionException.class))));
  }

  private static BoundedBooks joined(BoundedCards cards) {
    PCollectionTuple joined =
        PCollectionTuple.of(JoinPurchases.DECIDED, cards.decided())
            .and(JoinPurchases.TRANSACTIONS, cards.transactions())
            .apply("JoinPurchases", JoinPurchases.create());
    PCollection<Event> booked =
        joined
            .get(JoinPurchases.BOOKED)
            .apply(
                "BookedEvents", MapElements.into(TypeDescriptor.of(Event.class)).via(Booked::event))
            .setCoder(EventCoder.of());
    return new BoundedBooks(
        cards, events(cards.updates(), booked), joined.get(JoinPurchases.EXCEPTIONS));
  }

  private static PCollection<Event> events(
      PCollection<Event> updates, PCollection<Event> transactions) {
    return PCollectionList.of(updates)
        .and(transactions)
        .apply("Books", Flatten.pCollections())
        .setCoder(EventCoder.of());
  }
}
