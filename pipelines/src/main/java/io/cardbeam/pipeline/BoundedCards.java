package io.cardbeam.pipeline;

import io.cardbeam.decision.Deciding;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.event.Outcome;
import io.cardbeam.pipeline.classify.ClassifyTransactions;
import io.cardbeam.pipeline.read.KindOfEvent;
import io.cardbeam.pipeline.read.ReadCards;
import io.cardbeam.pipeline.read.SourceTags;
import io.cardbeam.traffic.ClearOnApproval;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.util.EnumSet;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * The start that every bounded command shares: files read, requests decided, and the transactions
 * that claim to follow from them. In CSV files each approved row is its own purchase.
 *
 * @param updates card updates
 * @param findings what requests have turned out to be
 * @param decided requests with their decisions
 * @param transactions purchases, refunds, payments, reversals and chargebacks, not yet matched
 * @param deadLetters what could not be read
 */
public record BoundedCards(
    PCollection<Event> updates,
    PCollection<Event> findings,
    PCollection<Decided> decided,
    PCollection<Event> transactions,
    PCollection<DeadLetter> deadLetters) {
  private static final Set<EventType> TRANSACTIONS =
      EnumSet.of(
          EventType.CHARGEBACK,
          EventType.PURCHASE,
          EventType.REFUND,
          EventType.PAYMENT,
          EventType.REVERSAL);

  /**
   * Assembles it. Rules and lists are those that lie in the lake; CSV files have none.
   *
   * @param source the files, and what of them
   */
  public static BoundedCards read(Pipeline pipeline, ReadCards source, Deciding deciding) {
    return read(pipeline, source, deciding, RuleSource.WITH_THE_INPUT);
  }

  /**
   * Assembles it.
   *
   * @param source the files, and what of them
   * @param published rules and lists that were in force at their times
   */
  public static BoundedCards read(
      Pipeline pipeline, ReadCards source, Deciding deciding, RuleSource published) {
    PCollectionTuple read = pipeline.apply("ReadCards", source);
    PCollection<Event> events = read.get(SourceTags.EVENTS);
    RuleSource.Rules book = published.read(pipeline, source);
    PCollection<Decided> decided =
        events.apply("Classify", new ClassifyTransactions(deciding, book.book()));
    PCollection<Event> transactions =
        source.readsCsv()
            ? purchasesOf(decided)
            : events.apply("Transactions", new KindOfEvent(TRANSACTIONS));
    return new BoundedCards(
        events.apply("CardUpdates", new KindOfEvent(EnumSet.of(EventType.CARD_UPDATE))),
        events.apply("FraudFindings", new KindOfEvent(EnumSet.of(EventType.FRAUD_FINDING))),
        decided,
        transactions,
        PCollectionList.of(read.get(SourceTags.DEAD_LETTERS))
            .and(book.deadLetters())
            .apply("NotRead", Flatten.pCollections()));
  }

  private static PCollection<Event> purchasesOf(PCollection<Decided> decided) {
    return decided
        .apply("Approved", Filter.by(d -> d.decision().getOutcome() == Outcome.APPROVED))
        .apply(
            "ClearOnApproval",
            MapElements.into(TypeDescriptor.of(Event.class))
                .via(d -> ClearOnApproval.purchase(d.request())))
        .setCoder(EventCoder.of());
  }
}
