package io.cardbeam.pipeline.classify;

import io.cardbeam.address.AddressCounts;
import io.cardbeam.decision.Deciding;
import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.event.TransactionException;
import io.cardbeam.pipeline.AvroRecordCoder;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.DecidedCoder;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.pipeline.address.AddressCountsView;
import io.cardbeam.pipeline.address.CountsAtStart;
import io.cardbeam.pipeline.card.ConflictCoder;
import io.cardbeam.pipeline.card.PackEvents;
import io.cardbeam.pipeline.rule.RuleBookView;
import io.cardbeam.pipeline.rule.RulesAtStart;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.traffic.Conflict;
import io.cardbeam.wire.Event;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Decides every authorization request from what its card did before: events of cards (requests,
 * card updates, findings, disputes, and transactions from their posting cut-off on) in, a {@link
 * Decided} per request out, with the request's event time.
 *
 * <p>Unbounded ({@link #DECIDED}, {@link #STANDING}, {@link #CONFLICTS}, {@link #BOOKED}, {@link
 * #EXCEPTIONS}, {@link #LEDGER}): one state per card, in arrival order; a late request is decided
 * on what is known when it comes, and enters the windows at its place; the card's transactions are
 * cleared against its answers. Bounded: all events of a card at once, in the order of its log, with
 * the outputs of {@link ClassifyCards}, in the global window. Both give the same decisions for the
 * same log. Each request meets the rules that were in force at its event time.
 */
public final class ClassifyTransactions extends PTransform<PCollection<Event>, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  /** Output: requests with their decisions. */
  public static final TupleTag<Decided> DECIDED = ClassifyCards.DECIDED;

  /** Output: events other than requests, each once: the first of its identity. */
  public static final TupleTag<Event> STANDING = new TupleTag<>("standing") {};

  /** Output: transactions that are booked, each once. */
  public static final TupleTag<Event> BOOKED = new TupleTag<>("booked") {};

  /** Output: transactions that are not, with the reason, each once. */
  public static final TupleTag<TransactionException> EXCEPTIONS = new TupleTag<>("exceptions") {};

  /** Output: what was held and booked, as transfers in double entry. */
  public static final TupleTag<LedgerTransfer> LEDGER = new TupleTag<>("ledger") {};

  /** Output: events in conflict with a first one, which stands. */
  public static final TupleTag<Conflict> CONFLICTS = new TupleTag<>("conflicting") {};

  private final Deciding deciding;
  private final Optional<PCollectionView<RuleBook>> book;
  private final RulesAtStart atStart;
  private final Optional<PCollectionView<AddressCounts>> counts;
  private final CountsAtStart countsAtStart;

  /** Decides without lists and rules. */
  public ClassifyTransactions(Deciding deciding) {
    this(deciding, Optional.empty(), RulesAtStart.NONE, Optional.empty(), CountsAtStart.NONE);
  }

  /** Decides by this book as well. */
  public ClassifyTransactions(Deciding deciding, PCollectionView<RuleBook> book) {
    this(deciding, book, RulesAtStart.NONE);
  }

  /**
   * Decides by this book as well, which may grow.
   *
   * @param atStart what is in the book before it reaches a worker
   */
  public ClassifyTransactions(
      Deciding deciding, PCollectionView<RuleBook> book, RulesAtStart atStart) {
    this(deciding, Optional.of(book), atStart, Optional.empty(), CountsAtStart.NONE);
  }

  /**
   * Decides by this book and these counts of addresses' cards as well, which may grow.
   *
   * @param atStart what is in the book before it reaches a worker
   * @param countsAtStart what is among the counts before they reach a worker
   */
  public ClassifyTransactions(
      Deciding deciding,
      PCollectionView<RuleBook> book,
      RulesAtStart atStart,
      PCollectionView<AddressCounts> counts,
      CountsAtStart countsAtStart) {
    this(deciding, Optional.of(book), atStart, Optional.of(counts), countsAtStart);
  }

  private ClassifyTransactions(
      Deciding deciding,
      Optional<PCollectionView<RuleBook>> book,
      RulesAtStart atStart,
      Optional<PCollectionView<AddressCounts>> counts,
      CountsAtStart countsAtStart) {
    this.deciding = deciding;
    this.book = book;
    this.atStart = atStart;
    this.counts = counts;
    this.countsAtStart = countsAtStart;
  }

  @Override
  public PCollectionTuple expand(PCollection<Event> events) {
    PCollectionView<RuleBook> view =
        book.orElseGet(() -> RuleBookView.of(events.getPipeline(), List.of()));
    PCollectionView<AddressCounts> cards =
        counts.orElseGet(() -> AddressCountsView.none(events.getPipeline()));
    if (events.isBounded() == IsBounded.BOUNDED) {
      return events
          .apply("PackEvents", new PackEvents())
          .apply("GroupByCard", GroupByKey.create())
          .apply("ClassifyCards", new ClassifyCards(deciding, view, cards));
    }
    PCollectionTuple decided =
        events
            .apply(
                "KeyByCard", WithKeys.of(Event::cardToken).withKeyType(TypeDescriptors.strings()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), EventCoder.of()))
            .apply(
                "Decide",
                ParDo.of(new DecideFn(deciding, atStart, cards, countsAtStart))
                    .withSideInput(BookInHand.VIEW, view)
                    .withSideInputs(cards)
                    .withOutputTags(
                        DECIDED,
                        TupleTagList.of(STANDING)
                            .and(CONFLICTS)
                            .and(BOOKED)
                            .and(EXCEPTIONS)
                            .and(LEDGER)));
    decided.get(DECIDED).setCoder(DecidedCoder.of());
    decided.get(STANDING).setCoder(EventCoder.of());
    decided.get(CONFLICTS).setCoder(ConflictCoder.of());
    decided.get(BOOKED).setCoder(EventCoder.of());
    decided.get(EXCEPTIONS).setCoder(AvroRecordCoder.of(TransactionException.class));
    decided.get(LEDGER).setCoder(AvroRecordCoder.of(LedgerTransfer.class));
    return decided;
  }
}
