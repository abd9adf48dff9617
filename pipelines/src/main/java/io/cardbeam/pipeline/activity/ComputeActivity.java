package io.cardbeam.pipeline.activity;

import io.cardbeam.event.Activity;
import io.cardbeam.pipeline.AvroRecordCoder;
import io.cardbeam.pipeline.Decided;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.joda.time.Duration;

/**
 * Live figures: {@code SELECT minute, state, city, category, outcome, currency, COUNT(*),
 * SUM(amount_minor) FROM decided GROUP BY ALL}, with minutes of event time. Figures come each few
 * seconds, those that changed since; each is the whole of what is known by then and replaces the
 * ones before. A minute may be corrected until {@link #ALLOWED_LATENESS} after its hour; what comes
 * later is counted as too late and otherwise skipped.
 */
public final class ComputeActivity extends PTransform<PCollection<Decided>, PCollection<Activity>> {
  /** How late a decision may be, after its hour, and still correct its minute. */
  public static final Duration ALLOWED_LATENESS = Duration.standardDays(1);

  private static final long serialVersionUID = 1L;

  private final Duration every;

  /**
   * @param every processing time from a change until it is told
   */
  public ComputeActivity(Duration every) {
    this.every = every;
  }

  @Override
  public PCollection<Activity> expand(PCollection<Decided> decided) {
    return decided
        .apply(
            "BySlice",
            MapElements.into(new TypeDescriptor<KV<ActivitySlice, KV<ActivityCell, Long>>>() {})
                .via(
                    d ->
                        KV.of(
                            ActivitySlice.of(d),
                            KV.of(ActivityCell.of(d), d.request().getAmountMinor()))))
        .setCoder(
            KvCoder.of(
                new ActivitySlice.ActivitySliceCoder(),
                KvCoder.of(new ActivityCell.ActivityCellCoder(), VarLongCoder.of())))
        .apply("Tally", ParDo.of(new TallyFn(every)))
        .setCoder(AvroRecordCoder.of(Activity.class));
  }
}
