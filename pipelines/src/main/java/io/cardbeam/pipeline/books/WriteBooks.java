package io.cardbeam.pipeline.books;

import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.event.TransactionException;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.traffic.Conflict;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Writes the books to PostgreSQL: a document for each event, the documents of a bundle in few calls
 * of {@code books.store_all}, each a transaction. A document names what its event refers to by its
 * key, needs nothing else to be stored and changes nothing the second time, so neither order nor
 * repetition matters, and a failed batch is simply sent again.
 */
public final class WriteBooks extends PTransform<PCollectionTuple, PDone> {
  private static final long serialVersionUID = 1L;

  /** Input: card updates and findings; other events among them are skipped. */
  public static final TupleTag<Event> CARD_EVENTS = new TupleTag<>("card-events") {};

  /** Input: answered requests. */
  public static final TupleTag<Decided> DECIDED = new TupleTag<>("decided") {};

  /** Input: transactions that go to the books. */
  public static final TupleTag<Event> BOOKED = new TupleTag<>("booked") {};

  /** Input: transactions that don't. */
  public static final TupleTag<TransactionException> EXCEPTIONS = new TupleTag<>("exceptions") {};

  /** Input: events that do not stand, since another one has their identity. */
  public static final TupleTag<Conflict> CONFLICTS = new TupleTag<>("conflicts") {};

  /** Input: what was booked of cards' money. */
  public static final TupleTag<LedgerTransfer> LEDGER = new TupleTag<>("ledger") {};

  private final BooksConnection connection;

  private WriteBooks(BooksConnection connection) {
    this.connection = connection;
  }

  /** Writes to this database, whose schema {@link BooksMigration} has made. */
  public static WriteBooks to(BooksConnection connection) {
    return new WriteBooks(connection);
  }

  /** Any of the seven inputs may be missing. */
  @Override
  public PDone expand(PCollectionTuple input) {
    List<PCollection<BooksCall>> calls = new ArrayList<>();
    if (input.has(CARD_EVENTS)) {
      PCollection<Event> cardEvents = input.get(CARD_EVENTS);
      PCollection<Event> updates =
          cardEvents.apply("CardUpdates", Filter.by(e -> e.type() == EventType.CARD_UPDATE));
      calls.add(calls("Cards", updates, e -> BooksDocument.of(e.body(CardUpdate.class))));
      PCollection<Event> findings =
          cardEvents.apply("FraudFindings", Filter.by(e -> e.type() == EventType.FRAUD_FINDING));
      calls.add(calls("Findings", findings, e -> BooksDocument.of(e.body(FraudFinding.class))));
    }
    if (input.has(DECIDED)) {
      calls.add(calls("Authorizations", input.get(DECIDED), BooksDocument::of));
    }
    if (input.has(BOOKED)) {
      calls.add(calls("Transactions", input.get(BOOKED), BooksDocument::of));
    }
    if (input.has(EXCEPTIONS)) {
      calls.add(calls("Exceptions", input.get(EXCEPTIONS), BooksDocument::of));
    }
    if (input.has(CONFLICTS)) {
      calls.add(calls("Conflicts", input.get(CONFLICTS), BooksDocument::of));
    }
    if (input.has(LEDGER)) {
      calls.add(calls("Ledger", input.get(LEDGER), LedgerDocument::of));
    }
    PCollectionList.of(calls)
        .apply("AllCalls", Flatten.pCollections())
        .setCoder(new BooksCall.CallCoder())
        .apply("Store", ParDo.of(new StoreFn(connection)));
    return PDone.in(input.getPipeline());
  }

  private static <T> PCollection<BooksCall> calls(
      String name, PCollection<T> input, SerializableFunction<T, BooksCall> document) {
    return input
        .apply(name, MapElements.into(TypeDescriptor.of(BooksCall.class)).via(document))
        .setCoder(new BooksCall.CallCoder())
        .apply(name + "Globally", Window.into(new GlobalWindows()));
  }
}
