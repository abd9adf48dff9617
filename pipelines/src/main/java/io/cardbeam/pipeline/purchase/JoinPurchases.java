package io.cardbeam.pipeline.purchase;

import io.cardbeam.clearing.ClearingTerms;
import io.cardbeam.clearing.Posting;
import io.cardbeam.event.TransactionException;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.card.ConflictCoder;
import io.cardbeam.traffic.Conflict;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Joins transactions to the authorization of their card that they name: what may be booked goes to
 * {@link #BOOKED} with all that it refers to, what may not goes to {@link #EXCEPTIONS} with the
 * reason, each once: of several of one identity the first, and the others to {@link #CONFLICTS} if
 * they say something else. Payments name no authorization and are booked as they come; events that
 * are no transaction are skipped.
 *
 * <p>Bounded input is grouped by card and authorization and ruled in event-time order, so the
 * result is a function of the set of events. Unbounded input is ruled as it arrives, in the global
 * window: a transaction waits for what it names until event time is {@link ClearingTerms#patience}
 * past its own, and an authorization is remembered until nothing can come for it any more, and
 * {@link ClearingTerms#lateness} longer. What the order of arrival can change there: which of
 * several transactions that compete for one hold or one purchase is booked, and the fate of what
 * comes later than patience and lateness allow. Where an authorization's events arrive as they
 * happened, or wait for each other, both modes give the same.
 *
 * <p>Memory in unbounded mode, per authorization: a declined one some 60 bytes until hold and
 * lateness are over; an approved one its own record until then, and with its purchases and
 * chargebacks (at most {@link io.cardbeam.clearing.AuthorizationLedger#MAX_TRANSACTIONS}) until
 * those can't be given back, and these not be decided, any more.
 */
public final class JoinPurchases extends PTransform<PCollectionTuple, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  /** Input: answered requests. */
  public static final TupleTag<Decided> DECIDED = new TupleTag<>("decided") {};

  /** Input: purchases, reversals, refunds, chargebacks, their resolutions and payments. */
  public static final TupleTag<Event> TRANSACTIONS = new TupleTag<>("transactions") {};

  /** Output: what goes to the books. */
  public static final TupleTag<Booked> BOOKED = new TupleTag<>("booked") {};

  /** Output: what is on nobody's bill. */
  public static final TupleTag<TransactionException> EXCEPTIONS = new TupleTag<>("exceptions") {};

  /**
   * Output: what has the identity of a fact of its authorization that came before and says
   * something else. A stream that has told them apart before this step hands over those alone that
   * came so late that it had forgotten the first.
   */
  public static final TupleTag<Conflict> CONFLICTS = new TupleTag<>("conflicting") {};

  private final ClearingTerms terms;

  private JoinPurchases(ClearingTerms terms) {
    this.terms = terms;
  }

  /** The join under the usual terms. */
  public static JoinPurchases create() {
    return new JoinPurchases(ClearingTerms.STANDARD);
  }

  /** The join under these terms. */
  public JoinPurchases withTerms(ClearingTerms other) {
    return new JoinPurchases(other);
  }

  @Override
  public PCollectionTuple expand(PCollectionTuple input) {
    PCollection<Decided> decided = input.get(DECIDED);
    PCollection<Event> transactions = input.get(TRANSACTIONS);
    PCollectionTuple joined = join(facts(decided, transactions));
    PCollection<Booked> payments =
        transactions
            .apply("Payments", Filter.by(event -> event.type() == EventType.PAYMENT))
            .apply(
                "BookPayments",
                MapElements.into(TypeDescriptor.of(Booked.class)).via(Booked.OnAccount::new))
            .setCoder(BookedCoder.of())
            .apply("PaymentsGlobally", Window.into(new GlobalWindows()));
    PCollection<Booked> booked =
        PCollectionList.of(joined.get(BOOKED).setCoder(BookedCoder.of()))
            .and(payments)
            .apply("AllBooked", Flatten.pCollections());
    PCollection<TransactionException> exceptions =
        joined.get(EXCEPTIONS).setCoder(AvroCoder.of(TransactionException.class));
    return PCollectionTuple.of(BOOKED, booked)
        .and(EXCEPTIONS, exceptions)
        .and(CONFLICTS, joined.get(CONFLICTS).setCoder(ConflictCoder.of()));
  }

  private static PCollection<KV<String, Fact>> facts(
      PCollection<Decided> decided, PCollection<Event> transactions) {
    PCollection<Fact> answers =
        decided
            .apply(
                "Answers",
                MapElements.into(TypeDescriptor.of(Fact.class)).via(Fact.OfDecision::new))
            .setCoder(FactCoder.of())
            .apply("AnswersGlobally", Window.into(new GlobalWindows()));
    PCollection<Fact> postings =
        transactions
            .apply("Postings", Filter.by(event -> Posting.isOne(event.type())))
            .apply(
                "PostingFacts",
                MapElements.into(TypeDescriptor.of(Fact.class)).via(Fact.OfTransaction::new))
            .setCoder(FactCoder.of())
            .apply("PostingsGlobally", Window.into(new GlobalWindows()));
    return PCollectionList.of(answers)
        .and(postings)
        .apply("Facts", Flatten.pCollections())
        .apply("ByAuthorization", ParDo.of(new KeyByAuthorizationFn()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), FactCoder.of()));
  }

  private PCollectionTuple join(PCollection<KV<String, Fact>> facts) {
    TupleTagList sideOutputs = TupleTagList.of(EXCEPTIONS).and(CONFLICTS);
    if (facts.isBounded() == IsBounded.UNBOUNDED) {
      return facts.apply("Join", ParDo.of(new JoinFn(terms)).withOutputTags(BOOKED, sideOutputs));
    }
    return facts
        .apply("Group", GroupByKey.create())
        .apply("Settle", ParDo.of(new SettleFn(terms)).withOutputTags(BOOKED, sideOutputs));
  }
}
