package io.cardbeam.pipeline.rule;

import io.cardbeam.rule.RuleBook;
import io.cardbeam.wire.RuleRecord;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VoidCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.windowing.AfterPane;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Repeatedly;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.PCollectionViews;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Duration;

/**
 * The book of an unbounded input, as it grows: a side input in the global window, of which what
 * decides sees the last state that has reached it. An empty book goes ahead, so that nothing waits
 * for a first rule; the main input's watermark does not depend on this one's. One step gathers the
 * records and is checkpointed, so a book never shrinks and its states come in order.
 *
 * <p>Many records at once make one new book: it is sent when the first of them has waited for the
 * given time.
 */
public final class KeepRuleBook
    extends PTransform<PCollection<RuleRecord>, PCollectionView<RuleBook>> {
  /** How long records gather before a book is sent, unless told otherwise. */
  public static final Duration SEND_AFTER = Duration.millis(250);

  private static final long serialVersionUID = 1L;

  private final Duration sendAfter;

  public KeepRuleBook(Duration sendAfter) {
    this.sendAfter = sendAfter;
  }

  @Override
  public PCollectionView<RuleBook> expand(PCollection<RuleRecord> records) {
    ListCoder<RuleRecord> batch = ListCoder.of(RuleRecordCoder.of());
    PCollection<List<RuleRecord>> nothingYet =
        records
            .getPipeline()
            .apply(
                "NothingYet",
                Create.<List<RuleRecord>>of(List.of(List.<RuleRecord>of())).withCoder(batch));
    PCollection<List<RuleRecord>> one =
        records
            .apply(
                "Batch",
                MapElements.into(TypeDescriptors.lists(TypeDescriptor.of(RuleRecord.class)))
                    .via(List::of))
            .setCoder(batch);
    PCollection<RuleBook> states =
        PCollectionList.of(nothingYet)
            .and(one)
            .apply("Batches", Flatten.pCollections())
            .apply("ToOneKeeper", WithKeys.of(""))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), batch))
            .apply("Keep", ParDo.of(new KeepRuleBookFn(sendAfter)))
            .setCoder(RuleBookCoder.of())
            .apply(
                "EachState",
                Window.<RuleBook>into(new GlobalWindows())
                    .triggering(Repeatedly.forever(AfterPane.elementCountAtLeast(1)))
                    .withAllowedLateness(Duration.ZERO)
                    .withOnTimeBehavior(Window.OnTimeBehavior.FIRE_IF_NON_EMPTY)
                    .discardingFiredPanes());
    return named(states);
  }

  /**
   * As {@link View#asSingleton} makes it, but with a name that stays. Beam names a view by how many
   * names were made before it; in a job's state the book would then be found by the very same
   * pipeline only, and a changed one would wait for a book for as long as no rule is published.
   */
  @SuppressWarnings("deprecation") // Nothing else takes a name.
  private static PCollectionView<RuleBook> named(PCollection<RuleBook> states) {
    PCollection<KV<Void, RuleBook>> keyed =
        states
            .apply("Latest", Combine.globally(new UnionFn()).withoutDefaults())
            .apply("UnderNoKey", WithKeys.of((Void) null))
            .setCoder(KvCoder.of(VoidCoder.of(), RuleBookCoder.of()));
    PCollectionView<RuleBook> view =
        PCollectionViews.singletonViewUsingVoidKey(
            new TupleTag<>("rule-book"),
            keyed,
            () -> TypeDescriptor.of(RuleBook.class),
            keyed.getWindowingStrategy(),
            false,
            null,
            RuleBookCoder.of());
    keyed.apply("View", View.CreatePCollectionView.of(view));
    return view;
  }

  /** Of a pane's books, of which each holds the one before it, the last. */
  private static final class UnionFn extends Combine.BinaryCombineFn<RuleBook> {
    private static final long serialVersionUID = 1L;

    @Override
    public RuleBook apply(RuleBook left, RuleBook right) {
      return left.union(right);
    }
  }
}
