package io.cardbeam.pipeline.published;

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
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Duration;

/**
 * What is gathered of an unbounded input, as it grows: a side input in the global window, of which
 * what decides sees the last state that has reached it. An empty one goes ahead, so that nothing
 * waits for a first record; the main input's watermark does not depend on this one's. One step
 * gathers the records and is checkpointed, so its states come in order, each with all that is in
 * force of the one before.
 *
 * <p>Many records at once make one new state: it is sent when the first of them has waited for the
 * given time.
 */
public final class KeepGathered<R, S> extends PTransform<PCollection<R>, PCollectionView<S>> {
  private static final long serialVersionUID = 1L;

  private final String step;
  private final Gathering<R, S> gathering;
  private final String viewName;
  private final Duration sendAfter;

  /**
   * @param step name of the step that gathers; part of a job's state
   * @param viewName of the side input; part of a job's state
   * @param sendAfter how long records gather before they are sent
   */
  public KeepGathered(String step, Gathering<R, S> gathering, String viewName, Duration sendAfter) {
    this.step = step;
    this.gathering = gathering;
    this.viewName = viewName;
    this.sendAfter = sendAfter;
  }

  @Override
  public PCollectionView<S> expand(PCollection<R> records) {
    ListCoder<R> batch = ListCoder.of(gathering.recordCoder());
    PCollection<List<R>> nothingYet =
        records
            .getPipeline()
            .apply("NothingYet", Create.<List<R>>of(List.of(List.<R>of())).withCoder(batch));
    PCollection<List<R>> one =
        records
            .apply(
                "Batch",
                MapElements.into(
                        TypeDescriptors.lists(gathering.recordCoder().getEncodedTypeDescriptor()))
                    .via(List::of))
            .setCoder(batch);
    PCollection<S> states =
        PCollectionList.of(nothingYet)
            .and(one)
            .apply("Batches", Flatten.pCollections())
            .apply("ToOneKeeper", WithKeys.of(""))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), batch))
            .apply("Keep", ParDo.of(new KeepFn<>(step, gathering, sendAfter)))
            .setCoder(gathering.coder())
            .apply(
                "EachState",
                Window.<S>into(new GlobalWindows())
                    .triggering(Repeatedly.forever(AfterPane.elementCountAtLeast(1)))
                    .withAllowedLateness(Duration.ZERO)
                    .withOnTimeBehavior(Window.OnTimeBehavior.FIRE_IF_NON_EMPTY)
                    .discardingFiredPanes());
    return named(states);
  }

  /**
   * As {@link View#asSingleton} makes it, but with a name that stays. Beam names a view by how many
   * names were made before it; in a job's state it would then be found by the very same pipeline
   * only, and a changed one would wait for a value for as long as no record is published.
   */
  @SuppressWarnings("deprecation") // Nothing else takes a name.
  private PCollectionView<S> named(PCollection<S> states) {
    PCollection<KV<Void, S>> keyed =
        states
            .apply("Latest", Combine.globally(new UnionFn<>(gathering)).withoutDefaults())
            .apply("UnderNoKey", WithKeys.of((Void) null))
            .setCoder(KvCoder.of(VoidCoder.of(), gathering.coder()));
    PCollectionView<S> view =
        PCollectionViews.singletonViewUsingVoidKey(
            new TupleTag<>(viewName),
            keyed,
            gathering::type,
            keyed.getWindowingStrategy(),
            false,
            null,
            gathering.coder());
    keyed.apply("View", View.CreatePCollectionView.of(view));
    return view;
  }

  /** Of a pane's states, of which each holds the one before it, the last. */
  private static final class UnionFn<S> extends Combine.BinaryCombineFn<S> {
    private static final long serialVersionUID = 1L;

    private final Gathering<?, S> gathering;

    UnionFn(Gathering<?, S> gathering) {
      this.gathering = gathering;
    }

    @Override
    public S apply(S left, S right) {
      return gathering.union(left, right);
    }
  }
}
