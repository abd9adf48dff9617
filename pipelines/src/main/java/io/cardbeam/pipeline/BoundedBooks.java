package io.cardbeam.pipeline;

import io.cardbeam.decision.Deciding;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.event.TransactionException;
import io.cardbeam.pipeline.card.CardBooks;
import io.cardbeam.pipeline.card.ConflictLetter;
import io.cardbeam.pipeline.card.GroupBooks;
import io.cardbeam.pipeline.purchase.Booked;
import io.cardbeam.pipeline.purchase.JoinPurchases;
import io.cardbeam.pipeline.read.ReadCards;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.util.EnumSet;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * What warehouse and statements are made of. Decisions that lie in a lake stand.
 *
 * @param cards for each card its requests with their decisions, and what was booked on it
 * @param exceptions transactions on nobody's bill
 * @param deadLetters what could not be read
 */
public record BoundedBooks(
    PCollection<CardBooks> cards,
    PCollection<TransactionException> exceptions,
    PCollection<DeadLetter> deadLetters) {
  private static final Set<EventType> OF_THE_CARD =
      EnumSet.of(EventType.CARD_UPDATE, EventType.FRAUD_FINDING);
  private static final Set<EventType> TRANSACTIONS =
      EnumSet.of(
          EventType.CHARGEBACK,
          EventType.CHARGEBACK_RESOLUTION,
          EventType.PURCHASE,
          EventType.REFUND,
          EventType.PAYMENT,
          EventType.REVERSAL);
  private static final Set<EventType> BOOKED = EnumSet.copyOf(TRANSACTIONS);

  static {
    BOOKED.addAll(OF_THE_CARD);
  }

  /** Assembles it. */
  public static BoundedBooks read(Pipeline pipeline, ReadCards source, Deciding deciding) {
    BoundedCards cards = BoundedCards.read(pipeline, source, deciding);
    return source.readsCsv() ? clearedOnApproval(pipeline, cards) : joined(cards);
  }

  /** A CSV row's purchase is made from its own approval: there is nothing to match. */
  private static BoundedBooks clearedOnApproval(Pipeline pipeline, BoundedCards cards) {
    BoundedCards.Made<CardBooks> books = cards.clearedOnApproval();
    return new BoundedBooks(
        books.of(),
        pipeline.apply(
            "NoExceptions", Create.empty(AvroRecordCoder.of(TransactionException.class))),
        books.deadLetters());
  }

  private static BoundedBooks joined(BoundedCards cards) {
    BoundedCards.Made<Decided> made = cards.decided();
    PCollection<Decided> decided = made.of();
    PCollection<Event> told = cards.events("Events", BOOKED);
    PCollectionTuple joined =
        PCollectionTuple.of(JoinPurchases.DECIDED, decided)
            .and(JoinPurchases.TRANSACTIONS, of("Transactions", TRANSACTIONS, told))
            .apply("JoinPurchases", JoinPurchases.create());
    PCollection<Event> booked =
        joined
            .get(JoinPurchases.BOOKED)
            .apply(
                "BookedEvents", MapElements.into(TypeDescriptor.of(Event.class)).via(Booked::event))
            .setCoder(EventCoder.of());
    PCollection<Event> events =
        PCollectionList.of(of("OfTheCard", OF_THE_CARD, told))
            .and(booked)
            .apply("Books", Flatten.pCollections())
            .setCoder(EventCoder.of());
    return new BoundedBooks(
        PCollectionTuple.of(GroupBooks.DECIDED, decided)
            .and(GroupBooks.EVENTS, events)
            .apply("GroupBooks", new GroupBooks()),
        joined.get(JoinPurchases.EXCEPTIONS),
        PCollectionList.of(made.deadLetters())
            .and(
                joined
                    .get(JoinPurchases.CONFLICTS)
                    .apply(
                        "ConflictLetters",
                        MapElements.into(TypeDescriptor.of(DeadLetter.class))
                            .via(ConflictLetter::of))
                    .setCoder(AvroRecordCoder.of(DeadLetter.class)))
            .apply("NotBooked", Flatten.pCollections()));
  }

  private static PCollection<Event> of(
      String name, Set<EventType> types, PCollection<Event> events) {
    return events.apply(name, Filter.by(event -> types.contains(event.type())));
  }
}
